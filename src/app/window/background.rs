//! The program outside of its window: notifications, the icon in the notification area, and the window put aside.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Context, IconData, UserAttentionType, ViewportCommand};

use super::{DesktopApp, bring_forward, icon, is_on_wayland};
use crate::green_api::{Waker, for_system};
use crate::model::{Action, Announcement, Aside, InstanceKey, NotificationService};
use crate::platform::{Note, NoteEvent, Notifications, Tray, TrayLook, TrayRequest};
use crate::tr;
use crate::ui::text::{Language, language, say};
use crate::ui::theme::Tokens;

/// Time that a hidden window waits for the notification area: at login, the program may start before it.
const AREA_WAIT: Duration = Duration::from_secs(20);

/// Maximum number of notifications whose clicks are heeded.
const MAX_SENT: usize = 50;

/// Factor by which the icon in the notification area is smaller than the window's.
const SMALLER: usize = 4;

/// The notifications that were sent, by their ids. An id is given once: a desktop may keep a notification, and let the
/// user click it again, for as long as it likes.
#[derive(Default)]
struct Sent {
    next: u64,
    list: BTreeMap<u64, Announcement>,
}

impl Sent {
    /// Adds a notification, and returns its id.
    fn add(&mut self, announcement: Announcement) -> u64 {
        let id = self.next;
        self.next += 1;
        self.list.insert(id, announcement);
        if self.list.len() > MAX_SENT {
            self.list.pop_first();
        }
        id
    }

    /// Returns the instance that a notification is about.
    fn instance(&self, id: u64) -> Option<InstanceKey> {
        self.list.get(&id).and_then(|one| one.instance)
    }

    /// Takes back a notification that was not shown.
    fn take(&mut self, id: u64) -> Option<Announcement> {
        self.list.remove(&id)
    }
}

/// The parts of the program outside of its window.
pub struct Background {
    waker: Waker,
    notifications: Option<Notifications>,
    sent: Sent,
    tray: Option<Tray>,
    /// The contents of the icon: the number of instances, and the language of its menu.
    drawn: Option<(usize, Language)>,
    /// Since when the window has been hidden without an icon in the notification area.
    lost_since: Option<Instant>,
}

impl Background {
    /// Creates it without an icon or notifications. It calls `waker` when something of this needs the window.
    pub fn new(waker: Waker) -> Self {
        Self { waker, notifications: None, sent: Sent::default(), tray: None, drawn: None, lost_since: None }
    }

    fn is_in_area(&self) -> bool {
        self.tray.as_ref().is_some_and(Tray::is_shown)
    }

    /// Sends a notification. Returns it if there is no way to.
    fn send(&mut self, announcement: Announcement) -> Option<Announcement> {
        let Some(notifications) = &self.notifications else { return Some(announcement) };
        let title = for_system(&say(&announcement.title));
        let body: Vec<String> = announcement.body.iter().map(say).collect();
        let id = self.sent.add(announcement);
        let unsent = notifications.show(Note { id, title, body: for_system(&body.join("\n")) });
        unsent.err().and_then(|note| self.sent.take(note.id))
    }
}

impl DesktopApp {
    /// Keeps notifications and icon in step with the watch. Runs while the window is hidden, too.
    pub(super) fn follow_background(&mut self, ctx: &Context) {
        let is_on = self.app.model.settings.watch.choice.interval().is_some();
        if let Some(background) = &mut self.background {
            if is_on {
                let waker = background.waker.clone();
                background.notifications.get_or_insert_with(|| Notifications::start(&waker));
            } else {
                background.tray = None;
                background.drawn = None;
            }
        }
        if is_on {
            self.draw_tray(ctx);
        }
        self.heed_notifications(ctx);
        self.announce(ctx);
        self.heed_tray(ctx);
        if std::mem::take(&mut self.app.window.effects.put_aside) {
            self.put_aside(ctx);
        }
        self.look_for_area(ctx);
    }

    /// Shows in the icon how many instances need attention.
    fn draw_tray(&mut self, ctx: &Context) {
        let Some(background) = &mut self.background else { return };
        let now = (self.app.model.needing_attention(), language());
        if background.drawn.replace(now) == Some(now) {
            return;
        }
        let icon = if now.0 > 0 { marked(icon()) } else { icon() };
        let look = TrayLook {
            pixels: smaller(&icon),
            side: icon.width / SMALLER as u32,
            title: titled(now.0, "Instance Desk".to_owned()),
            open: tr!("watch-tray-open"),
            quit: tr!("watch-close-quit"),
        };
        match &mut background.tray {
            Some(tray) => tray.set(look),
            None => background.tray = Some(Tray::show(look, &background.waker)),
        }
        ctx.send_viewport_cmd(ViewportCommand::Icon(Some(Arc::new(icon))));
    }

    fn heed_notifications(&mut self, ctx: &Context) {
        while let Some(background) = &mut self.background {
            let Some(event) = background.notifications.as_ref().and_then(Notifications::next) else { return };
            match event {
                NoteEvent::Available => self.app.model.watch.notifications = NotificationService::Available,
                NoteEvent::Unavailable => self.app.model.watch.notifications = NotificationService::Unavailable,
                NoteEvent::Clicked(id) => {
                    let instance = background.sent.instance(id);
                    self.app.update(Action::OpenAnnounced(instance));
                    self.come_forward(ctx);
                }
                NoteEvent::NotShown(id) => {
                    let announcement = background.sent.take(id);
                    announcement.into_iter().for_each(|one| self.show_here(ctx, one));
                }
            }
        }
    }

