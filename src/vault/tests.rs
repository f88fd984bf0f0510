//! Tests of the vault with the keyring library's mock, which fails on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use keyring_core::{CredentialStore, Entry, Error, mock};

use super::system::{Keyring, SystemVault};
use super::{Vault, VaultFailure, VaultName, VaultScope};
use crate::green_api::{ApiToken, Detail, IdInstance};

const CANARY: &str = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee0042";

fn id(digits: &str) -> IdInstance {
    IdInstance::parse(digits).unwrap()
}

fn sales() -> IdInstance {
    id("7103004512")
}

fn token() -> ApiToken {
    ApiToken::parse(CANARY).unwrap()
}

fn system(keyring: Keyring) -> Vault {
    Vault::System(SystemVault::with(VaultScope::of_user(), keyring))
}

/// A vault over a mock keyring, with a switch that locks it, one that removes it, and a count of connections.
struct Bench {
    vault: Vault,
    store: Arc<CredentialStore>,
    locked: Arc<AtomicBool>,
    absent: Arc<AtomicBool>,
    opened: Arc<AtomicUsize>,
}

impl Bench {
    fn new() -> Self {
        let store: Arc<CredentialStore> = mock::Store::new().unwrap();
        let locked = Arc::new(AtomicBool::new(false));
        let absent = Arc::new(AtomicBool::new(false));
        let opened = Arc::new(AtomicUsize::new(0));
        let open = {
            let (store, absent, opened) = (store.clone(), absent.clone(), opened.clone());
            move || {
                opened.fetch_add(1, Ordering::SeqCst);
                if absent.load(Ordering::SeqCst) {
                    return Err(Error::NoDefaultStore);
                }
                Ok(store.clone())
            }
        };
        let is_locked = locked.clone();
        let refuse = move || if is_locked.load(Ordering::SeqCst) { Err(VaultFailure::Locked) } else { Ok(()) };
        let (refuse_if_locked, refuse_if_hidden) = (Box::new(refuse.clone()), Box::new(refuse));
        let vault = system(Keyring { refuse_if_locked, refuse_if_hidden, ..Keyring::over(open) });
        Self { vault, store, locked, absent, opened }
    }

    fn entry(&self, user: &str) -> Entry {
        self.store.build("instance-desk", user, None).unwrap()
    }

    fn fail_next(&self, user: &str, error: Error) {
        let entry = self.entry(user);
        let credential: &mock::Cred = entry.as_any().downcast_ref().unwrap();
        credential.set_error(error);
    }
}

fn exposed(outcome: Result<Option<ApiToken>, VaultFailure>) -> Option<String> {
    outcome.unwrap().map(|token| token.expose().to_owned())
}

#[test]
fn a_token_is_kept_read_replaced_and_deleted() {
    for vault in [Bench::new().vault, Vault::memory()] {
        assert_eq!(exposed(vault.read(&sales())), None);
        vault.write(&sales(), &token()).unwrap();
        assert_eq!(exposed(vault.clone().read(&sales())).as_deref(), Some(CANARY));
        assert_eq!(exposed(vault.read(&id("1101822940"))), None);
        vault.write(&sales(), &ApiToken::parse("another").unwrap()).unwrap();
        assert_eq!(exposed(vault.read(&sales())).as_deref(), Some("another"));
        vault.delete(&sales()).unwrap();
        assert_eq!(exposed(vault.read(&sales())), None);
        assert_eq!(vault.delete(&sales()), Ok(()), "a missing entry counts as deleted");
        assert_eq!(vault.probe(), Ok(()));
    }
}

#[test]
fn entries_are_listed_under_the_programs_name_and_the_id_instance() {
    let bench = Bench::new();
    bench.vault.write(&sales(), &token()).unwrap();
    assert_eq!(bench.entry("7103004512").get_password().unwrap(), CANARY);
}

