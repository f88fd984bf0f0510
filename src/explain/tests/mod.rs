//! Checks that every failure has its three texts in every language, and every text its arguments.

mod storage;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::*;
use crate::green_api::{
    ChatId, Detail, ErrorReply, Failure, FailureOutcome, GetAuthorizationCode, GetChats, InstanceState, Messenger,
    Method, NotRecorded as Unrecorded, PasswordRefusal, ProxyRefusal, Quota,
};
use crate::store::Outcome;

const ENGLISH: &str = include_str!("../../../assets/locales/en/explain.ftl");
const RUSSIAN: &str = include_str!("../../../assets/locales/ru/explain.ftl");

fn said() -> ErrorReply {
    ErrorReply { status: 400, text: "words".into() }
}

fn quota(method: &str, used: Option<u64>, total: Option<u64>) -> Quota {
    Quota { method: method.into(), used, total, description: String::new(), said: said() }
}

/// Samples of every variant. The match has no `_`, so that a new variant does not compile until it has a line here.
macro_rules! every_failure {
    ($($pattern:pat => [$($sample:expr),+]),+ $(,)?) => {
        pub(crate) fn every_failure() -> Vec<Failure> {
            use Failure::*;
            fn _each_variant_has_a_line(failure: &Failure) {
                match failure {
                    $($pattern => {})+
                }
            }
            vec![$($($sample),+),+]
        }
    };
}

const MINUTE: Duration = Duration::from_secs(60);

every_failure! {
    NotAvailable { .. } => [NotAvailable { method: "qr", messenger: Messenger::Max }],
    LookOnly { .. } => [LookOnly { method: "archiveChat" }],
    NoClient { .. } => [NoClient { cause: Detail::words("x") }],
    NotRecorded(_) => [
        NotRecorded(Unrecorded::DiskFull),
        NotRecorded(Unrecorded::ReadOnly),
        NotRecorded(Unrecorded::Locked),
        NotRecorded(Unrecorded::Newer),
        NotRecorded(Unrecorded::OtherComputer { computer: "x".into() }),
        NotRecorded(Unrecorded::NoLocks),
        NotRecorded(Unrecorded::NotAFile),
        NotRecorded(Unrecorded::Other { cause: Detail::words("x") })
    ],
    NameNotFound { .. } => [NameNotFound { host: "h.example".into() }],
    NoConnection { .. } => [NoConnection { cause: Detail::words("x") }],
    ProxyFailed { .. } => [
        ProxyFailed { proxy: "http://proxy.example:3128".into(), why: ProxyRefusal::SignIn },
        ProxyFailed { proxy: "http://proxy.example:3128".into(), why: ProxyRefusal::Closed },
        ProxyFailed { proxy: "http://proxy.example:3128".into(), why: ProxyRefusal::Other { cause: Detail::words("x") } }
    ],
    ProxyScriptNotRun { .. } => [ProxyScriptNotRun { cause: Detail::words("x") }],
    ProxySettingsUnread { .. } => [ProxySettingsUnread { cause: Detail::words("x") }],
    ProxyUnreadable { .. } => [ProxyUnreadable { cause: Detail::words("x") }],
    TlsFailed { .. } => [TlsFailed { cause: Detail::words("x") }],
    TimedOut { .. } => [TimedOut { after: MINUTE, sent: true }, TimedOut { after: MINUTE, sent: false }],
    ConnectionLost { .. } => [ConnectionLost { cause: Detail::words("x") }],
    Cancelled { .. } => [Cancelled { sent: true }, Cancelled { sent: false }],
    ProgramFault => [ProgramFault],
    BodyTooLarge { .. } => [BodyTooLarge { status: 200, limit: 32 << 20 }],
    Redirected { .. } => [Redirected { status: 302 }],
    Html { .. } => [Html { status: 200 }],
    Empty { .. } => [Empty { status: 200 }],
    Null { .. } => [Null { status: 200 }],
    NotJson(_) => [NotJson(said())],
    WrongReply { .. } => [WrongReply { expected: "count", said: said() }],
    NotCleared { .. } => [NotCleared { reply: "false".into() }],
    NotDone { .. } => [NotDone { reply: "false".into() }],
    TooManyRequestsLeft { .. } => [TooManyRequestsLeft { left: MINUTE }],
    NothingListed => [NothingListed],
    NumberNotNamed => [NumberNotNamed],
    AlreadyAuthorized(_) => [AlreadyAuthorized(said())],
    PasswordRefused { .. } => [
        PasswordRefused { reason: PasswordRefusal::AlreadyRegistered, said: said() },
        PasswordRefused { reason: PasswordRefusal::InvalidPassword, said: said() },
        PasswordRefused { reason: PasswordRefusal::RateLimitExceeded, said: said() },
        PasswordRefused { reason: PasswordRefusal::AuthorizationNotStarted, said: said() },
        PasswordRefused { reason: PasswordRefusal::Timeout, said: said() },
        PasswordRefused { reason: PasswordRefusal::Other("odd".into()), said: said() }
    ],
    Starting(_) => [Starting(said())],
    StartingOrNotAuthorized(_) => [StartingOrNotAuthorized(said())],
    NotAuthorized(_) => [NotAuthorized(said())],
    Expired(_) => [Expired(said())],
    Deleted(_) => [Deleted(said())],
    AccountSuspended(_) => [AccountSuspended(said())],
    WebhookUrlIsSet(_) => [WebhookUrlIsSet(said())],
    LastMessageNotFound(_) => [LastMessageNotFound(said())],
    AlreadyArchived(_) => [AlreadyArchived(said())],
    AlreadyUnarchived(_) => [AlreadyUnarchived(said())],
    ChatNotFound(_) => [ChatNotFound(said())],
    ChatIdRefused(_) => [ChatIdRefused(said())],
    BadPhoneNumber(_) => [BadPhoneNumber(said())],
    CheckTimedOut(_) => [CheckTimedOut(said())],
    CheckLimit(_) => [CheckLimit(said())],
    GroupsNotSupported(_) => [GroupsNotSupported(said())],
    Validation { .. } => [
        Validation { details: String::new(), said: said() },
        Validation { details: "'chatId' is required".into(), said: said() }
    ],
    BadRequestData(_) => [BadRequestData(said())],
    MalformedRequest(_) => [MalformedRequest(said())],
    BadAddress(_) => [BadAddress(said())],
    RequestTooLarge(_) => [RequestTooLarge(said())],
    FileTooLarge(_) => [FileTooLarge(said())],
    BadToken(_) => [BadToken(said())],
    Forbidden(_) => [Forbidden(said())],
    NotFound(_) => [NotFound(said())],
    RateLimited { .. } => [
        RateLimited { retry_after: None, said: said() },
        RateLimited { retry_after: Some(MINUTE), said: said() }
    ],
    Quota(_) => [
        Quota(quota("correspondents", Some(3), Some(3))),
        Quota(quota("correspondents", None, None)),
        Quota(quota("checkwhatsapp", Some(100), Some(100))),
        Quota(quota("checkwhatsapp", None, None)),
        Quota(quota("getcontactinfo", Some(100), Some(100))),
        Quota(quota("getcontactinfo", None, None)),
        Quota(quota("sendmessage", Some(1), Some(1))),
        Quota(quota("sendmessage", None, None)),
        Quota(quota("", None, None))
    ],
    GaveUp(_) => [GaveUp(said())],
    ServerError(_) => [ServerError(said())],
    BadGateway(_) => [BadGateway(said())],
    Unknown(_) => [Unknown(said()), Unknown(ErrorReply { status: 520, text: String::new() })],
}

