//! A group of controls that is one stop of Tab: the arrow keys lead from one to the next.

use eframe::egui::{Context, EventFilter, Id, Key, Modifiers, Response, Sense, Ui};

/// The group, in the order in which its controls were drawn. Kept in egui's memory.
#[derive(Debug, Clone, Default)]
struct Group {
    members: Vec<Id>,
    /// The members drawn so far in this pass.
    drawn: Vec<Id>,
    /// The member that Tab leads to.
    stop: Option<Id>,
    current: Option<Id>,
    moves: Option<Key>,
}

/// A group with this id.
#[derive(Debug, Clone, Copy)]
pub struct OneStop(pub Id);

impl OneStop {
    fn with<R>(self, ctx: &Context, change: impl FnOnce(&mut Group) -> R) -> R {
        ctx.data_mut(|data| change(data.get_temp_mut_or_default::<Group>(self.0)))
    }

    /// Returns how the member with this id, which is about to be drawn, reacts: Tab leads to one of them only.
    pub fn sense(self, ui: &Ui, member: Id) -> Sense {
        let has_focus = ui.memory(|memory| memory.has_focus(member));
        let is_stop = has_focus || self.with(ui.ctx(), |group| group.stop == Some(member));
        if is_stop { Sense::click() } else { Sense::CLICK }
    }

    /// Adds a member that was drawn. `is_current`: whether it leads to what is shown now; Tab leads to it first.
    pub fn add(self, ui: &Ui, member: &Response, is_current: bool) {
        let moves = if member.has_focus() { pressed(ui, member.id) } else { None };
        self.with(ui.ctx(), |group| {
            group.drawn.push(member.id);
            if is_current {
                group.current = Some(member.id);
            }
            group.moves = group.moves.or(moves);
        });
    }

    /// Ends the group: moves the focus by the arrow keys, and chooses the stop. Called once in each pass.
    pub fn end(self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused());
        let goal = self.with(ctx, |group| {
            group.members = std::mem::take(&mut group.drawn);
            let place = group.members.iter().position(|member| Some(*member) == focused);
            let goal = place.zip(group.moves.take()).and_then(|(from, key)| group.members.get(group.goal(from, key)));
            let goal = goal.copied();
            let current = group.current.take().or(group.members.first().copied());
            group.stop = goal.or(place.and(focused)).or(current);
            goal
        });
        if let Some(goal) = goal {
            ctx.memory_mut(|memory| memory.request_focus(goal));
        }
    }

    /// Whether one of its members has the focus.
    pub fn has_focus(self, ctx: &Context) -> bool {
        let focused = ctx.memory(|memory| memory.focused());
        focused.is_some_and(|focused| self.with(ctx, |group| group.members.contains(&focused)))
    }

    /// Moves the focus to the member that Tab leads to.
    pub fn request_focus(self, ctx: &Context) {
        if let Some(stop) = self.with(ctx, |group| group.stop) {
            ctx.memory_mut(|memory| memory.request_focus(stop));
        }
    }
}

impl Group {
    fn goal(&self, from: usize, key: Key) -> usize {
        let last = self.members.len().saturating_sub(1);
        match key {
            Key::ArrowDown => (from + 1).min(last),
            Key::ArrowUp => from.saturating_sub(1),
            Key::End => last,
            _ => 0,
        }
    }
}

/// Returns the key that moves the focus away from `member`, which has it.
fn pressed(ui: &Ui, member: Id) -> Option<Key> {
    // Otherwise egui would move the focus by itself, to whatever is nearest.
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(member, filter));
    let keys = [Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End];
    keys.into_iter().find(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)))
}