#[test]
fn every_error_of_the_keyring_has_its_failure_and_none_means_no_token() {
    let cause = |words: &str| -> Box<dyn std::error::Error + Send + Sync> { words.into() };
    let cases = [
        (Error::NoStorageAccess(cause("closed")), VaultFailure::Locked),
        (Error::NoDefaultStore, VaultFailure::Absent),
        (Error::BadEncoding(CANARY.as_bytes().to_vec()), VaultFailure::Unreadable),
        (Error::BadDataFormat(CANARY.as_bytes().to_vec(), cause(CANARY)), VaultFailure::Unreadable),
        (Error::TooLong("password".into(), 12), VaultFailure::TooLong),
        (Error::Ambiguous(Vec::new()), VaultFailure::Ambiguous),
        (
            Error::PlatformFailure(cause("the disk is on fire")),
            VaultFailure::Other { detail: Detail::words("the disk is on fire") },
        ),
        (
            Error::BadStoreFormat("torn".into()),
            VaultFailure::Other { detail: Detail::words("Store data is malformed: torn") },
        ),
        (
            Error::Invalid("user".into(), "empty".into()),
            VaultFailure::Other { detail: Detail::words("Value of 'user' is invalid: empty") },
        ),
        (
            Error::NotSupportedByStore("search".into()),
            VaultFailure::Other { detail: Detail::words("Unsupported: search") },
        ),
    ];
    for (error, failure) in cases {
        let bench = Bench::new();
        bench.vault.write(&sales(), &token()).unwrap();
        // Uses a new connection each time, because a call over a kept one is repeated.
        let store = bench.store.clone();
        let bench = Bench { vault: system(Keyring::over(move || Ok(store.clone()))), ..bench };
        bench.fail_next("7103004512", error);
        let outcome = bench.vault.read(&sales());
        assert!(!format!("{outcome:?}").contains(CANARY), "{outcome:?}");
        assert_eq!(outcome.unwrap_err(), failure);
        assert_eq!(
            exposed(bench.vault.read(&sales())).as_deref(),
            Some(CANARY),
            "the token is still there after {failure:?}, and a retry finds it"
        );
    }
}

#[test]
fn a_token_in_the_keyrings_words_is_masked() {
    crate::green_api::redact::register(&token());
    let failure = VaultFailure::from_keyring(&Error::Invalid("password".into(), CANARY.into()));
    assert!(!format!("{failure:?} {failure}").contains(CANARY), "{failure}");
}

#[test]
fn an_entry_that_is_no_token_is_unreadable_not_missing() {
    let bench = Bench::new();
    bench.entry("7103004512").set_password("two words").unwrap();
    assert_eq!(bench.vault.read(&sales()).unwrap_err(), VaultFailure::Unreadable);
    bench.entry("7103004512").set_secret(&[0xff, 0xfe]).unwrap();
    assert_eq!(bench.vault.read(&sales()).unwrap_err(), VaultFailure::Unreadable);
}

#[test]
fn no_entry_in_a_locked_keyring_is_no_answer() {
    let bench = Bench::new();
    bench.locked.store(true, Ordering::SeqCst);
    assert_eq!(bench.vault.read(&sales()).unwrap_err(), VaultFailure::Locked);
    assert_eq!(bench.vault.delete(&sales()).unwrap_err(), VaultFailure::Locked);
    assert_eq!(bench.vault.probe().unwrap_err(), VaultFailure::Locked);
    bench.locked.store(false, Ordering::SeqCst);
    assert_eq!(exposed(bench.vault.read(&sales())), None);
}

#[test]
fn a_keyring_that_comes_later_is_found_by_a_retry() {
    let bench = Bench::new();
    bench.absent.store(true, Ordering::SeqCst);
    assert_eq!(bench.vault.probe().unwrap_err(), VaultFailure::Absent);
    assert_eq!(bench.vault.write(&sales(), &token()).unwrap_err(), VaultFailure::Absent);
    bench.absent.store(false, Ordering::SeqCst);
    bench.vault.write(&sales(), &token()).unwrap();
}

#[test]
fn one_connection_is_kept_until_it_fails_and_then_made_anew_once() {
    let bench = Bench::new();
    for _ in 0..3 {
        bench.vault.read(&sales()).unwrap();
    }
    assert_eq!(bench.opened.load(Ordering::SeqCst), 1);
    bench.fail_next("7103004512", Error::PlatformFailure("restarted".into()));
    assert_eq!(exposed(bench.vault.read(&sales())), None, "tried again by itself");
    assert_eq!(bench.opened.load(Ordering::SeqCst), 2);
}

