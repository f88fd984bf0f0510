//! The doubts about a list, and every order of its checks and saves.

use proptest::prelude::*;

use super::*;
use crate::green_api::IdInstance;
use crate::work::pasted::read_many;

const TOKEN: &str = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
const OTHER: &str = "d75b3a66374942c5b3c019c698abc2067e151558acbd412346";

fn judged(text: &str) -> Vec<Candidate> {
    candidates(read_many(text).unwrap(), |id| match id.as_str() {
        "7103000001" => Some(Known::WithToken { name: "Sales".into() }),
        "7103000002" => Some(Known::WithoutToken { name: "Support".into() }),
        _ => None,
    })
}

/// Returns the doubts about each row of a table of ids, tokens and addresses, and whether it is wanted.
fn doubts(rows: &[&str]) -> Vec<(Vec<ListDoubt>, bool)> {
    let judged = judged(&format!("idInstance;token;apiUrl\n{}", rows.join("\n")));
    judged.into_iter().map(|candidate| (candidate.doubts.clone(), candidate.is_wanted())).collect()
}

#[test]
fn each_doubt_is_found() {
    let usual = |url: &str| crate::green_api::ApiUrl::parse(url).unwrap();
    let [foreign, media, other] = ["https://gate.example", "https://7103.media.greenapi.com", "7105.api.greenapi.com"];
    let rows = [
        format!("7103004512;{TOKEN};"),
        format!("7103004513;{TOKEN};https://7103.api.greenapi.com"),
        format!(";{TOKEN};"),
        format!("7,1E+09;{TOKEN};"),
        "7103004514;;".to_owned(),
        "7103004515;нет токена;".to_owned(),
        format!("8888004512;{TOKEN};"),
        format!("7103000001;{TOKEN};"),
        format!("7103000002;{TOKEN};"),
        format!("7103004516;{TOKEN};{foreign}"),
        format!("7103004517;{TOKEN};{media}"),
        format!("7103004518;{TOKEN};{other}"),
        format!("7103004519;{TOKEN};https://api.green-api.com"),
        format!("71030045;{TOKEN};"),
        "7103004520;short1;".to_owned(),
        format!("7103004521;{TOKEN};http://127.0.0.1:8080"),
    ];
    let found = doubts(&rows.each_ref().map(String::as_str));
    let expected = [
        (vec![], true),
        (vec![], true),
        (vec![ListDoubt::NoId], false),
        (vec![ListDoubt::UnreadableId], false),
        (vec![ListDoubt::NoToken], false),
        (vec![ListDoubt::UnreadableToken], false),
        (vec![ListDoubt::NoAddress], false),
        (vec![ListDoubt::Known(Known::WithToken { name: "Sales".into() })], false),
        (vec![ListDoubt::Known(Known::WithoutToken { name: "Support".into() })], true),
        (vec![ListDoubt::ForeignHost], false),
        (vec![ListDoubt::UnusableAddress], true),
        (vec![ListDoubt::OtherPool(usual("https://7103.api.greenapi.com"))], true),
        (vec![], true),
        (vec![ListDoubt::UnusualId], true),
        (vec![ListDoubt::UnusualToken], true),
        (vec![], true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_instance_that_is_listed_again_is_not_added_twice() {
    let rows = [
        format!("7103004512;{TOKEN};"),
        format!("7103004513;{TOKEN};"),
        format!("7103004512;{TOKEN};"),
        format!("7103004513;{OTHER};"),
    ];
    let found = doubts(&rows.each_ref().map(String::as_str));
    let expected = [
        (vec![], true),
        (vec![ListDoubt::OtherToken], false),
        (vec![ListDoubt::Duplicate], false),
        (vec![ListDoubt::OtherToken], false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_only_instance_of_a_list_with_another_token_is_doubted() {
    for label in ["новый apiTokenInstance", "NEW_API_TOKEN_INSTANCE"] {
        let found = judged(&format!("idInstance: 7103004512\napiTokenInstance: {TOKEN}\n{label}: {OTHER}"));
        assert_eq!(found[0].doubts, [ListDoubt::OtherToken], "{label}");
        assert!(!found[0].is_wanted());
    }
    // The other token is that of the other instance.
    let found = judged(&format!("7103004512 {TOKEN}\n7103004513\n{OTHER}"));
    assert!(found[0].doubts.is_empty());
}

#[test]
fn the_address_is_suggested_where_the_list_has_none() {
    let judged = judged(&format!("7103004512 {TOKEN}\n7103004513 {OTHER} https://7103.api.greenapi.com"));
    let found: Vec<_> = judged
        .iter()
        .map(|candidate| (candidate.api_url.clone().unwrap().as_str().to_owned(), candidate.origin))
        .collect();
    let url = "https://7103.api.greenapi.com".to_owned();
    assert_eq!(found, [(url.clone(), AddressOrigin::Suggested), (url, AddressOrigin::Listed)]);
    assert!(!format!("{judged:?}").contains(TOKEN));
    assert_eq!(judged[0].id_instance, Some(IdInstance::parse("7103004512").unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn eight_are_checked_at_once_one_is_saved_and_all_end(
        count in 0_usize..60,
        ends in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..400),
    ) {
        let mut adding: Adding<u8> = Adding::new(count);
        let mut open = Vec::new();
        let mut ends = ends.into_iter();
        while !adding.is_at_rest() {
            open.extend(std::iter::from_fn(|| adding.next_step()));
            let saving = open.iter().filter(|step| matches!(step, NextStep::Save(_))).count();
            prop_assert!(saving <= 1 && open.len() - saving <= MAX_CHECKS);
            prop_assert!(!open.is_empty(), "{:?}", adding.steps());
            let (at, is_good) = ends.next().map_or((0, true), |(at, is_good)| (at.index(open.len()), is_good));
            let outcome = if is_good { Ok(()) } else { Err(7) };
            match open.swap_remove(at) {
                NextStep::Check(row) => adding.on_checked(row, outcome),
                NextStep::Save(row) => adding.on_saved(row, outcome),
            }
        }
        prop_assert_eq!(adding.added() + adding.failed(), count);
        prop_assert_eq!(adding.next_step(), None);
        adding.retry(|_, _| Some(Retry::Save));
        prop_assert_eq!(adding.failed(), 0);
        adding.stop();
        prop_assert!(adding.is_at_rest());
    }
}

#[test]
fn what_is_being_saved_when_the_list_is_closed_is_saved() {
    let mut adding: Adding<()> = Adding::new(3);
    assert_eq!([adding.next_step(), adding.next_step(), adding.next_step()].map(|step| step.is_some()), [true; 3]);
    (0..2).for_each(|row| adding.on_checked(row, Ok(())));
    assert_eq!(adding.next_step(), Some(NextStep::Save(0)));
    adding.stop();
    assert!(!adding.is_at_rest());
    adding.on_checked(2, Ok(()));
    adding.on_saved(0, Ok(()));
    assert!(adding.is_at_rest());
    assert_eq!(adding.next_step(), None);
    assert_eq!(adding.steps(), [Step::Added, Step::Left, Step::Left]);
}

#[test]
fn a_keyring_that_refuses_is_not_asked_for_each() {
    let mut adding: Adding<&str> = Adding::new(4);
    while adding.next_step().is_some() {}
    (0..3).for_each(|row| adding.on_checked(row, Ok(())));
    assert_eq!(adding.next_step(), Some(NextStep::Save(0)));
    adding.on_saved(0, Err("locked"));
    adding.fail_unsaved(|| "locked");
    assert_eq!((adding.failed(), adding.next_step()), (3, None));
    adding.retry(|row, _| (row == 1).then_some(Retry::Save));
    assert_eq!(adding.next_step(), Some(NextStep::Save(1)));
}
