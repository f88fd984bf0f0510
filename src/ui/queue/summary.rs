//! The numbers of a queue, and the button that clears it.

use eframe::egui::{Align, Layout, RichText, Sense, TextStyle, Ui, Vec2};

use crate::{
    model::{Action, Instance, Waiting},
    tr,
    ui::{
        text,
        theme::{Tokens, font, size, space},
        widgets::{ActButton, card},
        words,
    },
};

/// Below this width the button goes under the numbers.
const NARROW: f32 = 640.0;

pub fn summary_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    card(ui, |ui| {
        let narrow = ui.available_width() < NARROW;
        if narrow {
            ui.horizontal_wrapped(|ui| numbers_ui(ui, instance));
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| act_ui(ui, instance, actions));
        } else {
            ui.horizontal(|ui| {
                ui.set_min_height(52.0);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    act_ui(ui, instance, actions);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| numbers_ui(ui, instance));
                });
            });
        }
        if instance.waiting().number().is_some_and(|number| number > 0) {
            let t = Tokens::of(ui);
            ui.label(RichText::new(tr!("queue-24-hours")).text_style(TextStyle::Small).color(t.faint));
        }
    });
}

fn numbers_ui(ui: &mut Ui, instance: &Instance) {
    ui.spacing_mut().item_spacing.x = space::XL;
    let t = Tokens::of(ui);
    let waiting = instance.waiting();
    let old = instance.waiting_is_old();
    let label = match (old, instance.waiting_at()) {
        (true, Some(at)) => tr!("queue-waiting-as-of", count = waiting.number().unwrap_or(0), time = text::age(at)),
        _ => tr!("queue-waiting", count = waiting.number().unwrap_or(0)),
    };
    let number = words::waiting_number(waiting);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            let figure = font::styled(number, font::figure());
            ui.label(if old || waiting == Waiting::Unknown { figure.color(t.muted) } else { figure });
            if waiting == Waiting::Unknown && instance.is_asking() {
                ui.spinner();
            }
        });
        ui.label(RichText::new(label).color(t.muted));
    });
    if waiting.number() == Some(0) {
        return;
    }
    if instance.queue.value().is_some() {
        let chats = text::number(instance.summary.chats as i64);
        let chats = if instance.summary.is_full() { format!("{chats}+") } else { chats };
        pair_ui(ui, &chats, &tr!("queue-chats", count = instance.summary.chats));
    }
    let interval = instance.settings.value().and_then(|settings| settings.sending_interval);
    if let Some(interval) = interval {
        pair_ui(ui, &text::interval(interval), &tr!("queue-interval"));
    }
    let span = interval.zip(waiting.number()).map(|(interval, number)| {
        text::rough_duration(interval.saturating_mul(u32::try_from(number).unwrap_or(u32::MAX)))
    });
    match (instance.is_not_moving(), span) {
        (true, Some(span)) => pair_ui(ui, &tr!("queue-not-moving"), &tr!("queue-would-take", time = &span)),
        (true, None) => pair_ui(ui, &tr!("queue-not-moving"), ""),
        (false, Some(span)) if instance.state.value().is_some() => pair_ui(ui, &span, &tr!("queue-to-send-all")),
        (false, _) => {}
    }
}

/// A number or word with what it means under it.
fn pair_ui(ui: &mut Ui, value: &str, meaning: &str) {
    let t = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // As high as the large figure beside it, so that what stands under them is on one line.
        let height = ui.text_style_height(&font::figure());
        let font = font::subtitle().resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(value.to_owned(), font, t.text);
        let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, height), Sense::hover());
        let at = rect.left_bottom() - Vec2::new(0.0, galley.size().y + 2.0);
        ui.painter().galley(at, galley, t.text);
        response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, value));
        ui.label(RichText::new(meaning).color(t.muted));
    });
}

fn act_ui(ui: &mut Ui, instance: &Instance, actions: &mut Vec<Action>) {
    let waiting = instance.waiting();
    let off = if instance.is_clearing() {
        Some(tr!("queue-clear-off-running"))
    } else {
        match waiting {
            Waiting::Unknown => Some(tr!("queue-clear-off-unknown")),
            Waiting::Exactly(0) => Some(tr!("queue-clear-off-empty")),
            Waiting::Exactly(_) | Waiting::AtLeast(_) => None,
        }
    };
    let button = ActButton::danger(tr!("queue-clear")).off_because(off).min_width(size::CONTROL);
    if ui.add(button).clicked() {
        actions.push(Action::AskClear(instance.key));
    }
    if waiting.number().is_some_and(|number| number > 0) {
        ui.add_space(space::S);
        let off = instance.copies.is_saving().then(|| tr!("copies-saving"));
        if ui.add(ActButton::plain(tr!("copies-save")).off_because(off)).clicked() {
            actions.push(Action::SaveCopy(instance.key));
        }
    }
}
