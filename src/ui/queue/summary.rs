//! The numbers of a queue, and the button that clears it.

use eframe::egui::{Align, Label, Layout, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo};

use crate::model::{Action, Instance, Waiting};
use crate::tr;
use crate::ui::labels::look_only;
use crate::ui::theme::{Tokens, font, space};
use crate::ui::widgets::{ActButton, Spinner, card, keyed, row_with_end};
use crate::ui::{labels, text};

pub fn summary_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    card(ui, |ui| {
        let pairs = pairs(instance);
        let acts = acts(instance);
        if width(ui, instance, &pairs, &acts) > ui.available_width() {
            ui.horizontal_wrapped(|ui| numbers_ui(ui, instance, &pairs));
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| acts_ui(ui, acts, actions));
        } else {
            row_with_end(ui, 52.0, |ui| numbers_ui(ui, instance, &pairs), |ui| acts_ui(ui, acts, actions));
        }
        if instance.waiting().number().is_some_and(|number| number > 0) {
            let t = Tokens::of(ui);
            ui.label(RichText::new(tr!("queue-24-hours")).text_style(TextStyle::Small).color(t.faint));
        }
    });
}

/// A number or word, and its meaning.
type Pair = (String, String);

/// Returns the figures shown beside the number of waiting messages.
fn pairs(instance: &Instance) -> Vec<Pair> {
    let waiting = instance.waiting();
    let mut pairs = Vec::new();
    // While a queue is being cleared, figures about sending it mean nothing.
    if waiting.number() == Some(0) || instance.is_emptying() {
        return pairs;
    }
    if instance.summary.listed() > 0 {
        let chats = text::number(instance.summary.chats as i64);
        pairs.push(if instance.list_is_cut() {
            (format!("{chats}+"), tr!("queue-chats-or-more"))
        } else {
            (chats, tr!("queue-chats", count = instance.summary.chats))
        });
    }
    let interval = instance.settings.value().and_then(|settings| settings.sending_interval);
    if let Some(interval) = interval {
        pairs.push((text::interval(interval), tr!("queue-interval")));
    }
    let span = interval.zip(waiting.number()).map(|(interval, number)| {
        text::rough_duration(interval.saturating_mul(u32::try_from(number).unwrap_or(u32::MAX)))
    });
    match (instance.is_not_moving(), span) {
        (true, Some(span)) => pairs.push((tr!("queue-not-moving"), tr!("queue-would-take", time = &span))),
        (true, None) => pairs.push((tr!("queue-not-moving"), String::new())),
        (false, Some(span)) if instance.state.value().is_some() => pairs.push((span, tr!("queue-to-send-all"))),
        (false, _) => {}
    }
    pairs
}

fn waiting_label(instance: &Instance) -> String {
    let waiting = instance.waiting();
    let count = waiting.number().unwrap_or(0);
    let as_of = instance.waiting_at().filter(|_| instance.waiting_is_old()).map(text::age);
    match (waiting, as_of) {
        (Waiting::AtLeast(_), Some(time)) => tr!("queue-waiting-or-more-as-of", time = time),
        (Waiting::AtLeast(_), None) => tr!("queue-waiting-or-more"),
        (Waiting::Unknown | Waiting::Exactly(_), Some(time)) => tr!("queue-waiting-as-of", count = count, time = time),
        (Waiting::Unknown | Waiting::Exactly(_), None) => tr!("queue-waiting", count = count),
    }
}

/// Returns the width that the numbers and the buttons need side by side.
fn width(ui: &Ui, instance: &Instance, pairs: &[Pair], acts: &[(ActButton, Action)]) -> f32 {
    let figure = font::text_width(ui, &labels::waiting_number(instance.waiting()), font::figure());
    let waiting = figure.max(font::text_width(ui, &waiting_label(instance), TextStyle::Body));
    let pairs = pairs.iter().map(|pair| space::XL + pair_width(ui, pair));
    let acts = acts.iter().map(|(act, _)| space::XL + act.width(ui));
    waiting + pairs.sum::<f32>() + acts.sum::<f32>()
}

