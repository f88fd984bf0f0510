//! The eframe adapter: frames in, actions out, and effects that only a window can have.

mod background;
mod clipboard;
mod closing;
mod fit;
mod place;

use std::time::Instant;

use eframe::CreationContext;
use eframe::egui::{
    Context, IconData, KeyboardShortcut, OpenUrl, RawInput, ThemePreference, Ui, UserAttentionType, ViewportCommand,
    accesskit_root_id,
};
use eframe::icon_data::from_png_bytes;

pub use background::Background;
pub use place::window_options;

use self::background::titled;
use self::fit::{WindowFit, bring_on_screen};
use self::place::{PlaceWatch, SETTLES};
use super::App;
use super::freshness::WindowFocus;
use crate::model::Action;
use crate::platform::{Clipboard, ExitRequests, SingleInstance, inject_panic};
use crate::store::ThemeChoice;
use crate::ui::{
    Accessibility, AnswerHold, FocusInSight, LeastSize, PressGuard, ViewState, root_ui, theme, window_title,
};

/// Maximum side of a texture, in pixels. egui makes its texture of letters as wide as it may be: with the 16,384 of most
/// graphics an almost empty one would take 4 MB, half of them in the graphics' memory.
const TEXTURE_SIDE: usize = 4096;

/// How the window opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowStart {
    Shown,
    /// As after closing it, if the watch is on.
    Hidden,
}

/// The program with its window.
pub struct DesktopApp {
    app: App,
    view: ViewState,
    title: String,
    place: PlaceWatch,
    fit: WindowFit,
    hold: AnswerHold,
    single_instance: Option<SingleInstance>,
    exit_requests: Option<ExitRequests>,
    /// `None` where eframe reads the copied text.
    clipboard: Option<Clipboard>,
    /// Whether the copied text is wanted at the next frame.
    pastes: bool,
    background: Option<Background>,
    /// Whether the window is hidden, in the taskbar too.
    is_hidden: bool,
    /// The keys that end the program, which egui would take for the close button.
    quit_keys: Vec<KeyboardShortcut>,
}

impl DesktopApp {
    pub fn new(app: App, ctx: &Context) -> Self {
        theme::apply(ctx);
        ctx.add_plugin(LeastSize);
        ctx.add_plugin(Accessibility);
        ctx.add_plugin(PressGuard::default());
        ctx.add_plugin(FocusInSight::default());
        let desk = Self {
            app,
            view: ViewState::default(),
            title: String::new(),
            place: PlaceWatch::default(),
            fit: WindowFit::default(),
            hold: AnswerHold::default(),
            single_instance: None,
            exit_requests: None,
            clipboard: None,
            pastes: false,
            background: None,
            is_hidden: false,
            quit_keys: ctx.options_mut(|options| std::mem::take(&mut options.quit_shortcuts)),
        };
        ctx.set_zoom_factor(f32::from(desk.app.model.settings.scale_percent) / 100.0);
        desk.use_theme(ctx);
        desk
    }

    /// Brings the window forward when the program is started a second time.
    pub fn with_single_instance(self, single_instance: Option<SingleInstance>) -> Self {
        Self { single_instance, ..self }
    }

    /// Ends the program as the system requests.
    pub fn with_exit_requests(self, exit_requests: ExitRequests) -> Self {
        Self { exit_requests: Some(exit_requests), ..self }
    }

    /// Shows notifications of the system, and goes on without the window. The window opens as `start` says.
    pub fn with_background(mut self, background: Background, start: WindowStart, ctx: &Context) -> Self {
        self.background = Some(background);
        if start == WindowStart::Hidden && self.app.model.settings.watch.choice.interval().is_some() {
            self.start_aside(ctx);
        }
        self
    }

    /// Brings the window onto a screen, and keeps the system's file dialogs in front of it.
    pub fn over(mut self, window: &CreationContext<'_>) -> Self {
        bring_on_screen(window, self.app.model.settings.window);
        self.app.file_dialogs.dialog = rfd::AsyncFileDialog::new().set_parent(window);
        self
    }

