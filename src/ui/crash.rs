//! The crash report window, in which a new process reports a panic that ended the previous one.

use eframe::egui::os::OperatingSystem;
use eframe::egui::{Align, CentralPanel, Frame, Key, Label, Layout, Margin, RichText, TextStyle, Ui};

use super::theme::{Tokens, font, size, space};
use super::widgets::{ActButton, paint_focus_ring, row_with_end, title};
use crate::green_api::Detail;
use crate::tr;

/// Contents of the crash report window.
#[derive(Debug, Clone, Default)]
pub struct Crash {
    /// Path of the report; `None` if it could not be written.
    pub report: Option<String>,
    /// Why the folder could not be opened.
    pub not_opened: Option<Detail>,
    /// Why the program could not be started again.
    pub not_started: Option<Detail>,
}

/// An act requested in the crash report window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashAct {
    OpenFolder,
    StartAgain,
    Close,
}

/// The frame that is drawn. The first one sets the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashFrame {
    First,
    Later,
}

/// Draws the window.
pub fn crash_ui(ui: &mut Ui, crash: &Crash, frame: CrashFrame) -> Option<CrashAct> {
    let t = Tokens::of(ui);
    let mut act = ui.input(|input| input.key_pressed(Key::Escape)).then_some(CrashAct::Close);
    let outer = Frame::new().fill(t.background).inner_margin(Margin::same(space::XL as i8));
    CentralPanel::default().frame(outer).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        title(ui, &tr!("crash-title"));
        ui.label(font::running(tr!("crash-text")));
        if let Some(report) = &crash.report {
            ui.label(font::running(tr!("crash-report")).color(t.muted));
            ui.add(Label::new(RichText::new(report).text_style(TextStyle::Monospace)).truncate());
        } else {
            ui.label(font::running(tr!("crash-no-report")).color(t.muted));
        }
        for (id, why) in [("crash-not-opened", &crash.not_opened), ("crash-not-started", &crash.not_started)] {
            if let Some(why) = why {
                ui.label(font::running(super::text::lookup(id, &[("why", why.into())])).color(t.danger));
            }
        }
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            ui.allocate_ui_with_layout(
                eframe::egui::vec2(ui.available_width(), size::CONTROL),
                Layout::left_to_right(Align::Center),
                |ui| {
                    let (_, asked) = row_with_end(ui, size::CONTROL, |_| {}, |ui| buttons_ui(ui, crash, frame));
                    act = asked.or(act);
                },
            );
        });
    });
    paint_focus_ring(ui.ctx());
    act
}

/// Draws the buttons. The main act is last, except on Windows, where it is first.
fn buttons_ui(ui: &mut Ui, crash: &Crash, frame: CrashFrame) -> Option<CrashAct> {
    let mut order = vec![CrashAct::Close, CrashAct::OpenFolder, CrashAct::StartAgain];
    order.retain(|act| *act != CrashAct::OpenFolder || crash.report.is_some());
    if ui.ctx().os() == OperatingSystem::Windows {
        order.reverse();
    }
    ui.spacing_mut().item_spacing.x = space::M;
    let mut selected = None;
    for act in order {
        let button = ui.add(match act {
            CrashAct::StartAgain => ActButton::accent(tr!("crash-start-again")),
            CrashAct::OpenFolder => ActButton::plain(tr!("crash-open-folder")),
            CrashAct::Close => ActButton::plain(tr!("crash-close")),
        });
        if frame == CrashFrame::First && act == CrashAct::StartAgain {
            button.request_focus();
        }
        if button.clicked() {
            selected = Some(act);
        }
    }
    selected
}
