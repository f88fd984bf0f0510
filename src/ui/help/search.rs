//! The search in the guide.

use eframe::egui::{Id, Key, Label, RichText, Ui};

use super::guide::{Guide, Match};
use crate::tr;
use crate::ui::text::{SearchStep, number};
use crate::ui::theme::Tokens;
use crate::ui::widgets::{Field, link, report_search};

/// The query, its matches, and the current one of them.
#[derive(Debug, Default)]
pub struct GuideSearch {
    pub query: String,
    places: Vec<Match>,
    current: usize,
}

impl GuideSearch {
    /// Searches this guide for the query, from the beginning.
    pub fn start(&mut self, guide: &Guide) {
        self.places = guide.find(self.query.trim());
        self.current = 0;
    }

    /// Returns the matches in a block, each with whether it is the current one.
    pub fn places_in(&self, block: usize) -> impl Iterator<Item = (&Match, bool)> {
        let of_block = move |(place, _): &(&Match, bool)| place.block == block;
        self.places.iter().enumerate().map(|(number, place)| (place, number == self.current)).filter(of_block)
    }

    /// Returns the block of the current match.
    fn block(&self) -> Option<usize> {
        self.places.get(self.current).map(|place| place.block)
    }

    /// Goes to another match.
    fn step(&mut self, step: SearchStep) -> Option<usize> {
        self.current = step.from(self.current, self.places.len().max(1));
        self.block()
    }

    /// Draws the field with the number of matches under it. Returns the block to go to.
    pub fn ui(&mut self, ui: &mut Ui, guide: &Guide) -> Option<usize> {
        let mut goes = None;
        let field = Field::search(&tr!("help-search"), Id::unique("help-search")).show(ui, &mut self.query);
        report_search(ui.ctx(), field.id);
        if field.changed() {
            self.start(guide);
            goes = self.block();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            goes = self.step(SearchStep::of_enter(ui));
            field.request_focus();
        }
        if !self.query.trim().is_empty() {
            ui.horizontal_wrapped(|ui| {
                let count = self.places.len();
                let text = match count {
                    0 => tr!("json-found-none"),
                    _ => tr!("json-found", current = number(self.current as i64 + 1), count = count),
                };
                ui.add(Label::new(RichText::new(text).color(Tokens::of(ui).muted)));
                if count > 1 {
                    for (name, step) in
                        [(tr!("json-found-previous"), SearchStep::Previous), (tr!("json-found-next"), SearchStep::Next)]
                    {
                        if link(ui, name).clicked() {
                            goes = self.step(step);
                        }
                    }
                }
            });
        }
        goes
    }
}