    fn announce(&mut self, ctx: &Context) {
        for announcement in std::mem::take(&mut self.app.window.effects.notifications) {
            let unsent = match &mut self.background {
                Some(background) => background.send(announcement),
                None => Some(announcement),
            };
            unsent.into_iter().for_each(|one| self.show_here(ctx, one));
        }
    }

    /// Shows a notification in the window, and marks the window in the taskbar.
    fn show_here(&mut self, ctx: &Context, announcement: Announcement) {
        self.app.show_here(announcement);
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
    }

    fn heed_tray(&mut self, ctx: &Context) {
        let Some(background) = &self.background else { return };
        let is_in_area = background.is_in_area();
        let requests: Vec<TrayRequest> =
            background.tray.iter().flat_map(|tray| std::iter::from_fn(|| tray.next())).collect();
        self.app.model.watch.aside =
            if is_in_area && !is_on_wayland() { Aside::NotificationArea } else { Aside::Minimized };
        for request in requests {
            match request {
                TrayRequest::Open => self.come_forward(ctx),
                TrayRequest::Quit => self.ask_to_end(ctx, Action::AskQuit),
            }
        }
    }

    /// Hides the window if the icon in the notification area can bring it back, and minimizes it otherwise.
    fn put_aside(&mut self, ctx: &Context) {
        match self.app.model.watch.aside {
            Aside::NotificationArea => {
                self.is_hidden = true;
                ctx.send_viewport_cmd(ViewportCommand::Visible(false));
            }
            Aside::Minimized => ctx.send_viewport_cmd(ViewportCommand::Minimized(true)),
        }
    }

    /// Opens the program without its window in sight. The notification area may not be there yet.
    pub(super) fn start_aside(&mut self, ctx: &Context) {
        if !is_on_wayland() {
            self.app.model.watch.aside = Aside::NotificationArea;
        }
        self.put_aside(ctx);
    }

    /// Shows the window in front.
    pub(super) fn come_forward(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.is_hidden) {
            ctx.send_viewport_cmd(ViewportCommand::Visible(true));
        }
        bring_forward(ctx);
        ctx.request_repaint();
    }

    /// Minimizes a hidden window once there is no icon that could bring it back.
    fn look_for_area(&mut self, ctx: &Context) {
        let Some(background) = &mut self.background else { return };
        if !self.is_hidden || background.is_in_area() {
            background.lost_since = None;
            return;
        }
        let since = *background.lost_since.get_or_insert_with(Instant::now);
        match AREA_WAIT.checked_sub(since.elapsed()) {
            Some(left) if self.app.model.settings.watch.choice.interval().is_some() => ctx.request_repaint_after(left),
            Some(_) | None => {
                self.is_hidden = false;
                ctx.send_viewport_cmd(ViewportCommand::Visible(true));
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
        }
    }
}

/// Puts the number of instances that need attention before a title.
pub(super) fn titled(attention: usize, title: String) -> String {
    if attention == 0 { title } else { tr!("watch-title", count = attention, title = title) }
}

/// Marks an icon with a disc in its corner.
fn marked(mut icon: IconData) -> IconData {
    let side = icon.width as usize;
    let radius = side / 4;
    let colour = Tokens::LIGHT.danger.to_array();
    for (index, pixel) in icon.rgba.chunks_exact_mut(4).enumerate() {
        let (x, y) = (index % side, index / side);
        if (x + radius).abs_diff(side).pow(2) + y.abs_diff(radius).pow(2) <= radius.pow(2) {
            pixel.copy_from_slice(&colour);
        }
    }
    icon
}

/// Returns the pixels of an icon, [`SMALLER`] times smaller.
fn smaller(icon: &IconData) -> Vec<u8> {
    let side = icon.width as usize;
    let small = side / SMALLER;
    let mut pixels = Vec::with_capacity(small * small * 4);
    for (y, x) in (0..small).flat_map(|y| (0..small).map(move |x| (y, x))) {
        for channel in 0..4 {
            let block = (0..SMALLER * SMALLER).map(|at| (y * SMALLER + at / SMALLER, x * SMALLER + at % SMALLER));
            let sum: usize = block.map(|(y, x)| usize::from(icon.rgba[(y * side + x) * 4 + channel])).sum();
            pixels.push((sum / (SMALLER * SMALLER)) as u8);
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::explain::Text;

    #[test]
    fn a_notification_that_is_clicked_again_opens_its_own_instance_whatever_was_sent_since() {
        let of = |key| {
            let instance = Some(InstanceKey(key));
            Announcement { instance, at: Timestamp::UNIX_EPOCH, title: Text::new("watch-tray-open"), body: Vec::new() }
        };
        let mut sent = Sent::default();
        let first = sent.add(of(1));
        assert_eq!(sent.instance(first), Some(InstanceKey(1)));
        assert_eq!(sent.instance(first), Some(InstanceKey(1)));
        let not_shown = sent.add(of(2));
        assert_eq!(sent.take(not_shown), Some(of(2)));
        sent.add(of(3));
        assert_eq!(sent.instance(not_shown), None);
        for _ in 0..MAX_SENT {
            sent.add(of(4));
        }
        assert_eq!(sent.instance(first), None);
    }
}