#[test]
fn a_refusal_where_no_program_keeps_the_entries_is_not_asked_about_twice() {
    let (store, opened): (Arc<CredentialStore>, _) = (mock::Store::new().unwrap(), Arc::new(AtomicUsize::new(0)));
    let (opening, kept) = (opened.clone(), store.clone());
    let open = move || {
        opening.fetch_add(1, Ordering::SeqCst);
        Ok(kept.clone())
    };
    let vault = system(Keyring { can_restart: false, ..Keyring::over(open) });
    vault.write(&sales(), &token()).unwrap();
    let entry = store.build("instance-desk", "7103004512", None).unwrap();
    let credential: &mock::Cred = entry.as_any().downcast_ref().unwrap();
    credential.set_error(Error::PlatformFailure("the user pressed Deny".into()));
    assert!(matches!(vault.read(&sales()), Err(VaultFailure::Other { .. })));
    assert_eq!(opened.load(Ordering::SeqCst), 1);
}

#[test]
fn the_systems_own_refusals_have_their_failures() {
    // errSecDuplicateItem: the library adds an entry that it was not allowed to find.
    assert_eq!(VaultFailure::of_keychain(-25299), Some(VaultFailure::Denied));
    assert_eq!(VaultFailure::of_keychain(-128), Some(VaultFailure::Denied));
    // errSecInDarkWake: the Mac sleeps.
    assert_eq!(VaultFailure::of_keychain(-25320), Some(VaultFailure::Locked));
    assert_eq!(VaultFailure::of_keychain(-25307), Some(VaultFailure::Absent));
    assert_eq!(VaultFailure::of_keychain(-50), None);
    let policy = "Windows ERROR_NO_SUCH_LOGON_SESSION";
    assert_eq!(VaultFailure::of_windows(policy), Some(VaultFailure::Forbidden));
    assert_eq!(VaultFailure::of_windows("Windows error code 5"), None);
}

/// Returns vaults over one keyring: the user's own, and one for each folder.
fn scoped<const N: usize>(folders: [&str; N]) -> (Vault, [Vault; N]) {
    let store: Arc<CredentialStore> = mock::Store::new().unwrap();
    let vault = |scope| {
        let store = store.clone();
        Vault::System(SystemVault::with(scope, Keyring::over(move || Ok(store.clone()))))
    };
    let of_folder = |folder| vault(VaultScope::of_folder(std::path::Path::new(folder)));
    (vault(VaultScope::of_user()), folders.map(of_folder))
}

#[test]
fn a_folder_neither_sees_nor_deletes_the_token_of_another() {
    let (user, [scratch, other]) = scoped(["/scratch", "/other"]);
    scratch.write(&sales(), &token()).unwrap();
    assert_eq!(exposed(user.read(&sales())), None);
    assert_eq!(exposed(other.read(&sales())), None);
    user.write(&sales(), &ApiToken::parse("own").unwrap()).unwrap();
    scratch.delete(&sales()).unwrap();
    assert_eq!(exposed(user.read(&sales())).as_deref(), Some("own"));
}

#[cfg(unix)]
#[test]
fn folders_whose_names_differ_in_bytes_that_are_no_text_are_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = |name: &[u8]| VaultScope::of_folder(std::path::Path::new(OsStr::from_bytes(name)));
    let names: [&[u8]; 4] = [b"/desk\xff", b"/desk\xfe", "/desk\u{fffd}".as_bytes(), br"/desk\xFF"];
    let services: std::collections::BTreeSet<String> = names.iter().map(|name| folder(name).service).collect();
    assert_eq!(services.len(), names.len(), "{services:?}");
}

#[test]
fn twenty_instances_that_are_read_one_after_another_prompt_once() {
    let prompts = Arc::new(AtomicUsize::new(0));
    let opening = prompts.clone();
    let vault = system(Keyring::over(move || {
        opening.fetch_add(1, Ordering::SeqCst);
        Err(Error::NoStorageAccess("dismissed".into()))
    }));
    let start = Instant::now();
    // A check without a prompt is no answer of the user.
    assert_eq!(vault.probe(), Err(VaultFailure::Locked));
    for _ in 0..20 {
        assert_eq!(vault.read_wanted_at(&sales(), start).unwrap_err(), VaultFailure::Locked);
    }
    assert_eq!(prompts.load(Ordering::SeqCst), 2);
    assert_eq!(vault.read(&sales()).unwrap_err(), VaultFailure::Locked, "the user tries again");
    assert_eq!(prompts.load(Ordering::SeqCst), 3);
}

