//! The notification area of Windows, and the menu bar of macOS.

use tray_icon::menu::{Menu, MenuEvent, MenuItem};
use tray_icon::{Icon, MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};

use super::{Tell, TrayLook, TrayRequest};

/// The icon; `None` if the system refused it.
pub(super) struct Area(Option<Shown>);

struct Shown {
    icon: TrayIcon,
    open: MenuItem,
    quit: MenuItem,
}

impl Area {
    pub fn show(look: TrayLook, tell: Tell) -> Self {
        let (open, quit) = (MenuItem::new(&look.open, true, None), MenuItem::new(&look.quit, true, None));
        let (quit_id, clicked) = (quit.id().clone(), tell.clone());
        MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
            tell.request(if event.id == quit_id { TrayRequest::Quit } else { TrayRequest::Open });
        }));
        TrayIconEvent::set_event_handler(Some(move |event| {
            let is_click = matches!(
                event,
                TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
            );
            // On macOS a click opens the menu.
            if is_click && cfg!(windows) {
                clicked.request(TrayRequest::Open);
            }
        }));
        let menu = Menu::new();
        let icon = menu.append_items(&[&open, &quit]).map_err(|error| error.to_string()).and_then(|()| {
            let mut builder = TrayIconBuilder::new()
                .with_menu(Box::new(menu))
                .with_menu_on_left_click(cfg!(target_os = "macos"))
                .with_tooltip(&look.title);
            if let Some(icon) = icon_of(&look) {
                builder = builder.with_icon(icon);
            }
            builder.build().map_err(|error| error.to_string())
        });
        match icon {
            Ok(icon) => Self(Some(Shown { icon, open, quit })),
            Err(error) => {
                tracing::warn!("no icon in the notification area: {error}");
                Self(None)
            }
        }
    }

    pub fn is_shown(&self) -> bool {
        self.0.is_some()
    }

    pub fn set(&self, look: TrayLook) {
        let Some(shown) = &self.0 else { return };
        shown.open.set_text(&look.open);
        shown.quit.set_text(&look.quit);
        let changed = shown.icon.set_icon(icon_of(&look)).and_then(|()| shown.icon.set_tooltip(Some(&look.title)));
        if let Err(error) = changed {
            tracing::warn!("the icon in the notification area did not change: {error}");
        }
    }
}

fn icon_of(look: &TrayLook) -> Option<Icon> {
    Icon::from_rgba(look.pixels.clone(), look.side, look.side).ok()
}