    /// Reads the copied text from the desktop of this window, where eframe would wait for it without a limit.
    #[cfg(all(unix, not(target_os = "macos")))]
    #[allow(unsafe_code)] // the library for Wayland needs the connection of the window
    pub fn with_clipboard_of(self, window: &CreationContext<'_>) -> Self {
        use raw_window_handle::{HasDisplayHandle, RawDisplayHandle};
        let display = match window.display_handle().map(|display| display.as_raw()) {
            Ok(RawDisplayHandle::Wayland(wayland)) => Some(wayland.display),
            _ => None,
        };
        // SAFETY: eframe drops its app before it closes the display.
        let clipboard = unsafe { Clipboard::of_desktop(display) };
        Self { clipboard: Some(clipboard), ..self }
    }

    /// Returns the window as it is: the system's clipboard answers at once.
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    pub fn with_clipboard_of(self, _: &CreationContext<'_>) -> Self {
        self
    }

    /// Returns the program behind the window.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Returns the title of the window.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Applies finished work and closes the window. Draws nothing; also runs while the window is hidden.
    pub fn poll(&mut self, ctx: &Context) {
        inject_panic("drawing");
        self.answer_activation(ctx);
        self.apply_answers(ctx);
        self.follow_closing(ctx);
        self.follow_background(ctx);
        self.follow_title(ctx);
    }

    /// Applies finished work, unless the pointer is about to click.
    fn apply_answers(&mut self, ctx: &Context) {
        if let Some(wait) = self.hold.wait(ctx) {
            ctx.request_repaint_after(wait);
            return;
        }
        self.app.poll();
        self.draw_when_due(ctx);
    }

    /// Requests a frame for the moment when the next timed work is due.
    fn draw_when_due(&self, ctx: &Context) {
        if let Some(due) = self.app.scheduler.next() {
            ctx.request_repaint_after(due.saturating_duration_since(Instant::now()));
        }
    }