fn pair_width(ui: &Ui, (value, meaning): &Pair) -> f32 {
    font::text_width(ui, value, font::subtitle()).max(font::text_width(ui, meaning, TextStyle::Body))
}

fn numbers_ui(ui: &mut Ui, instance: &Instance, pairs: &[Pair]) {
    ui.spacing_mut().item_spacing.x = space::XL;
    let t = Tokens::of(ui);
    let waiting = instance.waiting();
    let number = labels::waiting_number(waiting);
    // Without a token nothing is asked, and a dash over "messages wait" says nothing.
    if waiting == Waiting::Unknown && !instance.has_token() && !instance.is_asking() {
        ui.label(font::running(tr!("queue-waiting-not-asked")).color(t.muted));
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            let figure = font::styled(number, font::figure());
            let muted = instance.waiting_is_old() || waiting == Waiting::Unknown;
            ui.label(if muted { figure.color(t.muted) } else { figure });
            if waiting == Waiting::Unknown && instance.is_asking() {
                ui.add(Spinner::new());
            }
        });
        ui.label(RichText::new(waiting_label(instance)).color(t.muted));
    });
    for pair in pairs {
        pair_ui(ui, pair);
    }
}

fn pair_ui(ui: &mut Ui, pair: &Pair) {
    let t = Tokens::of(ui);
    let (value, meaning) = pair;
    // As tall as the large figure beside it, so that the labels under both are on one line.
    let height = ui.text_style_height(&font::figure());
    let size = Vec2::new(pair_width(ui, pair), height + ui.text_style_height(&TextStyle::Body));
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let font = font::subtitle().resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(value.clone(), font, t.text);
        let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, height), Sense::hover());
        let at = rect.left_bottom() - Vec2::new(0.0, galley.size().y + 2.0);
        ui.painter().galley(at, galley, t.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, value));
        ui.add(Label::new(RichText::new(meaning).color(t.muted)).extend());
    });
}

/// Returns the buttons, from left to right.
fn acts(instance: &Instance) -> Vec<(ActButton, Action)> {
    let waiting = instance.waiting();
    let off = if let Some(off) = look_only(instance) {
        Some(off)
    } else if instance.is_emptying() {
        Some(tr!("queue-clear-off-running"))
    } else {
        match waiting {
            _ if instance.waiting_is_recalled() => Some(tr!("queue-clear-off-unknown")),
            Waiting::Unknown => Some(tr!("queue-clear-off-unknown")),
            Waiting::Exactly(0) if instance.waiting_is_old() => Some(tr!("queue-clear-off-unknown")),
            Waiting::Exactly(0) => Some(tr!("queue-clear-off-empty")),
            Waiting::Exactly(_) | Waiting::AtLeast(_) => None,
        }
    };
    let clear = ActButton::danger(tr!("queue-clear")).disabled_because(off);
    let mut acts = Vec::new();
    if waiting.number().is_some_and(|number| number > 0) {
        let is_saving = instance.saved_queues.is_saving() || instance.is_clearing();
        let off = is_saving.then(|| tr!("saved-queues-saving"));
        acts.push((ActButton::plain(tr!("saved-queues-save")).disabled_because(off), Action::SaveQueue(instance.key)));
    }
    acts.push((clear, Action::AskClear(instance.key)));
    acts
}

fn acts_ui(ui: &mut Ui, acts: Vec<(ActButton, Action)>, actions: &mut Vec<Action>) {
    let clears = acts.len() - 1;
    for (index, (act, action)) in acts.into_iter().enumerate() {
        if index > 0 {
            ui.add_space(space::S);
        }
        act.break_row(ui);
        if keyed(ui, index == clears, |ui| ui.add(act)).clicked() {
            actions.push(action);
        }
    }
}
