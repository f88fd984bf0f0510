//! The program is killed (SIGKILL) at each step of replacing a number: afterwards the screen shows the truth, and no
//! change was sent to the server a second time without a click.
//!
//! The test runs itself again as the program. The server stays in this process, so that its log outlives the killed
//! one.
#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, thread};

use instance_desk::app::{App, StartOptions};
use instance_desk::green_api::{ApiToken, IdInstance};
use instance_desk::model::{Action, Kept, Page, ReplaceAction, Waiting};
use instance_desk::practice::{Fault, InstanceSeed};
use instance_desk::store::{Database, Folders, WhySaved};
use instance_desk::vault::Vault;
use instance_desk::work::link_phone::Way;
use instance_desk::work::replace_number::{Act, NumberAnswer, Step};
use instance_desk::work::restart::Change;

use crate::common::replace_number::{NEW, QR, at, plan};
use crate::common::{self, Gateway, Home, SALES, Window};

const TEST: &str = "replace_number_killed::killed_at_each_step_the_screen_tells_the_truth";
/// Environment variables for the process: its folder, and the last step that it acts on.
const DIR: &str = "INSTANCE_DESK_REPLACE_DIR";
const LAST: &str = "INSTANCE_DESK_REPLACE_LAST";
/// Maximum wait for anything to happen.
const PATIENCE: Duration = Duration::from_secs(60);
/// A delay longer than any wait of the program or the test.
const HELD: Fault = Fault::Delay(Duration::from_secs(3600));

/// The interval that the program sets.
const INTERVAL: Duration = Duration::from_secs(20);

/// Presses the one button of each step up to `last`, and nothing afterwards.
fn go_through(options: &StartOptions, last: Step) -> ! {
    let mut app = App::start(options, Arc::new(|| {})).unwrap();
    let mut opened = false;
    let mut acted = None;
    loop {
        thread::sleep(Duration::from_millis(2));
        app.poll();
        let instance = &app.model().instances[0];
        let key = instance.key;
        if !opened {
            opened = true;
            app.update(Action::Replace(key, ReplaceAction::Open));
            continue;
        }
        let Some(replacing) = &instance.replace else { continue };
        let (plan, step) = (&replacing.plan, replacing.plan.step());
        if matches!(plan.linked(), Some(Some(_))) {
            app.update(Action::Replace(key, ReplaceAction::Number(NumberAnswer::Right)));
            continue;
        }
        let rests = !instance.is_asking() && !instance.is_working() && instance.waiting() != Waiting::Unknown;
        let kept = matches!(replacing.kept, Kept::Yes | Kept::NotYet);
        if acted == Some(step) || step > last || plan.flight().is_some() || !rests || !kept {
            continue;
        }
        acted = Some(step);
        app.update(match step {
            Step::StopProducers | Step::SendAgain => Action::Replace(key, ReplaceAction::Say(step)),
            Step::Save => Action::Replace(key, ReplaceAction::Act(Act::Save { why: WhySaved::ByHand })),
            Step::Clear => Action::Clear(key),
            Step::Notifications => Action::Replace(key, ReplaceAction::Act(Act::ClearNotifications { before: None })),
            Step::Unlink => Action::Logout(key),
            Step::Link => Action::Replace(key, ReplaceAction::Code(Way::Scan)),
            Step::Interval => Action::Restart(key, Change::Interval(INTERVAL)),
        });
    }
}

/// This test again, as the program.
struct Program(Child);

impl Program {
    fn start(home: &Home, last: Step) -> Self {
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", TEST, "--nocapture"])
            .env(DIR, home.dir())
            .env(LAST, last.number().to_string())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    fn kill(mut self, gateway: &Gateway) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
        gateway.control.wait_for_hang_up().unwrap();
    }
}

#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let from = Instant::now();
    while !is_so() {
        assert!(from.elapsed() < PATIENCE, "{what}: it never came");
        thread::sleep(Duration::from_millis(2));
    }
}

struct Case {
    gateway: Gateway,
    home: Home,
}

/// Runs the program up to the act of `last` and kills it as soon as `is_there` holds. Then opens the page again.
#[track_caller]
fn killed(last: Step, prepare: impl FnOnce(&Gateway), is_there: impl Fn(&Case) -> bool) -> (Case, Window) {
    let gateway = Gateway::pictures();
    gateway.control.set_setting(SALES, "delaySendMessagesMilliseconds", 500);
    prepare(&gateway);
    let home = Home::of(&gateway, &[SALES]);
    let case = Case { gateway, home };
    let program = Program::start(&case.home, last);
    until(&format!("{last:?}"), || is_there(&case));
    program.kill(&case.gateway);
    case.gateway.control.clear_faults();
    let mut window = case.home.open();
    // The page may already know the truth and be at another step.
    window.see("Replacing the number: step");
    window.click("Go on");
    assert!(matches!(window.model().page, Page::Replace(_)));
    (case, window)
}

const CHANGES: [&str; 4] = ["clearMessagesQueue", "clearWebhooksQueue", "logout", "setSettings"];