    /// Draws one frame and carries out its actions.
    pub fn draw(&mut self, ui: &mut Ui) {
        let focused = ui.input(|input| input.focused);
        if is_seen(ui.ctx()) {
            self.app.note_seen(if focused { WindowFocus::Here } else { WindowFocus::Elsewhere });
        } else {
            self.app.note_unfocused();
        }
        let ctx = ui.ctx().clone();
        let hits = |keys: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(keys));
        if self.quit_keys.iter().any(hits) {
            self.ask_to_end(&ctx, Action::AskQuit);
        }
        let actions = root_ui(ui, &self.app.model, &mut self.view);
        self.app.notices_drawn(Instant::now());
        let acted = !actions.is_empty();
        for action in actions {
            self.app.update(action);
        }
        self.use_theme(&ctx);
        self.follow_zoom(&ctx);
        self.follow_window(&ctx);
        self.carry_out(&ctx);
        if acted {
            ctx.request_repaint();
        }
        // Drawing plans work too: the end of a new notice, and queries for a user who returns. While answers are held,
        // overdue work waits as well, and the hold has requested its own frame.
        if !self.hold.is_holding() {
            self.draw_when_due(&ctx);
        }
    }

    /// Comes forward if the program was started a second time, since the user wants this window.
    fn answer_activation(&mut self, ctx: &Context) {
        let Some(single_instance) = &self.single_instance else { return };
        if self.app.window.effects.close.is_some() {
            single_instance.refuse();
        } else if single_instance.answer() {
            self.come_forward(ctx);
        }
    }

    fn use_theme(&self, ctx: &Context) {
        let wanted = preference(self.app.model.settings.theme);
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
    }

    /// Stores egui's scale when Ctrl + and − change it, and applies a choice in Preferences to egui.
    fn follow_zoom(&mut self, ctx: &Context) {
        let settings = f32::from(self.app.model.settings.scale_percent) / 100.0;
        let zoom = ctx.zoom_factor();
        if (zoom - settings).abs() < 0.005 {
            self.place.zoom = zoom;
        } else if (zoom - self.place.zoom).abs() > 0.005 && self.place.zoom > 0.0 {
            let percent = (zoom * 100.0).round().clamp(50.0, 200.0) as u16;
            self.app.update(Action::SetScale(percent));
            self.place.zoom = zoom;
        } else {
            ctx.set_zoom_factor(settings);
            self.place.zoom = settings;
        }
    }

    fn follow_title(&mut self, ctx: &Context) {
        let watch = self.app.model.settings.watch;
        let attention = watch.choice.interval().map_or(0, |_| self.app.model.needing_attention());
        let title = titled(attention, window_title(self.app.model.shown_instance()));
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn follow_window(&mut self, ctx: &Context) {
        // Set in every frame, because the whole tree is: a screen reader reads it when it enters the window.
        ctx.accesskit_node_builder(accesskit_root_id(), |node| node.set_label(self.title.as_str()));
        let zoom = ctx.zoom_factor();
        for command in ctx.input(|input| self.fit.commands(input.viewport(), zoom)) {
            ctx.send_viewport_cmd(command);
        }
        let before = self.app.model.settings.window;
        if ctx.input(|input| self.place.should_fill_screen(input.viewport(), input.time, before)) {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
            ctx.request_repaint();
        }
        let settled = ctx.input(|input| {
            let size = input.content_rect().size() * zoom;
            self.place.settled(input.viewport(), (size, zoom), input.time, before)
        });
        if let Some(place) = settled {
            if self.app.model.settings.window != Some(place) {
                self.app.update(Action::WindowPlaced(place));
            }
        } else if self.place.is_moving() {
            ctx.request_repaint_after_secs(SETTLES);
        }
    }

    fn carry_out(&mut self, ctx: &Context) {
        let effects = &mut self.app.window.effects;
        if let Some(text) = effects.copy.take() {
            ctx.copy_text(text);
        }
        if let Some(address) = effects.open.take() {
            ctx.open_url(OpenUrl::new_tab(address));
        }
        if std::mem::take(&mut effects.paste) {
            self.pastes = self.clipboard.is_some();
            if !self.pastes {
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
        }
    }
}

impl eframe::App for DesktopApp {
    fn logic(&mut self, ctx: &Context, _: &mut eframe::Frame) {
        self.poll(ctx);
    }

    fn raw_input_hook(&mut self, _: &Context, input: &mut RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(TEXTURE_SIDE));
        self.use_clipboard(input);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        // eframe does not know that the window is hidden.
        if !self.is_hidden {
            self.draw(ui);
        }
    }
}

/// Whether a person can be assumed to see the window that is drawn now: it has the focus, or its frame brings input.
///
/// A drawn window may be invisible: on X11 a window manager unmaps the windows of another desktop, which neither winit
/// nor egui report, and on Wayland a covered window is not reported either.
fn is_seen(ctx: &Context) -> bool {
    ctx.input(|input| input.focused || !input.events.is_empty())
}

/// Shows the window even if it is minimized or covered.
fn bring_forward(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    if is_on_wayland() {
        // Wayland does not let a program take the focus unasked.
        ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
    }
}

fn is_on_wayland() -> bool {
    cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty())
}

/// Converts to egui's theme preference.
pub(super) fn preference(theme: ThemeChoice) -> ThemePreference {
    match theme {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    }
}

/// Identifies the desktop file on Wayland, and with it the icon; the window's class on X11.
pub(super) const APP_ID: &str = "instance-desk";

