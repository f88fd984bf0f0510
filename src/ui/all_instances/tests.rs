//! Tests of the order, the filters and the next act.

use std::time::Duration;

use eframe::egui::{Rect, Shape, TextStyle, Ui, vec2};
use egui_kittest::Harness;
use jiff::SignedDuration;

use super::columns::Columns;
use super::next::Next;
use super::order::arranged;
use super::paint::{LINES, paint_name};
use super::row::RowShown;
use super::sparkline::Ends;
use crate::explain::tests::every_failure;
use crate::green_api::{
    Access, Answer, ApiUrl, ArchiveDirection, Detail, ErrorReply, Failure, IdInstance, InstanceSettings, InstanceState,
    Messenger, Moment, now,
};
use crate::model::{Instance, InstanceKey, Tab, TokenState, Unfinished};
use crate::store::{InstanceOptions, InstanceRecord, ListSettings, SavedQueueId, SortBy, SortOrder, StateFilter};
use crate::ui::instance_search::FoldedTexts;
use crate::ui::text::{Language, set_language};
use crate::ui::theme::{self, Tokens, size, space};
use crate::ui::widgets::{ActButton, Sight};

/// Creates an instance in this state, with this many waiting messages.
fn instance(key: u64, name: &str, state: Option<InstanceState>, waiting: Option<u64>) -> Instance {
    let record = InstanceRecord {
        id_instance: IdInstance::parse(&(7_103_000_000 + key).to_string()).unwrap(),
        name: name.to_owned(),
        messenger: Messenger::WhatsApp,
        api_url: ApiUrl::parse("https://api.green-api.com").unwrap(),
        checked: true,
        options: InstanceOptions::default(),
    };
    let mut instance = Instance::new(InstanceKey(key), record);
    if let Some(state) = state {
        instance.state.set(state, now());
    }
    if let Some(waiting) = waiting {
        instance.count.set(waiting, now());
        instance.record_waiting();
    }
    instance
}

fn refuse(instance: &mut Instance) {
    let reply = ErrorReply { status: 401, text: String::new() };
    instance.state.take(Answer::unsent(Failure::BadToken(reply)));
}

fn all() -> Vec<Instance> {
    use InstanceState as S;
    let mut all = vec![
        instance(1, "Support", Some(S::Authorized), Some(0)),
        instance(2, "appointments", Some(S::Authorized), Some(7)),
        instance(3, "Warehouse", Some(S::NotAuthorized), Some(14)),
        instance(4, "Sales", Some(S::Blocked), Some(128)),
        instance(5, "Night shift", Some(S::Starting), None),
        instance(6, "Clinic", Some(S::Suspended), Some(46)),
        instance(7, "Old number", Some(S::Authorized), Some(3)),
        instance(8, "New", None, None),
    ];
    refuse(&mut all[6]);
    all[2].record.messenger = Messenger::Telegram;
    all[3].record.options.tags = vec!["Moscow".to_owned()];
    all[0].record.options.tags = vec!["Moscow".to_owned(), "Partner A".to_owned()];
    all
}

/// Returns the names of the shown instances, in their order.
fn shown(list: &ListSettings, typed: &str) -> Vec<String> {
    set_language(Language::English);
    let all = all();
    let mut texts = FoldedTexts::default();
    texts.bring_up(&all);
    arranged(&all, list, typed, &texts).into_iter().map(|index| all[index].record.name.clone()).collect()
}

#[test]
fn the_most_urgent_is_first_and_the_name_decides_between_equals() {
    let by_need = ["Sales", "Clinic", "Old number", "Warehouse", "Night shift", "appointments", "New", "Support"];
    assert_eq!(shown(&ListSettings::default(), ""), by_need);
}

#[test]
fn between_equally_urgent_ones_the_longest_queue_is_first() {
    set_language(Language::English);
    let blocked = |key, name, waiting| instance(key, name, Some(InstanceState::Blocked), waiting);
    let fine = |key, name, waiting| instance(key, name, Some(InstanceState::Authorized), Some(waiting));
    let all = [
        blocked(1, "Archive", Some(3)),
        blocked(2, "Branch", None),
        blocked(3, "Sales", Some(128)),
        blocked(4, "Board", Some(3)),
        fine(5, "Zoo", 40),
        fine(6, "Zebra", 2),
    ];
    let mut texts = FoldedTexts::default();
    texts.bring_up(&all);
    let names: Vec<_> =
        arranged(&all, &ListSettings::default(), "", &texts).into_iter().map(|at| &all[at].record.name).collect();
    // Nothing is wrong with the last two: their names decide.
    assert_eq!(names, ["Sales", "Archive", "Board", "Branch", "Zebra", "Zoo"]);
}