const ACTS: [Act; 11] = [
    Act::Query,
    Act::Overview,
    Act::ClearQueue,
    Act::Archive,
    Act::Unarchive,
    Act::SetSettings,
    Act::SendAgain,
    Act::CheckNumber,
    Act::CheckInstance,
    Act::Other("reboot"),
    Act::Other("getChats"),
];

/// Combines every failure with every act and with all facts that can be known about it.
fn every_case() -> impl Iterator<Item = (Failure, Context)> {
    let chats = [None, Some("79992047718"), Some("120363043968066561@g.us")]
        .map(|text| text.map(|text| ChatId::parse(text, Messenger::WhatsApp).unwrap()));
    let known = chats.into_iter().flat_map(|chat_id| {
        [None, Some(true), Some(false)].map(|incoming_webhook| (chat_id.clone(), incoming_webhook))
    });
    let states =
        [None, Some(InstanceState::Blocked), Some(InstanceState::NotAuthorized), Some(InstanceState::Starting)];
    let known = known.flat_map(|(chat, incoming)| states.clone().map(|state| (chat.clone(), incoming, state)));
    let contexts: Vec<Context> = known
        .flat_map(|(chat_id, incoming_webhook, state)| {
            ACTS.map(|act| Context {
                incoming_webhook,
                chat_id: chat_id.clone(),
                state: state.clone(),
                ..Context::new(act, Messenger::WhatsApp)
            })
        })
        .collect();
    every_failure()
        .into_iter()
        .flat_map(move |failure| contexts.clone().into_iter().map(move |context| (failure.clone(), context)))
}

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
    bundle
}