impl Case {
    /// Refreshes twice, and fails if any change was sent without a click.
    fn nothing_more_was_sent(&self, window: &mut Window) {
        let before = CHANGES.map(|method| self.gateway.times(method));
        assert!(before.iter().all(|times| *times <= 1), "{before:?}");
        (0..2).for_each(|_| window.refresh_and_settle(&self.gateway));
        assert_eq!(CHANGES.map(|method| self.gateway.times(method)), before);
    }
}

fn is_asked(method: &'static str) -> impl Fn(&Case) -> bool {
    move |case| case.gateway.times(method) > 0
}

/// Fails unless the step is open and marked as interrupted, and the present state was read.
#[track_caller]
fn told_as_interrupted(window: &mut Window, step: Step) {
    window.see("The program ended in the middle of this step");
    window.see("The current values were read again.");
    window.settled();
    assert!(plan(window).step() == step && plan(window).is_open(step));
}

#[test]
fn killed_at_each_step_the_screen_tells_the_truth() {
    if let (Some(dir), Ok(last)) = (env::var_os(DIR), env::var(LAST)) {
        let vault = Vault::memory();
        let token = ApiToken::parse(&InstanceSeed::fixed_token(SALES)).unwrap();
        vault.write(&IdInstance::parse(SALES).unwrap(), &token).unwrap();
        let options = StartOptions { data_dir: Some(dir.into()), vault: Some(vault), ..Home::new().options };
        go_through(&options, Step::ALL[last.parse::<usize>().unwrap() - 1]);
    }
    let begun = Instant::now();
    let cases: [fn(); 13] = [
        while_the_queue_is_read_for_the_copy,
        when_the_copy_is_written,
        while_the_clearing_was_done_and_is_not_answered,
        while_the_clearing_was_not_done,
        while_the_cleared_queue_is_counted_again,
        while_notifications_were_cleared,
        while_notifications_were_not_cleared,
        while_the_logout_was_done,
        while_the_logout_was_not_done,
        while_the_code_is_shown,
        while_it_is_asked_whose_phone_it_is,
        while_the_interval_is_being_set,
        while_the_interval_was_not_set,
    ];
    for case in cases {
        case();
    }
    eprintln!("{} kills in {:.1?}", cases.len(), begun.elapsed());
}

fn while_the_queue_is_read_for_the_copy() {
    // The first read belongs to the page.
    let (case, mut window) = killed(
        Step::Save,
        |_| {},
        |case| {
            let open = open_plan(case);
            if open.as_ref().is_some_and(|plan| plan["step"] == "save" && plan["flight"].is_null()) {
                case.gateway.control.fault("showMessagesQueue", Fault::Hang, 1);
            }
            open.is_some_and(|plan| plan["flight"] == "save")
        },
    );
    told_or_saved(&case, &mut window);
    case.nothing_more_was_sent(&mut window);
}

/// Fails unless the copy from before the kill is found, or else the step is open and marked as interrupted.
fn told_or_saved(case: &Case, window: &mut Window) {
    let database = Database::new(&Folders::in_dir(case.home.dir()));
    let copies = database.run_blocking(|tables| tables.saved_queues(None)).unwrap();
    match copies.as_slice() {
        [] => {
            told_as_interrupted(window, Step::Save);
            window.button("Save 128 messages");
        }
        [copy] => {
            assert_eq!(copy.messages, 128);
            at(window, Step::Clear);
            window.see("128 of 128 saved on this computer");
        }
        more => panic!("{more:?}"),
    }
}

fn open_plan(case: &Case) -> Option<serde_json::Value> {
    let database = Database::new(&Folders::in_dir(case.home.dir()));
    let open = database.run_blocking(|tables| tables.open_replacements()).ok()?;
    open.into_iter().next().map(|(_, body)| body)
}

fn when_the_copy_is_written() {
    let gateway_copy = |case: &Case| {
        let database = Database::new(&Folders::in_dir(case.home.dir()));
        database.run_blocking(|tables| tables.saved_queues(None)).is_ok_and(|copies| copies.len() == 1)
    };
    let gateway = Gateway::pictures();
    let home = Home::of(&gateway, &[SALES]);
    let case = Case { gateway, home };
    let program = Program::start(&case.home, Step::Save);
    until("the copy", || gateway_copy(&case));
    program.kill(&case.gateway);
    let mut window = case.home.open();
    window.click("Go on");
    at(&mut window, Step::Clear);
    window.see("128 of 128 saved on this computer");
    assert_eq!(plan(&window).copies().len(), 1);
    case.nothing_more_was_sent(&mut window);
}

fn while_the_clearing_was_done_and_is_not_answered() {
    let hold = |gateway: &Gateway| gateway.control.fault("clearMessagesQueue", HELD, 1);
    let gateway_cleared = |case: &Case| case.gateway.control.queue(SALES).is_empty();
    let (case, mut window) = killed(Step::Clear, hold, gateway_cleared);
    at(&mut window, Step::Notifications);
    window.see("128 before, 0 now");
    case.nothing_more_was_sent(&mut window);
}

