//! A user at the window: waits until something appears, and reads it.

mod closing;
mod keys;
mod pointer;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::{self, Event, Key, OutputCommand, Rect, ViewportId};
use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};
use instance_desk::app::{App, DesktopApp, StartOptions};
use instance_desk::model::{Instance, Model, TokenState};
use instance_desk::ui::theme;
use tempfile::TempDir;

use super::tree::{Ids, Item, ids, in_words, items, plain};

/// Maximum wait for anything to appear.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A waker: the program calls it when there is something new to draw.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    ring: Condvar,
    rings: AtomicUsize,
}

impl Bell {
    fn ring(&self) {
        *self.rung.lock().unwrap() = true;
        self.rings.fetch_add(1, Ordering::Relaxed);
        self.ring.notify_all();
    }

    /// Waits until the bell rings, but no longer than a frame.
    fn wait(&self) {
        const FRAME: Duration = Duration::from_millis(15);
        let rung = self.rung.lock().unwrap();
        let (mut rung, _) = self.ring.wait_timeout_while(rung, FRAME, |rung| !*rung).unwrap();
        *rung = false;
    }
}

/// The state that the harness draws: the program, in its window from the first frame.
struct Seat {
    app: Option<App>,
    desk: Option<DesktopApp>,
    copied: Vec<String>,
    opened: Vec<String>,
    titles: Vec<String>,
}

impl Seat {
    fn draw(&mut self, ui: &mut egui::Ui) {
        if let Some(app) = self.app.take() {
            self.desk = Some(DesktopApp::new(app, ui.ctx()));
            add_boxes(ui.ctx());
        }
        let desk = self.desk.as_mut().unwrap();
        desk.poll(ui.ctx());
        desk.draw(ui);
        let commands = ui.ctx().output(|output| output.commands.clone());
        for command in commands {
            match command {
                OutputCommand::CopyText(text) => self.copied.push(text),
                OutputCommand::OpenUrl(open) => self.opened.push(open.url),
                _ => {}
            }
        }
        let title = desk.title();
        if self.titles.last().map(String::as_str) != Some(title) {
            self.titles.push(title.to_owned());
        }
    }
}

pub struct Window {
    harness: Harness<'static, Seat>,
    bell: Arc<Bell>,
    /// The ids of the controls in the previous frame, with the page and the dialog that they were on.
    ids: Option<(String, Ids)>,
    /// The folder in which the program saves, until the window is closed.
    _dir: Arc<TempDir>,
}

impl Window {
    pub fn open(options: &StartOptions, dir: Arc<TempDir>) -> Self {
        let bell = Arc::new(Bell::default());
        let rung = bell.clone();
        let app = App::start(options, Arc::new(move || rung.ring())).unwrap();
        let seat = Seat { app: Some(app), desk: None, copied: Vec::new(), opened: Vec::new(), titles: Vec::new() };
        let harness = Harness::builder()
            .with_size(theme::size::WINDOW)
            .with_context_setup(theme::apply)
            // Names of people use scripts for which only the system has fonts; tests do without those fonts.
            .allow_missing_glyphs()
            .build_ui_state(|ui, seat: &mut Seat| seat.draw(ui), seat);
        Self { harness, bell, ids: None, _dir: dir }
    }

    pub fn model(&self) -> &Model {
        self.harness.state().desk.as_ref().unwrap().app().model()
    }

    pub fn ctx(&self) -> &egui::Context {
        &self.harness.ctx
    }

    /// Returns how often the program has asked for a new frame.
    pub fn rings(&self) -> usize {
        self.bell.rings.load(Ordering::Relaxed)
    }

    /// Returns everything that was copied, oldest first.
    pub fn copied(&self) -> &[String] {
        &self.harness.state().copied
    }

    /// Returns every address that was opened in the browser.
    pub fn opened(&self) -> &[String] {
        &self.harness.state().opened
    }

    /// Returns every title that the window has had.
    pub fn titles(&self) -> &[String] {
        &self.harness.state().titles
    }