#[test]
fn every_column_sorts_both_ways() {
    let first = |sort, order| shown(&ListSettings { sort, order, ..ListSettings::default() }, "")[..3].join(" ");
    for (sort, forwards, backwards) in [
        (SortBy::Name, "appointments Clinic New", "Warehouse Support Sales"),
        (SortBy::State, "Sales Clinic Warehouse", "New appointments Old number"),
        (SortBy::Queue, "Sales Clinic Warehouse", "New Night shift Support"),
    ] {
        assert_eq!(first(sort, SortOrder::Forwards), forwards, "{sort:?}");
        assert_eq!(first(sort, SortOrder::Backwards), backwards, "{sort:?}");
    }
    // What was never checked needs a look first.
    assert!(first(SortBy::Checked, SortOrder::Forwards).starts_with("New"));
}

#[test]
fn an_unknown_number_is_not_zero() {
    let by_queue = shown(&ListSettings { sort: SortBy::Queue, ..ListSettings::default() }, "");
    assert_eq!(by_queue[5..], ["Support", "New", "Night shift"]);
}

#[test]
fn the_course_is_told_with_its_peak_and_not_at_all_while_nothing_waits() {
    set_language(Language::English);
    let course = |numbers: &[u64]| {
        let mut instance = instance(1, "Sales", None, None);
        let start = now() - SignedDuration::from_mins(30);
        for (minute, number) in (0..).zip(numbers) {
            instance.course.record(start + SignedDuration::from_mins(minute), *number);
        }
        Ends::of(&instance).map(Ends::words)
    };
    assert_eq!(course(&[7, 5, 3, 2, 1]).as_deref(), Some("from 7 to 1 in the last hour"));
    assert_eq!(course(&[0, 0, 90, 4, 0]).as_deref(), Some("from 0 to 0 in the last hour, at most 90"));
    assert_eq!(course(&[0, 0, 0, 0, 0]), None);
    assert_eq!(course(&[7, 8]), None, "too short to show");
}

#[test]
fn names_ids_tags_and_states_are_found() {
    for (typed, found) in [
        ("warehouse", vec!["Warehouse"]),
        ("7103000004", vec!["Sales"]),
        ("moscow", vec!["Sales", "Support"]),
        ("partner", vec!["Support"]),
        ("suspended", vec!["Clinic"]),
        ("kazan", vec![]),
    ] {
        assert_eq!(shown(&ListSettings::default(), typed), found, "{typed}");
    }
}

#[test]
fn the_linked_number_is_found_however_it_is_written() {
    let mut instance = instance(1, "Support", Some(InstanceState::Authorized), Some(0));
    let wid = Some("79123456789@c.us".to_owned());
    let settings =
        InstanceSettings { wid, messenger: None, sending_interval: None, incoming_webhook: None, webhook_url: None };
    instance.settings.set(settings, now());
    for typed in ["8 912 345-67-89", "+7 (912) 345", "79123456789", "345-67-89"] {
        assert!(FoldedTexts::default().holds(&instance, typed), "{typed}");
    }
    assert!(!FoldedTexts::default().holds(&instance, "8 912 345-67-80"));
}

#[test]
fn filters_narrow_what_is_shown() {
    let any = ListSettings::default;
    for (list, found) in [
        (ListSettings { state: StateFilter::Attention, ..any() }, vec!["Sales", "Clinic", "Old number", "Warehouse"]),
        (ListSettings { state: StateFilter::NotAuthorized, ..any() }, vec!["Warehouse"]),
        (ListSettings { state: StateFilter::Unknown, ..any() }, vec!["New"]),
        (ListSettings { messenger: Some(Messenger::Telegram), ..any() }, vec!["Warehouse"]),
        (ListSettings { tag: Some("Moscow".to_owned()), ..any() }, vec!["Sales", "Support"]),
        (ListSettings { tag: Some("Moscow".to_owned()), state: StateFilter::Blocked, ..any() }, vec!["Sales"]),
    ] {
        assert_eq!(shown(&list, ""), found, "{list:?}");
    }
}