fn while_the_clearing_was_not_done() {
    let hang = |gateway: &Gateway| gateway.control.fault("clearMessagesQueue", Fault::Hang, 1);
    let (case, mut window) = killed(Step::Clear, hang, is_asked("clearMessagesQueue"));
    told_as_interrupted(&mut window, Step::Clear);
    window.button("Clear 128 messages…");
    case.nothing_more_was_sent(&mut window);
    // The user's click sends it again.
    window.click("Clear 128 messages…");
    window.click("Clear 128 messages");
    at(&mut window, Step::Notifications);
    assert_eq!(case.gateway.times("clearMessagesQueue"), 2);
}

fn while_the_cleared_queue_is_counted_again() {
    let emptied_and_listed = |case: &Case| {
        let requests = case.gateway.control.requests();
        let cleared = requests.iter().position(|seen| seen.method == "clearMessagesQueue");
        cleared.is_some_and(|at| requests[at..].iter().any(|seen| seen.method == "showMessagesQueue"))
    };
    let (case, mut window) = killed(Step::Clear, |_| {}, emptied_and_listed);
    at(&mut window, Step::Notifications);
    window.see("128 before, 0 now");
    case.nothing_more_was_sent(&mut window);
}

fn while_notifications_were_cleared() {
    let hold = |gateway: &Gateway| gateway.control.fault("clearWebhooksQueue", HELD, 1);
    let (case, mut window) = killed(Step::Notifications, hold, is_asked("clearWebhooksQueue"));
    at(&mut window, Step::Unlink);
    case.nothing_more_was_sent(&mut window);
}

fn while_notifications_were_not_cleared() {
    let hang = |gateway: &Gateway| gateway.control.fault("clearWebhooksQueue", Fault::Hang, 1);
    let (case, mut window) = killed(Step::Notifications, hang, is_asked("clearWebhooksQueue"));
    told_as_interrupted(&mut window, Step::Notifications);
    window.see("2 notifications wait, as the server reports it");
    case.nothing_more_was_sent(&mut window);
}

fn while_the_logout_was_done() {
    let hold = |gateway: &Gateway| gateway.control.fault("logout", HELD, 1);
    let (case, mut window) = killed(Step::Unlink, hold, is_asked("logout"));
    at(&mut window, Step::Link);
    window.see("+7\u{a0}985\u{a0}111-22-33 was unlinked");
    case.nothing_more_was_sent(&mut window);
}

fn while_the_logout_was_not_done() {
    let hang = |gateway: &Gateway| gateway.control.fault("logout", Fault::Hang, 1);
    let (case, mut window) = killed(Step::Unlink, hang, is_asked("logout"));
    told_as_interrupted(&mut window, Step::Unlink);
    window.see("+7\u{a0}985\u{a0}111-22-33 is linked now");
    case.nothing_more_was_sent(&mut window);
}

fn while_the_code_is_shown() {
    let (case, mut window) = killed(Step::Link, |_| {}, is_asked("qr"));
    window.button("Count the queue and show the code");
    window.assert_not_shown(QR);
    case.nothing_more_was_sent(&mut window);
    // The phone scanned the code while the program was not running.
    case.gateway.control.authorize(SALES, NEW);
    window.click("Count the queue and show the code");
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    assert!(plan(&window).is_open(Step::Link));
}

fn while_it_is_asked_whose_phone_it_is() {
    let linked = |case: &Case| {
        links(case);
        // The number is withheld, so that the user cannot confirm it yet.
        open_plan(case).is_some_and(|plan| !plan["linked"].is_null())
    };
    let hold = |gateway: &Gateway| {
        let empty = r#"{"phone":"","stateInstance":"authorized","logoutProcess":false}"#;
        gateway.control.fault("getWaSettings", common::answers(200, empty), u32::MAX);
    };
    let (case, mut window) = killed(Step::Link, hold, linked);
    window.see("Is +7\u{a0}916\u{a0}123-45-67 the new number?");
    assert!(plan(&window).is_open(Step::Link), "it is asked again, not taken for granted");
    case.nothing_more_was_sent(&mut window);
}

/// Links the phone as soon as the program requests the code.
fn links(case: &Case) {
    if case.gateway.times("qr") > 0 {
        case.gateway.control.authorize(SALES, NEW);
    }
}

fn while_the_interval_is_being_set() {
    let (case, mut window) = killed(
        Step::Interval,
        |gateway| {
            gateway.control.set_restart(Duration::from_secs(60));
            gateway.control.fault("setSettings", HELD, 1);
        },
        |case| {
            links(case);
            case.gateway.times("setSettings") > 0
        },
    );
    // The interval takes effect after the restart; until then it is not reported as done.
    at(&mut window, Step::SendAgain);
    window.see("Sending interval 0.5\u{a0}s → 20\u{a0}s");
    case.nothing_more_was_sent(&mut window);
}

fn while_the_interval_was_not_set() {
    let (case, mut window) = killed(
        Step::Interval,
        |gateway| gateway.control.fault("setSettings", Fault::Hang, 1),
        |case| {
            links(case);
            case.gateway.times("setSettings") > 0
        },
    );
    told_as_interrupted(&mut window, Step::Interval);
    window.see("Now: 0.5\u{a0}s");
    case.nothing_more_was_sent(&mut window);
}