/// Returns the icon of the window.
pub(super) fn icon() -> IconData {
    let icon = from_png_bytes(include_bytes!("../../../assets/icon/instance-desk.png"));
    // A test reads it.
    icon.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use eframe::egui::{Event, Pos2, ViewportId};

    use super::*;
    use crate::app::scheduler::{Due, Scheduler};
    use crate::app::tests::Bench;
    use crate::app::{ReleaseSource, StartOptions};
    use crate::model::{OLD_FROM, Page};
    use crate::vault::Vault;

    #[test]
    fn work_that_a_frame_plans_has_a_frame_of_its_own() {
        let (bench, key) = Bench::with_instance();
        let ctx = Context::default();
        let mut desk = DesktopApp::new(bench.app, &ctx);
        let draw = |desk: &mut DesktopApp| {
            let focused = RawInput { focused: true, ..RawInput::default() };
            let mut output = ctx.run_ui(focused, |ui| {
                desk.poll(ui.ctx());
                desk.draw(ui);
            });
            output.textures_delta.clear();
            output.viewport_output[&ViewportId::ROOT].repaint_delay
        };
        // A window at rest, with nothing planned.
        desk.app.model.page = Page::Preferences;
        desk.app.tasks.forget_all_of(key);
        for _ in 0..60 {
            desk.app.scheduler = Scheduler::default();
            draw(&mut desk);
        }
        assert!(draw(&mut desk) > Duration::from_secs(1));
        // The user returns after the values have become old.
        desk.app.window.seen = Instant::now().checked_sub(OLD_FROM.unsigned_abs()).unwrap();
        let delay = draw(&mut desk);
        assert!(desk.app.scheduler.is_scheduled(Due::Query(key)));
        assert!(delay < Duration::from_secs(1), "{delay:?}");
    }

    #[test]
    fn a_window_is_seen_while_it_has_the_focus_or_gets_input() {
        let (bench, _) = Bench::with_instance();
        let ctx = Context::default();
        let mut desk = DesktopApp::new(bench.app, &ctx);
        for (focused, events, is_seen) in [
            (true, Vec::new(), true),
            (false, Vec::new(), false),
            (false, vec![Event::PointerMoved(Pos2::new(9.0, 9.0))], true),
        ] {
            let before = Instant::now().checked_sub(Duration::from_secs(60)).unwrap();
            desk.app.window.seen = before;
            let mut output = ctx.run_ui(RawInput { focused, events, ..RawInput::default() }, |ui| desk.draw(ui));
            output.textures_delta.clear();
            assert_eq!(desk.app.window.seen > before, is_seen, "{focused}");
        }
    }

    #[test]
    fn overdue_work_that_waits_for_the_pointer_draws_no_frames() {
        let (bench, key) = Bench::with_instance();
        let ctx = Context::default();
        let mut desk = DesktopApp::new(bench.app, &ctx);
        desk.app.model.page = Page::Preferences;
        let draw = |desk: &mut DesktopApp, events: Vec<Event>| {
            desk.app.scheduler = Scheduler::default();
            desk.app.scheduler.at(Instant::now(), Due::Ageing(key));
            let mut output = ctx.run_ui(RawInput { focused: true, events, ..RawInput::default() }, |ui| {
                desk.poll(ui.ctx());
                desk.draw(ui);
            });
            output.textures_delta.clear();
            output.viewport_output[&ViewportId::ROOT].repaint_delay
        };
        for _ in 0..60 {
            draw(&mut desk, Vec::new());
        }
        draw(&mut desk, vec![Event::PointerMoved(Pos2::new(5.0, 5.0))]);
        let delays = [(); 4].map(|()| draw(&mut desk, Vec::new()));
        assert!(desk.app.scheduler.is_scheduled(Due::Ageing(key)), "nothing was held");
        assert!(delays[3] > Duration::from_millis(20), "{delays:?}");
    }

    #[test]
    fn the_texture_of_letters_is_no_wider_than_needed() {
        let dir = tempfile::tempdir().unwrap();
        let (data_dir, vault, releases) = (Some(dir.path().to_owned()), Some(Vault::memory()), ReleaseSource(None));
        let options = StartOptions { data_dir, vault, releases, ..StartOptions::default() };
        let ctx = Context::default();
        let mut desk = DesktopApp::new(App::start(&options, Arc::new(|| ())).unwrap(), &ctx);
        for (of_graphics, used) in [(Some(16_384), Some(4096)), (Some(2048), Some(2048)), (None, None)] {
            let mut input = RawInput { max_texture_side: of_graphics, ..RawInput::default() };
            eframe::App::raw_input_hook(&mut desk, &ctx, &mut input);
            assert_eq!(input.max_texture_side, used);
        }
    }
}