#[test]
fn the_next_act_follows_from_what_was_seen() {
    use InstanceState as S;
    set_language(Language::English);
    let of = |state| Next::of(&instance(1, "Sales", Some(state), Some(5)));
    for (state, next) in [
        (S::Authorized, Next::Nothing),
        (S::Blocked, Next::Replace),
        (S::NotAuthorized, Next::LinkPhone),
        (S::PendingPassword, Next::LinkPhone),
        (S::Suspended, Next::Restart),
        (S::Starting, Next::RestartingSince(None)),
        (S::Other("dreaming".to_owned()), Next::Waits),
        (S::BeingCreated, Next::Waits),
        (S::SleepMode, Next::Waits),
    ] {
        assert_eq!(of(state.clone()), next, "{state:?}");
    }
    let mut refused = instance(1, "Sales", Some(S::Authorized), Some(5));
    refuse(&mut refused);
    assert_eq!(Next::of(&refused), Next::TokenRefused);
    refused.state.take(Answer::unsent(Failure::ConnectionLost { cause: Detail::words("reset") }));
    assert_eq!(Next::of(&refused), Next::NoAnswer);
    assert!(!Next::of(&refused).words(&refused).is_empty());
    refused.token = TokenState::Missing;
    assert_eq!(Next::of(&refused), Next::EnterToken);
    assert_eq!(Next::of(&instance(1, "Sales", None, None)), Next::Nothing);
}

#[test]
fn max_is_neither_replaced_nor_restarted_for_a_block_that_passes() {
    for state in [InstanceState::Blocked, InstanceState::Suspended] {
        let mut max = instance(1, "Delivery", Some(state), Some(5));
        max.record.messenger = Messenger::Max;
        assert_eq!(Next::of(&max), Next::Waits);
        assert!(!Next::Waits.words(&max).is_empty(), "no reason for {:?}", max.state.value());
    }
}

#[test]
fn look_only_disables_the_acts_that_change_the_server() {
    set_language(Language::English);
    for (state, off) in [
        (InstanceState::Blocked, true),
        (InstanceState::Suspended, true),
        // It only leads to a page.
        (InstanceState::NotAuthorized, false),
    ] {
        let mut instance = instance(1, "Sales", Some(state), Some(5));
        assert_eq!(Next::of(&instance).disabled_because(&instance), None);
        instance.record.options.access = Access::LookOnly;
        let reason = Next::of(&instance).disabled_because(&instance);
        assert_eq!(reason.as_deref(), off.then_some("“Look only” is on"));
    }
}

#[test]
fn the_end_of_a_suspension_is_named_while_it_lies_ahead() {
    set_language(Language::English);
    let mut suspended = instance(1, "Clinic", Some(InstanceState::Suspended), Some(46));
    let words = |instance: &Instance| super::cells::state_words(instance, now());
    assert_eq!(words(&suspended), "Sending suspended");
    let end = now() + SignedDuration::from_hours(1);
    suspended.suspended_until.set(Some(Moment::At(end)), now());
    assert!(words(&suspended).starts_with("Suspended until "), "{}", words(&suspended));
    let end = now() - SignedDuration::from_hours(1);
    suspended.suspended_until.set(Some(Moment::At(end)), now());
    assert_eq!(words(&suspended), "Sending suspended");
}

/// Returns an example of every next act, with its instance.
fn every_next() -> Vec<(Next, Instance)> {
    let of = |next, state| (next, instance(1, "Sales", Some(state), Some(5)));
    let mut password = instance(1, "Sales", Some(InstanceState::PendingPassword), Some(5));
    password.record.messenger = Messenger::Telegram;
    let hours = Duration::from_secs(11 * 3600 + 18 * 60);
    let mut all = vec![
        (Next::LinkPhone, password),
        of(Next::Continue(Unfinished::Archive(ArchiveDirection::Archive)), InstanceState::Authorized),
        of(Next::Continue(Unfinished::Archive(ArchiveDirection::Unarchive)), InstanceState::Authorized),
        of(Next::Continue(Unfinished::Resend(SavedQueueId(1))), InstanceState::Authorized),
        of(Next::Interrupted(Tab::Queue), InstanceState::Authorized),
        of(Next::LinkPhone, InstanceState::NotAuthorized),
        of(Next::EnterToken, InstanceState::Authorized),
        of(Next::Replace, InstanceState::Blocked),
        of(Next::Restart, InstanceState::Suspended),
        of(Next::NotMoving(None), InstanceState::Authorized),
        of(Next::NotMoving(Some(hours)), InstanceState::Authorized),
        of(Next::Growing, InstanceState::Authorized),
        of(Next::RestartingSince(None), InstanceState::Starting),
        of(Next::RestartingSince(Some(now() - SignedDuration::from_hours(30))), InstanceState::Starting),
        of(Next::TokenRefused, InstanceState::Authorized),
        of(Next::Expired, InstanceState::Authorized),
        of(Next::Waits, InstanceState::Blocked),
        of(Next::Waits, InstanceState::Suspended),
        of(Next::Waits, InstanceState::SleepMode),
        of(Next::Waits, InstanceState::BeingCreated),
        of(Next::Waits, InstanceState::Other("dreaming".to_owned())),
    ];
    // A query is sent without a line in the journal.
    for failure in every_failure().into_iter().filter(|failure| !matches!(failure, Failure::NotRecorded(_))) {
        let mut failed = instance(1, "Sales", Some(InstanceState::Authorized), Some(5));
        failed.state.take(Answer::unsent(failure));
        all.push((Next::NoAnswer, failed));
    }
    all
}