#[test]
fn who_waits_at_a_prompt_shares_its_refusal_and_who_comes_later_asks_again() {
    let prompts = Arc::new(AtomicUsize::new(0));
    let opening = prompts.clone();
    let vault = SystemVault::with(
        VaultScope::of_user(),
        Keyring::over(move || {
            opening.fetch_add(1, Ordering::SeqCst);
            Err(Error::NoStorageAccess("dismissed".into()))
        }),
    );
    // The calls come together; the first has the prompt, and the others get their turn once it is dismissed.
    let together = Instant::now();
    for _ in 0..5 {
        let outcome = vault.read(&sales(), together);
        assert_eq!(outcome.unwrap_err(), VaultFailure::Locked);
    }
    assert_eq!(prompts.load(Ordering::SeqCst), 1);
    assert_eq!(vault.probe(), Err(VaultFailure::Locked));
    assert_eq!(prompts.load(Ordering::SeqCst), 2);
}

/// Returns a vault over a keyring whose first call never comes back, a receiver of that call, and the number of restarts.
fn hanging(limit: Duration) -> (Vault, mpsc::Receiver<()>, Arc<AtomicUsize>) {
    let store: Arc<CredentialStore> = mock::Store::new().unwrap();
    let (calls, restarts) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let (sender, hangs) = mpsc::sync_channel(1);
    let open = move || {
        if calls.fetch_add(1, Ordering::SeqCst) == 0 {
            sender.send(()).unwrap();
            loop {
                std::thread::park();
            }
        }
        Ok(store.clone())
    };
    let owner = {
        let restarts = restarts.clone();
        Box::new(move || Some(restarts.load(Ordering::SeqCst).to_string()))
    };
    let keyring = Keyring { owner, poll: Duration::from_millis(1), limit, ..Keyring::over(open) };
    (system(keyring), hangs, restarts)
}

#[test]
fn a_keyring_that_dies_at_its_prompt_is_followed_by_the_one_that_takes_over() {
    let (vault, hangs, restarts) = hanging(Duration::from_secs(600));
    let (sender, answer) = mpsc::channel();
    std::thread::spawn(move || sender.send(vault.write(&sales(), &token()).map(|()| exposed(vault.read(&sales())))));
    hangs.recv().unwrap();
    restarts.fetch_add(1, Ordering::SeqCst);
    let read = answer.recv_timeout(Duration::from_secs(60)).expect("the call waits for ever");
    assert_eq!(read, Ok(Some(CANARY.to_owned())));
}

#[test]
fn a_keyring_that_never_answers_is_given_up_and_the_next_call_asks_again() {
    let (vault, _hangs, _) = hanging(Duration::from_secs(1));
    let start = Instant::now();
    assert_eq!(vault.probe(), Err(VaultFailure::NoAnswer));
    assert_eq!(vault.read_wanted_at(&sales(), start).unwrap_err(), VaultFailure::NoAnswer, "it waited as long");
    assert_eq!(vault.probe(), Ok(()));
}

#[test]
fn a_bus_that_is_silent_even_about_the_owner_is_given_up() {
    let store: Arc<CredentialStore> = mock::Store::new().unwrap();
    let is_silent = Arc::new(AtomicBool::new(true));
    let owner = {
        let is_silent = is_silent.clone();
        move || {
            while is_silent.load(Ordering::SeqCst) {
                std::thread::park();
            }
            None
        }
    };
    let limit = Duration::from_millis(50);
    let keyring = Keyring {
        owner: Box::new(owner),
        poll: Duration::from_millis(1),
        limit,
        ..Keyring::over(move || Ok(store.clone()))
    };
    let vault = system(keyring);
    let (sender, answer) = mpsc::channel();
    let asking = vault.clone();
    std::thread::spawn(move || sender.send(asking.probe()));
    let probed = answer.recv_timeout(Duration::from_secs(60)).expect("the call waits for ever");
    assert_eq!(probed, Err(VaultFailure::NoAnswer));
    is_silent.store(false, Ordering::SeqCst);
    assert_eq!(vault.probe(), Ok(()));
}

#[test]
fn a_session_only_vault_says_so_and_shows_no_token() {
    let memory = Vault::memory();
    memory.write(&sales(), &token()).unwrap();
    assert_eq!(memory.name(), VaultName::Memory);
    assert!(!format!("{memory:?}").contains(CANARY));
}
