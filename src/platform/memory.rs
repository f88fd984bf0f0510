//! The memory of this process: it may be limited, and large blocks go back to the system.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

#[global_allocator]
static ALLOCATOR: LimitedAllocator = LimitedAllocator::new();

/// Limits the memory that this process may allocate from now on, in bytes. An allocation over the limit ends the process.
/// Call it once, in a process that reads untrusted data.
pub fn limit_memory(bytes: usize) {
    ALLOCATOR.limit(bytes);
}

/// Returns how many bytes of the limit are left.
pub fn memory_left() -> usize {
    ALLOCATOR.left.load(Ordering::Relaxed)
}

/// Lets the allocator return each large block as soon as it is freed.
///
/// By default glibc raises the size above which it does so to that of the largest block freed, up to 32 MB (mallopt(3),
/// `M_MMAP_THRESHOLD`). After one list of a hundred thousand chats it would keep the memory of every later one.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a call of the system that takes no pointer")]
pub fn return_large_blocks() {
    use std::ffi::c_int;

    const M_MMAP_THRESHOLD: c_int = -3;
    /// Twice the default: blocks of this size and more are few, and each costs a call of the system.
    const BYTES: c_int = 256 << 10;

    unsafe extern "C" {
        safe fn mallopt(parameter: c_int, value: c_int) -> c_int;
    }
    // If it is refused, the program only takes more memory.
    let _ = mallopt(M_MMAP_THRESHOLD, BYTES);
}

/// Does nothing: other systems' allocators return large blocks by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn return_large_blocks() {}

/// The system's allocator, with a limit. Without one it counts nothing.
struct LimitedAllocator {
    /// Bytes left to allocate; [`NO_LIMIT`] without a limit.
    left: AtomicUsize,
}

const NO_LIMIT: usize = usize::MAX;

impl LimitedAllocator {
    const fn new() -> Self {
        Self { left: AtomicUsize::new(NO_LIMIT) }
    }

    fn limit(&self, bytes: usize) {
        self.left.store(bytes, Ordering::Relaxed);
    }

    /// Returns whether the bytes may be allocated, and counts them.
    fn take(&self, bytes: usize) -> bool {
        if self.left.load(Ordering::Relaxed) == NO_LIMIT {
            return true;
        }
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }

    fn give_back(&self, bytes: usize) {
        if self.left.load(Ordering::Relaxed) != NO_LIMIT {
            self.left.fetch_add(bytes, Ordering::Relaxed);
        }
    }
}

#[expect(
    unsafe_code,
    reason = "an allocator; each call is passed on to the system's with the same arguments, or refused"
)]
unsafe impl GlobalAlloc for LimitedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.take(layout.size()) { unsafe { System.alloc(layout) } } else { std::ptr::null_mut() }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if self.take(layout.size()) { unsafe { System.alloc_zeroed(layout) } } else { std::ptr::null_mut() }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        self.give_back(layout.size());
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A block that moves is there twice for a moment.
        if !self.take(size) {
            return std::ptr::null_mut();
        }
        let moved = unsafe { System.realloc(block, layout, size) };
        self.give_back(if moved.is_null() { size } else { layout.size() });
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(unsafe_code, reason = "calls of an allocator, each with the layout that it was given")]
    fn an_allocation_over_the_limit_is_refused_and_freed_memory_counts_again() {
        let allocator = LimitedAllocator::new();
        let layout = |bytes| Layout::from_size_align(bytes, 8).unwrap();
        allocator.limit(1000);
        unsafe {
            let block = allocator.alloc(layout(600));
            assert!(!block.is_null());
            assert!(allocator.alloc(layout(600)).is_null());
            assert!(allocator.alloc_zeroed(layout(600)).is_null());
            assert!(allocator.realloc(block, layout(600), 700).is_null());
            let block = allocator.realloc(block, layout(600), 300);
            assert!(!block.is_null());
            let other = allocator.alloc(layout(600));
            assert!(!other.is_null());
            allocator.dealloc(other, layout(600));
            allocator.dealloc(block, layout(300));
            let block = allocator.alloc(layout(1000));
            assert!(!block.is_null());
            allocator.dealloc(block, layout(1000));
        }
    }
}