/// Paints a name with these options in a column of a wide page. Returns the painted texts, and whether they are whole.
fn painted(name: &str, tags: &[&str], access: Access) -> (Vec<String>, Sight) {
    set_language(Language::English);
    let mut instance = instance(1, name, Some(InstanceState::Authorized), Some(0));
    instance.record.options.tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    instance.record.options.access = access;
    let draw = move |ui: &mut Ui, sight: &mut Sight| {
        let columns = Columns::within(880.0);
        let row = RowShown {
            instance: &instance,
            columns: &columns,
            is_selected: false,
            is_at_cursor: false,
            shares_name: false,
            now: now(),
        };
        let rect = Rect::from_min_size(ui.max_rect().min, vec2(880.0, size::TALL_ROW));
        *sight = paint_name(ui, rect, &row, Tokens::of(ui).text);
    };
    let mut harness = Harness::builder()
        .with_size([900.0, 100.0])
        .with_context_setup(theme::apply)
        .build_ui_state(draw, Sight::Whole);
    harness.run();
    let texts = harness.output().shapes.iter().filter_map(|shape| match &shape.shape {
        Shape::Text(text) => Some(text.galley.rows.iter().map(|row| row.text()).collect()),
        _ => None,
    });
    (texts.collect(), *harness.state())
}

#[test]
fn tags_give_way_to_the_name_and_are_counted() {
    let (long, tags) = ("Clinic, reception desk 14", ["Kazan", "Partner A"]);
    let (texts, sight) = painted(long, &tags, Access::Full);
    assert!(texts.contains(&long.to_owned()) && texts.contains(&"+2".to_owned()), "{texts:?}");
    assert_eq!(sight, Sight::Partial);
    let (texts, sight) = painted("Sales", &tags, Access::LookOnly);
    assert!(["Look only", "Kazan"].iter().all(|one| texts.contains(&(*one).to_owned())), "{texts:?}");
    assert!(texts.contains(&"Partner A".to_owned()) && sight == Sight::Whole, "{texts:?}");
    let (texts, sight) = painted("Sales", &tags[..1], Access::Full);
    assert!(texts.contains(&"Kazan".to_owned()) && sight == Sight::Whole, "{texts:?}");
    let (texts, sight) = painted(&long.repeat(2), &tags, Access::LookOnly);
    assert!(texts.contains(&"+2".to_owned()) && texts.contains(&"Look only".to_owned()), "{texts:?}");
    // The number at its end distinguishes it.
    assert!(texts.iter().any(|text| text.starts_with("Clinic") && text.ends_with("14")), "{texts:?}");
    assert_eq!(sight, Sight::Partial);
}

#[test]
fn every_next_act_fits_into_its_column() {
    for language in [Language::English, Language::Russian] {
        set_language(language);
        let check = |ui: &mut Ui, cut: &mut Vec<String>| {
            for (next, instance) in every_next() {
                let words = next.words(&instance);
                for width in [600.0, 900.0] {
                    let columns = Columns::within(width);
                    let room = columns.end - columns.next;
                    let is_cut = if next.action(&instance).is_some() {
                        ActButton::plain(&words).width(ui) > room
                    } else {
                        let font = TextStyle::Small.resolve(ui.style());
                        let colour = ui.visuals().text_color();
                        ui.painter().layout(words.clone(), font, colour, room - space::S).rows.len() > LINES
                    };
                    if is_cut {
                        cut.push(format!("{words} at {width}"));
                    }
                }
            }
        };
        let harness = Harness::builder().with_context_setup(theme::apply).build_ui_state(check, Vec::new());
        assert_eq!(harness.state(), &Vec::<String>::new());
    }
}
