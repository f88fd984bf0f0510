//! The program's icon in the notification area of the system, with a menu.

#[cfg(any(windows, target_os = "macos"))]
#[path = "native.rs"]
mod area;
#[cfg(all(unix, not(target_os = "macos")))]
#[path = "status_notifier.rs"]
mod area;

use std::sync::mpsc::{self, Receiver, Sender};

use crate::green_api::Waker;

/// Choices in the menu of the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayRequest {
    Open,
    Quit,
}

/// The icon as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayLook {
    /// Pixels of the square icon, four bytes each: red, green, blue and alpha.
    pub pixels: Vec<u8>,
    pub side: u32,
    /// Words of the icon itself.
    pub title: String,
    /// The words of the menu.
    pub open: String,
    pub quit: String,
}

/// The icon in the notification area, for as long as this lives.
pub struct Tray {
    area: area::Area,
    look: TrayLook,
    requests: Receiver<TrayRequest>,
}

impl Tray {
    /// Shows the icon. Call it on the main thread. `waker` is called on each request, and when the area appears or goes.
    pub fn show(look: TrayLook, waker: &Waker) -> Self {
        let (sender, requests) = mpsc::channel();
        let tell = Tell { sender, waker: waker.clone() };
        Self { area: area::Area::show(look.clone(), tell), look, requests }
    }

    /// Whether the system shows the icon.
    pub fn is_shown(&self) -> bool {
        self.area.is_shown()
    }

    /// Changes the look of the icon.
    pub fn set(&mut self, look: TrayLook) {
        if look != self.look {
            self.area.set(look.clone());
            self.look = look;
        }
    }

    /// Returns the next request; each one is returned once.
    pub fn next(&self) -> Option<TrayRequest> {
        self.requests.try_recv().ok()
    }
}

/// Passes requests on to the window.
#[derive(Clone)]
struct Tell {
    sender: Sender<TrayRequest>,
    waker: Waker,
}

impl Tell {
    fn request(&self, request: TrayRequest) {
        // Without a receiver the icon is about to go.
        let _ = self.sender.send(request);
        (self.waker)();
    }
}