    /// Draws one frame, or one for each pending event.
    #[track_caller]
    pub fn step(&mut self) {
        self.harness.step();
        let items = self.items();
        assert_on_one_line(&items);
        self.assert_ids_kept(&items);
    }

    /// Fails if an id has passed from one control to another while the same page is shown, even when controls beside
    /// them appear or disappear. The keyboard, a press and a screen reader's action go to an id: after such a change
    /// they reach the wrong control.
    #[track_caller]
    fn assert_ids_kept(&mut self, items: &[Item]) {
        let shown = format!("{:?} {:?}", self.model().page, self.model().dialog);
        let now = ids(items);
        if let Some((page, before)) = &self.ids
            && *page == shown
        {
            let owners: HashMap<_, _> = now.iter().map(|(name, id)| (id, name)).collect();
            for (name, id) in before {
                let has_moved = now.get(name).is_some_and(|now| now != id);
                let owner = owners.get(id).filter(|_| has_moved);
                assert!(owner.is_none(), "{shown}: the id of {name:?} has passed to {owner:?}");
            }
        }
        self.ids = Some((shown, now));
    }

    /// Returns how many frames a second the window draws now. One is a window at rest.
    #[track_caller]
    pub fn frames_a_second(&mut self) -> usize {
        self.frames_in(Duration::from_secs(1))
    }

    /// Returns how many frames the window draws in this time, by the pauses that it asks for between them.
    #[track_caller]
    pub fn frames_in(&mut self, time: Duration) -> usize {
        const FASTEST: Duration = Duration::from_millis(16);
        // The first frames only settle what changed before.
        (0..3).for_each(|_| self.step());
        let (mut passed, mut frames) = (Duration::ZERO, 0);
        while passed < time {
            self.step();
            frames += 1;
            let pause = self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
            passed = passed.saturating_add(pause.max(FASTEST));
        }
        frames
    }

    pub fn items(&self) -> Vec<Item> {
        items(&self.harness)
    }

    /// Returns the items with the part of them that is in sight: others are scrolled away, in part or wholly.
    pub fn items_in_sight(&self) -> Vec<Item> {
        let seen: HashMap<_, _> = self.ctx().viewport(|viewport| {
            let widgets = &viewport.prev_pass.widgets;
            let all = widgets.layer_ids().flat_map(|layer| widgets.get_layer(layer));
            all.map(|widget| (widget.id.accesskit_id(), widget.interact_rect)).collect()
        });
        let in_sight = |item: Item| Item { rect: seen.get(&item.id).copied().unwrap_or(item.rect), ..item };
        self.items().into_iter().map(in_sight).filter(|item| item.rect.is_positive()).collect()
    }

