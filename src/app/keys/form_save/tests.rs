//! The token that a failed save puts back.

use super::*;
use crate::app::tests::Bench;

/// Unlocking the keyring for the write makes the program read the tokens that were locked.
#[test]
fn a_token_that_was_read_after_the_save_wrote_it_is_not_the_previous_one() {
    let (mut bench, key) = Bench::with_instance();
    let instance = bench.app.model.instance_mut(key).unwrap();
    instance.token = TokenState::Unreadable(VaultFailure::Locked);
    let (record, token) = (instance.record.clone(), ApiToken::parse(&"7".repeat(50)).unwrap());
    bench.app.start_save(FormMode::Edit(key), AfterForm::OpenInstance, Some(token.clone()), record, None);
    let (_, save) = bench.app.keys.saves.drain().next().unwrap();
    bench.app.model.instance_mut(key).unwrap().token = TokenState::Ready(token);
    let what = Text::new("trouble-token-not-back").with("name", "Sales");
    bench.app.store_failed(save, Text::new("form-not-saved"));
    assert_eq!(bench.app.model.lasting_notices[0].what, what);
}