/// Formats a text; panics on a missing id, argument or variant.
fn say(bundle: &FluentBundle<FluentResource>, text: &Text) -> String {
    let mut args = FluentArgs::new();
    for (name, arg) in &text.args {
        let value = match arg {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Detail(_) => FluentValue::from("a cause"),
            Arg::Number(number) | Arg::AtLeast(number) => FluentValue::from(*number),
            Arg::Duration(duration) => FluentValue::from(format!("{} s", duration.as_secs())),
            Arg::Time(time) => FluentValue::from(time.to_string()),
        };
        args.set(*name, value);
    }
    let message = bundle.get_message(text.id).unwrap_or_else(|| panic!("{} is missing", text.id));
    let mut errors = Vec::new();
    let said = bundle.format_pattern(message.value().unwrap(), Some(&args), &mut errors).into_owned();
    assert!(errors.is_empty(), "{}: {errors:?}", text.id);
    said
}

/// The names of the variants as the journal stores them. A name here never changes: lines of earlier versions have it.
const NAMES_ON_DISK: &str = "NotAvailable LookOnly NoClient NotRecorded NameNotFound NoConnection ProxyFailed ProxyScriptNotRun \
    ProxySettingsUnread ProxyUnreadable TlsFailed TimedOut ConnectionLost Cancelled ProgramFault BodyTooLarge Redirected Html Empty Null NotJson WrongReply NotCleared NotDone \
    TooManyRequestsLeft NothingListed NumberNotNamed AlreadyAuthorized PasswordRefused Starting StartingOrNotAuthorized NotAuthorized \
    Expired Deleted AccountSuspended WebhookUrlIsSet LastMessageNotFound AlreadyArchived AlreadyUnarchived ChatNotFound \
    ChatIdRefused BadPhoneNumber CheckTimedOut CheckLimit GroupsNotSupported Validation BadRequestData \
    MalformedRequest BadAddress RequestTooLarge FileTooLarge BadToken Forbidden NotFound RateLimited Quota GaveUp \
    ServerError BadGateway Unknown";

#[test]
fn a_failure_keeps_its_name_on_disk() {
    let mut names: Vec<&str> = every_failure().iter().map(Failure::name).collect();
    names.dedup();
    assert_eq!(names.join(" "), NAMES_ON_DISK);
}

#[test]
fn an_outcome_is_unknown_wherever_no_answer_proves_the_contrary() {
    for failure in every_failure() {
        let traits = failure.traits();
        match (traits.outcome, failure.status()) {
            (FailureOutcome::NotSent, status) => assert_eq!(status, None, "{failure:?}"),
            // Without a response, or with a success or an error of the server, only the body can prove a refusal.
            (FailureOutcome::Refused, None) => panic!("{failure:?} has no response that refuses"),
            (FailureOutcome::Refused, Some(500..)) => panic!("{failure:?} proves nothing"),
            (FailureOutcome::Refused | FailureOutcome::Unknown, _) => {}
        }
    }
}

/// Failures of a change whose badge needs no reason: the server gives none.
const NO_REASON: [&str; 6] = ["NotCleared", "NotDone", "NothingListed", "CheckTimedOut", "WebhookUrlIsSet", "Unknown"];

#[test]
fn the_journal_has_a_reason_in_brief_for_every_failure_that_reaches_it() {
    for failure in every_failure() {
        let (name, outcome) = (failure.name(), Outcome::of::<()>(&Err(failure.clone())));
        assert!(explain_outcome(&outcome).is_some());
        // A request that the program itself refuses has no line in the journal, nor has one that only reads.
        let is_in_journal = !["NotAvailable", "LookOnly", "NoClient", "NotRecorded", "NumberNotNamed"].contains(&name);
        let needs_none = NO_REASON.contains(&name) || !is_in_journal;
        assert!(outcome_in_brief(&outcome).is_some() || needs_none, "{name}");
    }
}

#[test]
fn every_failure_has_words_in_both_languages() {
    for bundle in [bundle("en", ENGLISH), bundle("ru", RUSSIAN)] {
        for (failure, context) in every_case() {
            let Explained { what, why, todo, .. } = explain(&failure, &context);
            // A field name, spelled as in the console, may begin a sentence but not a title.
            assert!(say(&bundle, &what).starts_with(char::is_uppercase), "{}", what.id);
            assert!(!say(&bundle, &what).ends_with('.'), "{}", what.id);
            for text in [why, todo] {
                let said = say(&bundle, &text);
                // The words of the server or the computer come last, unchanged.
                assert!(
                    said.ends_with('.') || said.ends_with(": x") || said.ends_with("'chatId' is required"),
                    "{said}"
                );
            }
        }
    }
}

