//! The variables `TZ` and `TZDIR`, which the library of time zones reads files by.

use std::env;
use std::path::Path;

use crate::store::ends_soon;

/// Ignores a time zone that would keep the start waiting: the library reads to its end what `TZ` names, and every folder
/// in `TZDIR`.
///
/// Must be called while the process has one thread.
#[expect(unsafe_code, reason = "the environment is changed before there is another thread")]
pub fn ignore_endless_time_zone() {
    let folder = env::var_os("TZDIR");
    let is_of_zones = |folder: &Path| folder.join("UTC").is_file();
    if folder.as_ref().is_some_and(|folder| !is_of_zones(folder.as_ref())) {
        unsafe { env::remove_var("TZDIR") };
    }
    let Some(zone) = env::var_os("TZ") else { return };
    let zone = zone.to_string_lossy();
    let name = Path::new(zone.strip_prefix(':').unwrap_or(&zone));
    if !ends_soon(name) || !ends_soon(&Path::new(&folder.unwrap_or_default()).join(name)) {
        unsafe { env::remove_var("TZ") };
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};
    use std::path::PathBuf;
    use std::process::Command;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::store::{is_scene, play};

    #[test]
    fn a_time_zone_without_end_is_ignored() {
        if is_scene() {
            ignore_endless_time_zone();
            print!("|{}|", TimeZone::system().to_offset(Timestamp::UNIX_EPOCH));
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for pipe in ["pipe", "Pipeland"] {
            assert!(Command::new("mkfifo").arg(path(pipe)).status().unwrap().success());
        }
        File::create(path("huge")).unwrap().set_len(4 << 30).unwrap();
        fs::write(path("UTC"), "").unwrap();
        let offset = |zone: &Path, folder: &Path| {
            let test = "platform::time_zone::tests::a_time_zone_without_end_is_ignored";
            play(test, &[("TZ", zone), ("TZDIR", folder)])
        };
        let colon = PathBuf::from(format!(":{}", path("pipe").display()));
        for zone in [path("pipe"), colon, "/dev/zero".into(), path("huge"), "Pipeland".into(), path("")] {
            assert!(offset(&zone, folder.path()).is_some(), "{}", zone.display());
        }
        // Those that end count.
        assert_eq!(offset(Path::new("MSK-3"), folder.path()).as_deref(), Some("+03"));
        let zones = Path::new("/usr/share/zoneinfo");
        if fs::copy(zones.join("Europe/Moscow"), path("own")).is_ok() {
            for zone in [path("own"), zones.join("Europe/Moscow"), "Europe/Moscow".into()] {
                assert_eq!(offset(&zone, zones).as_deref(), Some("+03"), "{}", zone.display());
                assert_eq!(offset(&zone, Path::new("/proc")).as_deref(), Some("+03"), "{}", zone.display());
            }
        }
    }
}
