//! Tests of the progress of linking, without a server.

use super::*;

const LIVES: Duration = Duration::from_secs(25);

#[test]
fn a_code_is_gone_once_it_has_run_out() {
    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    let Shown::Code(QrCode { until, .. }) = progress.shown else { panic!() };
    assert!(matches!(progress.shown(until - Duration::from_millis(1)), Shown::Code(_)));
    assert!(matches!(progress.shown(until), Shown::CodeOld));

    let mut progress = LinkProgress::new(Way::Type(79990001122), Messenger::WhatsApp);
    progress.take_typed_code(Ok("ABCD1234".into()), LIVES);
    let Shown::TypedCode { until, .. } = progress.shown else { panic!() };
    assert!(matches!(progress.shown(until - Duration::from_millis(1)), Shown::TypedCode { .. }));
    assert!(matches!(progress.shown(until), Shown::TypedCodeExpired));
}

#[test]
fn a_picture_that_cannot_be_read_is_no_refusal() {
    for message in ["data:image/png;base64,iVBO", "not yet"] {
        let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
        progress.take_qr(Ok(QrReply::Code(message.into())), LIVES);
        assert!(matches!(progress.shown, Shown::Failed(Failure::WrongReply { .. })), "{message}");
    }
}

#[test]
fn a_code_that_is_confirmed_keeps_its_age() {
    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    let mut take = |png: &str| {
        progress.take_qr(Ok(QrReply::Code(png.into())), LIVES);
        let Shown::Code(code) = &progress.shown else { panic!() };
        code.since
    };
    let first = take("iVBO");
    assert_eq!(take("iVBO"), first);
    assert!(take("iVBP") > first);
}

#[test]
fn a_query_confirms_a_code_until_it_has_run_out_or_changed() {
    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    progress.take_state(InstanceState::NotAuthorized);
    let asking = progress.clone();
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    let first = progress.clone();
    let now = Instant::now();
    assert!(!first.confirms(&asking, now));
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    assert!(progress.confirms(&first, now));
    assert!(!progress.confirms(&first, now + LIVES), "the code was shown as old");
    let told = progress.clone();
    progress.take_state(InstanceState::Starting);
    assert!(!progress.confirms(&told, now));
    progress.take_state(InstanceState::NotAuthorized);
    progress.take_qr(Ok(QrReply::Code("iVBP".into())), LIVES);
    assert!(!progress.confirms(&told, now));
}

#[test]
fn a_failed_query_is_repeated_when_the_server_wants_it_and_five_in_a_row_end_the_linking() {
    let refused = |seconds: Option<u64>| {
        let said = ErrorReply { status: 429, text: String::new() };
        Failure::RateLimited { retry_after: seconds.map(Duration::from_secs), said }
    };
    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    for (seconds, waits) in [(None, 5), (Some(1), 5), (Some(20), 20), (Some(3600), 60)] {
        progress.take_qr(Err(refused(seconds)), LIVES);
        assert_eq!((progress.wait(), progress.is_over()), (Duration::from_secs(waits), false));
        assert_eq!(progress.failed_query(), Some(&refused(seconds)));
    }
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    assert_eq!((progress.wait(), progress.failed_query()), (BETWEEN_QUERIES, None));
    for _ in 1..FAILURES_IN_A_ROW {
        progress.take_qr(Err(refused(None)), LIVES);
        assert!(matches!(progress.shown, Shown::Code(_)));
    }
    progress.take_qr(Err(refused(None)), LIVES);
    assert!(matches!(progress.shown, Shown::Failed(_)) && progress.failed_query().is_none());

    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    progress.state_failure = Some(refused(Some(30)));
    assert_eq!((progress.wait(), progress.failed_query()), (Duration::from_secs(30), Some(&refused(Some(30)))));
    progress.take_qr(Err(Failure::BadToken(ErrorReply { status: 401, text: String::new() })), LIVES);
    assert!(progress.is_over(), "it cannot pass");
}

#[test]
fn a_passkey_is_a_state_of_either_way_and_ends_by_the_state() {
    for way in [Way::Scan, Way::Type(79990001122)] {
        let mut progress = LinkProgress::new(way, Messenger::WhatsApp);
        progress.take_qr(Ok(QrReply::PasskeyRequired { message: String::new() }), LIVES);
        assert!(!progress.is_over() && (0..9).all(|look| !progress.asks_qr(look)));
        progress.take_state(InstanceState::NotAuthorized);
        assert!(matches!(progress.shown, Shown::Passkey { .. }));
        progress.take_state(InstanceState::Authorized);
        assert!(matches!(progress.shown, Shown::Linked));
    }
}

#[test]
fn a_phone_whose_account_is_suspended_or_blocked_is_linked() {
    for state in [InstanceState::Authorized, InstanceState::Suspended, InstanceState::Blocked] {
        for messenger in Messenger::ALL {
            let mut progress = LinkProgress::new(Way::Scan, messenger);
            progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
            progress.take_state(InstanceState::NotAuthorized);
            assert!(!progress.is_over() && !progress.was_seen());
            progress.take_state(state.clone());
            assert!(progress.is_over() && progress.was_seen(), "{state:?}");
        }
    }
}

#[test]
fn while_a_code_is_typed_qr_tells_of_a_passkey_alone() {
    let mut progress = LinkProgress::new(Way::Type(79990001122), Messenger::WhatsApp);
    progress.take_typed_code(Ok("ABCD1234".into()), LIVES);
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    progress.take_qr(Err(Failure::NothingListed), LIVES);
    assert!(matches!(progress.shown, Shown::TypedCode { .. }));
    assert_eq!((1..=8).filter(|look| progress.asks_qr(*look)).count(), 2);
}

#[test]
fn while_a_password_is_awaited_no_code_is_asked_for() {
    let mut progress = LinkProgress::new(Way::Scan, Messenger::Max);
    progress.take_qr(Ok(QrReply::PendingPassword), LIVES);
    progress.take_state(InstanceState::PendingPassword);
    assert!(!progress.asks_qr(1));
    progress.take_state(InstanceState::NotAuthorized);
    assert!(matches!(progress.shown, Shown::Asking) && progress.asks_qr(1));
}

#[test]
fn whatsapp_takes_no_password_and_goes_on_with_codes() {
    let mut progress = LinkProgress::new(Way::Scan, Messenger::WhatsApp);
    progress.take_qr(Ok(QrReply::PendingPassword), LIVES);
    progress.take_state(InstanceState::PendingPassword);
    assert!(matches!(progress.shown, Shown::Asking) && progress.asks_qr(1));
    progress.take_qr(Ok(QrReply::Code("iVBO".into())), LIVES);
    progress.take_state(InstanceState::PendingPassword);
    assert!(matches!(progress.shown, Shown::Code(_)));
}
