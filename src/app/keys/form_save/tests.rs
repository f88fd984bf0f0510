//! The token that a failed save puts back.

use super::*;
use crate::app::tests::Bench;

/// Begins to save a new token for an instance with this one, and returns the save when the token is written.
fn written(bench: &mut Bench, key: InstanceKey, before: TokenState, token: &ApiToken) -> Save {
    let instance = bench.app.model.instance_mut(key).unwrap();
    instance.token = before;
    let record = instance.record.clone();
    bench.app.start_save(FormMode::Edit(key), AfterForm::OpenInstance, Some(token.clone()), record, None);
    bench.app.keys.saves.drain().next().unwrap().1
}

/// Unlocking the keyring for the write makes the program read the tokens that were locked.
#[test]
fn a_token_that_was_read_after_the_save_wrote_it_is_not_the_previous_one() {
    let (mut bench, key) = Bench::with_instance();
    let token = ApiToken::parse(&"7".repeat(50)).unwrap();
    let save = written(&mut bench, key, TokenState::Unreadable(VaultFailure::Locked), &token);
    bench.app.model.instance_mut(key).unwrap().token = TokenState::Ready(token);
    let what = Text::new("trouble-token-not-back").with("name", "Sales");
    bench.app.store_failed(save, Text::new("form-not-saved"));
    assert_eq!(bench.app.model.lasting_notices[0].what, what);
}

#[test]
fn a_write_that_ends_late_keeps_the_token_that_a_later_save_has_stored() {
    let old = || TokenState::Ready(ApiToken::parse(&"8".repeat(50)).unwrap());
    for before in [TokenState::Missing, old(), TokenState::Unreadable(VaultFailure::NoAnswer)] {
        let (mut bench, key) = Bench::with_instance();
        let token = ApiToken::parse(&"7".repeat(50)).unwrap();
        let save = written(&mut bench, key, before, &token);
        bench.app.model.instance_mut(key).unwrap().token = TokenState::Ready(token.clone());
        bench.app.store_failed(Save { given_up: true, ..save }, Text::new("form-not-saved"));
        bench.until_it_may_close();
        let id = bench.app.model.instances[0].id();
        assert_eq!(bench.app.keys.keyring.read(id).unwrap().unwrap().expose(), token.expose());
        assert!(bench.app.model.lasting_notices.is_empty());
    }
}