    /// Draws until `look` returns a value, and returns it.
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        self.until_with(what, |window| look(window))
    }

    /// Like `until`, for a `look` that must act on the window.
    #[track_caller]
    fn until_with<T>(&mut self, what: &str, mut look: impl FnMut(&mut Self) -> Option<T>) -> T {
        let from = Instant::now();
        loop {
            self.step();
            if let Some(found) = look(self) {
                return found;
            }
            assert!(from.elapsed() < PATIENCE, "{what}: it never came. There is\n{}", in_words(&self.items()));
            self.bell.wait();
        }
    }

    /// Whether the window shows a text now.
    pub fn shows(&self, text: &str) -> bool {
        self.items().iter().any(|item| item.says(text))
    }

    /// Waits for a text and returns the whole label or value that contains it.
    #[track_caller]
    pub fn see(&mut self, text: &str) -> String {
        self.until(text, |window| {
            let found = window.items().into_iter().find(|item| item.says(text))?;
            Some(if plain(&found.label).contains(plain(text).as_ref()) { found.label } else { found.value })
        })
    }

    /// Waits until a text has disappeared.
    #[track_caller]
    pub fn see_no_more(&mut self, text: &str) {
        self.until(&format!("the end of {text:?}"), |window| (!window.shows(text)).then_some(()));
    }

    #[track_caller]
    pub fn assert_not_shown(&self, text: &str) {
        assert!(!self.shows(text), "{text:?} stands in\n{}", in_words(&self.items()));
    }

    /// Returns the item with this role and name, if it is shown. More than one is a mistake in the test.
    #[track_caller]
    pub fn find(&self, role: Role, label: &str) -> Option<Item> {
        let found: Vec<Item> =
            self.items().into_iter().filter(|item| item.role == role && item.label == label).collect();
        assert!(found.len() < 2, "{} are called {label:?} in\n{}", found.len(), self.words());
        found.into_iter().next()
    }

    /// Waits for an enabled button.
    #[track_caller]
    pub fn button(&mut self, label: &str) -> Item {
        self.operable(Role::Button, label)
    }

    #[track_caller]
    fn operable(&mut self, role: Role, label: &str) -> Item {
        self.until(label, |window| window.find(role, label).filter(|item| !item.off))
    }

    /// Whether there is such a button, enabled or disabled.
    #[track_caller]
    pub fn has_button(&self, label: &str) -> bool {
        self.find(Role::Button, label).is_some()
    }

    pub fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.step();
    }

    /// Scrolls to the control if necessary and waits until it stops moving. An answer may take it away meanwhile.
    #[track_caller]
    fn bring_into_view(&mut self, role: Role, label: &str) {
        // A control within the window may still be hidden in a scroll area, and the page may move when an answer
        // arrives.
        let mut rect = Rect::NOTHING;
        self.until_with(&format!("{label:?} in its place"), |window| {
            window.node(role, label)?.scroll_to_me();
            window.harness.run_steps(4);
            let before = std::mem::replace(&mut rect, window.node(role, label)?.rect());
            (before == rect).then_some(())
        });
    }

    fn node(&self, role: Role, label: &str) -> Option<Node<'_>> {
        let is_it = |node: &Node<'_>| {
            let node = node.accesskit_node();
            node.role() == role && node.label().is_some_and(|name| name == label) && !node.is_disabled()
        };
        self.harness.root().children_recursive().find(is_it)
    }

    /// Returns the full name of the sidebar row that begins with `start`.
    pub fn row(&self, start: &str) -> Option<String> {
        let mut rows =
            self.items().into_iter().filter(|item| item.role == Role::Button && item.label.starts_with(start));
        rows.next().map(|row| row.label)
    }

    /// Waits for the field with this name.
    #[track_caller]
    pub fn field(&mut self, label: &str) -> Item {
        self.until(label, |window| window.items().into_iter().find(|item| item.is_field() && item.label == label))
    }

    /// Refreshes the page and waits for the answers: what the program had wanted to send before would have left by then.
    #[track_caller]
    pub fn refresh_and_settle(&mut self, gateway: &super::Gateway) {
        let before = gateway.times("getStateInstance");
        self.press(Key::F5);
        self.until("the refresh", |_| (gateway.times("getStateInstance") > before).then_some(()));
        self.settled();
    }

    /// Returns every text of the tree, for a search.
    pub fn words(&self) -> String {
        in_words(&self.items())
    }

    /// Returns the texts that the last frame shows with an ellipsis at their end, because there was no room for them.
    pub fn cut_off(&self) -> Vec<String> {
        fn add(shape: &egui::Shape, texts: &mut Vec<String>) {
            match shape {
                egui::Shape::Text(text) if text.galley.elided => texts.push(text.galley.text().to_owned()),
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, texts)),
                _ => {}
            }
        }
        let mut texts = Vec::new();
        self.harness.output().shapes.iter().for_each(|clipped| add(&clipped.shape, &mut texts));
        texts
    }

    /// Returns the rows of text that the last frame paints, as an eye reads them from left to right.
    pub fn painted_rows(&self) -> Vec<String> {
        fn add(shape: &egui::Shape, rows: &mut Vec<String>) {
            match shape {
                egui::Shape::Text(text) => {
                    for row in &text.galley.rows {
                        let mut glyphs = row.glyphs.clone();
                        glyphs.retain(|glyph| glyph.advance_width > 0.0);
                        glyphs.sort_by(|one, other| one.pos.x.total_cmp(&other.pos.x));
                        rows.push(glyphs.into_iter().map(|glyph| glyph.chr).collect());
                    }
                }
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, rows)),
                _ => {}
            }
        }
        let mut rows = Vec::new();
        self.harness.output().shapes.iter().for_each(|clipped| add(&clipped.shape, &mut rows));
        rows
    }

    /// Returns the texts that the last frame paints beyond a side of what they are painted on, except in fields, which
    /// scroll.
    pub fn painted_beyond(&self) -> Vec<String> {
        fn add(shape: &egui::Shape, clip: Rect, fields: &[Rect], texts: &mut Vec<String>) {
            match shape {
                egui::Shape::Text(text) => {
                    let rect = text.galley.rect.translate(text.pos.to_vec2());
                    let is_seen = rect.is_positive() && clip.y_range().contains(rect.center().y);
                    let sides = clip.x_range().expand(1.5);
                    let is_cut = !sides.contains(rect.left()) || !sides.contains(rect.right());
                    if is_seen && is_cut && !fields.iter().any(|field| field.expand(2.0).contains(rect.left_center())) {
                        texts.push(format!("{:?} at {rect:?} within {clip:?}", text.galley.text()));
                    }
                }
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, clip, fields, texts)),
                _ => {}
            }
        }
        let fields: Vec<Rect> = self.items().iter().filter(|item| item.is_field()).map(|item| item.rect).collect();
        let screen = self.ctx().content_rect();
        let mut texts = Vec::new();
        for clipped in &self.harness.output().shapes {
            add(&clipped.shape, clipped.clip_rect.intersect(screen), &fields, &mut texts);
        }
        texts
    }

    /// Returns the rectangles of this width that the last frame fills.
    pub fn filled(&self, width: f32) -> Vec<Rect> {
        let rect = |shape: &egui::Shape| match shape {
            egui::Shape::Rect(shape) if (shape.rect.width() - width).abs() < 0.1 => Some(shape.rect),
            _ => None,
        };
        self.harness.output().shapes.iter().filter_map(|clipped| rect(&clipped.shape)).collect()
    }

    /// Waits until every token is read, no request to the server is under way, and the chats that arrived are shown.
    #[track_caller]
    pub fn settled(&mut self) {
        self.until("rest", |window| {
            let no_token_yet = |it: &Instance| matches!(it.token, TokenState::NotRead | TokenState::Reading(_));
            let busy =
                |it: &Instance| no_token_yet(it) || it.is_asking() || it.is_working() || it.chats.making.is_some();
            (!window.model().instances.iter().any(busy)).then_some(())
        });
    }
}

/// Adds a font of boxes for Hebrew and Arabic: only letters that have a font are shaped from right to left.
fn add_boxes(ctx: &egui::Context) {
    let boxes = egui::FontData::from_static(include_bytes!("../../fonts/right_to_left.ttf"));
    let style = ctx.style_of(egui::Theme::Light);
    let families: BTreeSet<_> = style.text_styles.values().map(|font| font.family.clone()).collect();
    let last = |family| InsertFontFamily { family, priority: FontPriority::Lowest };
    ctx.add_font(FontInsert::new("boxes", boxes, families.into_iter().map(last).collect()));
}

/// Fails if the text of a button is wrapped.
#[track_caller]
fn assert_on_one_line(items: &[Item]) {
    // A row of the sidebar has two lines.
    let buttons = items.iter().filter(|item| item.role == Role::Button && item.rect.right() > theme::size::SIDEBAR);
    for button in buttons {
        let is_high = button.rect.height() > 1.5 * theme::size::CONTROL;
        assert!(!is_high, "the button {:?} is more than one line high", button.label);
    }
}