/// Returns the ids of a file, each with the variables it uses.
fn variables(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" = ").filter(|(id, _)| !id.contains(' ')) {
            current = id.to_owned();
            all.entry(current.clone()).or_default();
        }
        for part in line.split('$').skip(1) {
            let name = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
            all.entry(current.clone()).or_default().insert(name.to_owned());
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_ids_and_variables() {
    assert_eq!(variables(ENGLISH), variables(RUSSIAN));
}

#[test]
fn no_text_is_left_over() {
    let used: BTreeSet<&str> = every_case()
        .flat_map(|(failure, context)| {
            let Explained { what, why, todo, .. } = explain(&failure, &context);
            [what.id, why.id, todo.id, "explain-act"]
        })
        .collect();
    let written = variables(ENGLISH);
    assert_eq!(written.keys().map(String::as_str).collect::<BTreeSet<_>>(), used);
}

#[test]
fn a_method_that_changes_something_is_known_whatever_its_name() {
    assert!(Act::Other(GetAuthorizationCode::NAME).changes());
    assert!(!Act::Other(GetChats::NAME).changes());
}

#[test]
fn try_again_is_offered_only_where_it_can_succeed_and_harms_nothing() {
    for (failure, context) in every_case() {
        let remedies = explain(&failure, &context).remedies;
        if remedies.contains(&Remedy::TryAgain) {
            assert!(failure.may_retry(), "{failure:?}");
            assert!(!(context.act.changes() && failure.is_outcome_unknown()), "{failure:?}");
        }
        if context.act.changes() && failure.is_outcome_unknown() {
            assert_eq!(remedies, [Remedy::Refresh], "{failure:?}");
        }
    }
}

#[test]
fn turning_notifications_on_is_offered_only_when_they_are_off() {
    let failure = Failure::LastMessageNotFound(said());
    let person = ChatId::parse("79992047718", Messenger::WhatsApp).unwrap();
    let remedies = |incoming_webhook| {
        let context = Context {
            incoming_webhook,
            chat_id: Some(person.clone()),
            ..Context::new(Act::Archive, Messenger::WhatsApp)
        };
        explain(&failure, &context).remedies
    };
    assert_eq!(remedies(Some(false)), [Remedy::CheckNumber, Remedy::TurnOnIncoming]);
    assert_eq!(remedies(Some(true)), [Remedy::CheckNumber]);
    assert_eq!(remedies(None), [Remedy::CheckNumber]);
}

#[test]
fn a_known_state_tells_why_the_server_answers_nothing() {
    let failure = Failure::StartingOrNotAuthorized(said());
    let remedies = |state| {
        let context = Context { state, ..Context::new(Act::Query, Messenger::WhatsApp) };
        explain(&failure, &context).remedies
    };
    assert_eq!(remedies(Some(InstanceState::Blocked)), [Remedy::ReplaceNumber, Remedy::Refresh]);
    assert_eq!(remedies(Some(InstanceState::NotAuthorized)), [Remedy::OpenAccount, Remedy::Refresh]);
    assert_eq!(remedies(Some(InstanceState::Starting)), [Remedy::TryAgain, Remedy::OpenAccount]);
    assert_eq!(remedies(None), [Remedy::Refresh, Remedy::TryAgain, Remedy::OpenAccount]);
}

#[test]
fn the_words_are_those_of_the_design() {
    let context = Context { incoming_webhook: Some(false), ..Context::new(Act::Archive, Messenger::WhatsApp) };
    let explained = explain(&Failure::LastMessageNotFound(said()), &context);
    let english = bundle("en", ENGLISH);
    assert_eq!(say(&english, &explained.what), "Not archived: the instance has seen no incoming message in this chat");
    assert_eq!(
        say(&english, &explained.why),
        "Either nobody has written from this number yet, or they wrote while incoming notifications were off. \
         They are off for this instance."
    );
    let lost = Failure::ConnectionLost { cause: Detail::words("x") };
    let unknown = explain(&lost, &Context::new(Act::ClearQueue, Messenger::Max));
    assert_eq!(say(&english, &unknown.what), "It is not known whether the queue was cleared");
    let quota = explain(&Failure::Quota(quota("correspondents", Some(3), Some(3))), &context);
    assert_eq!(say(&bundle("ru", RUSSIAN), &quota.why), "Тариф включает 3 чата в месяц, использовано 3.");
}
