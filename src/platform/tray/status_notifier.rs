//! StatusNotifierItem, as Linux desktops show it:
//! <https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/>.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use ksni::blocking::TrayMethods;
use ksni::menu::StandardItem;
use ksni::{Icon, MenuItem, OfflineReason, ToolTip};

use super::{Tell, TrayLook, TrayRequest};

/// The thread that talks to the desktop, and what it last heard.
pub(super) struct Area {
    looks: Sender<TrayLook>,
    presence: Arc<Presence>,
}

/// Whether the desktop shows the icon: it has answered, and its area is there.
#[derive(Default)]
struct Presence {
    has_answered: AtomicBool,
    is_offline: AtomicBool,
}

impl Area {
    pub fn show(look: TrayLook, tell: Tell) -> Self {
        let (looks, changes) = mpsc::channel();
        let presence = Arc::<Presence>::default();
        let item = Item { look, tell, presence: presence.clone() };
        if let Err(error) = thread::Builder::new().name("tray".to_owned()).spawn(move || run(item, &changes)) {
            tracing::warn!("no icon in the notification area: {error}");
        }
        Self { looks, presence }
    }

    pub fn is_shown(&self) -> bool {
        self.presence.has_answered.load(Ordering::Relaxed) && !self.presence.is_offline.load(Ordering::Relaxed)
    }

    pub fn set(&self, look: TrayLook) {
        // Without a receiver there is no icon to change.
        let _ = self.looks.send(look);
    }
}

/// Shows the icon until the other end of `looks` is gone.
fn run(item: Item, looks: &Receiver<TrayLook>) {
    let (presence, tell) = (item.presence.clone(), item.tell.clone());
    let is_sandboxed = Path::new("/.flatpak-info").exists();
    match item.assume_sni_available(true).disable_dbus_name(is_sandboxed).spawn() {
        Ok(shown) => {
            presence.has_answered.store(true, Ordering::Relaxed);
            (tell.waker)();
            while let Ok(look) = looks.recv() {
                shown.update(|item| item.look = look);
            }
            shown.shutdown().wait();
        }
        Err(error) => {
            tracing::info!("no icon in the notification area: {error}");
            (tell.waker)();
        }
    }
}

struct Item {
    look: TrayLook,
    tell: Tell,
    presence: Arc<Presence>,
}

impl Item {
    fn set_offline(&self, is_offline: bool) {
        self.presence.is_offline.store(is_offline, Ordering::Relaxed);
        (self.tell.waker)();
    }

    fn entry(label: &str, request: TrayRequest) -> MenuItem<Self> {
        let activate = Box::new(move |item: &mut Self| item.tell.request(request));
        // An underscore would mark the letter after it.
        StandardItem { label: label.replace('_', "__"), activate, ..StandardItem::default() }.into()
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "instance-desk".to_owned()
    }

    fn title(&self) -> String {
        self.look.title.clone()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        let mut data = self.look.pixels.clone();
        for pixel in data.chunks_exact_mut(4) {
            pixel.rotate_right(1);
        }
        let side = i32::try_from(self.look.side).unwrap_or_default();
        vec![Icon { width: side, height: side, data }]
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.look.title.clone(), ..ToolTip::default() }
    }

    fn activate(&mut self, _: i32, _: i32) {
        self.tell.request(TrayRequest::Open);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        vec![Self::entry(&self.look.open, TrayRequest::Open), Self::entry(&self.look.quit, TrayRequest::Quit)]
    }

    fn watcher_online(&self) {
        self.set_offline(false);
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.set_offline(true);
        true
    }
}
