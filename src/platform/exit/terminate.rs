//! Quit on macOS: in the menu, in the Dock, on logout and on shutdown.

use std::mem;
use std::sync::OnceLock;

use objc2::runtime::{AnyObject, Imp, Sel};
use objc2::{class, sel};

use super::ExitRequest;

type Terminate = extern "C-unwind" fn(&AnyObject, Sel, *mut AnyObject);

type Tell = Box<dyn Fn(ExitRequest) + Send + Sync>;

static TELL: OnceLock<Tell> = OnceLock::new();

/// Calls `tell` whenever the system sends `terminate:` to the application.
///
/// AppKit's own `terminate:` closes the windows and calls `exit`, and winit offers no way to refuse
/// (<https://github.com/rust-windowing/winit/issues/4692>). Replacing it covers every Quit, and lets a logout go on once
/// the program has ended.
#[expect(unsafe_code, reason = "replacing a method of a class, as winit does with sendEvent:")]
pub(super) fn listen(tell: impl Fn(ExitRequest) + Send + Sync + 'static) {
    let Some(method) = class!(NSApplication).instance_method(sel!(terminate:)) else { return };
    if TELL.set(Box::new(tell)).is_ok() {
        // SAFETY: `terminate` has the signature of `terminate:`, and requires nothing of its caller.
        unsafe {
            method.set_implementation(mem::transmute::<Terminate, Imp>(terminate));
        }
    }
}

extern "C-unwind" fn terminate(_: &AnyObject, _: Sel, _: *mut AnyObject) {
    if let Some(tell) = TELL.get() {
        tell(ExitRequest::Ask);
    }
}
