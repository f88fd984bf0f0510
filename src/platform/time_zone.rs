//! The variables `TZ` and `TZDIR`, which the library of time zones reads files by.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::store::ends_soon;

/// The link that names the zone where `TZ` does not.
const LOCAL: &str = "/etc/localtime";

/// Ignores a time zone that would keep the start waiting: the library reads to its end what `TZ` names, and all folders in
/// `TZDIR`.
///
/// Must be called while the process has one thread.
#[expect(unsafe_code, reason = "the environment is changed before there is another thread")]
pub fn ignore_endless_time_zone() {
    let zone = env::var_os("TZ").map(|zone| zone.to_string_lossy().trim_start_matches(':').to_owned());
    if let Some(folder) = env::var_os("TZDIR").map(PathBuf::from) {
        let local = || fs::read_link(LOCAL).unwrap_or_default().to_string_lossy().into_owned();
        let zone = zone.clone().unwrap_or_else(local);
        let name = zone.rsplit("zoneinfo/").next().unwrap_or_default();
        if !folder.join("UTC").is_file() || !ends_soon(&folder.join(name)) {
            unsafe { env::remove_var("TZDIR") };
        }
    }
    if zone.is_some_and(|zone| !ends_soon(Path::new(&zone))) {
        unsafe { env::remove_var("TZ") };
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::process::Command;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::store::scene::{is_scene, play};

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
        let test = "platform::time_zone::tests::a_time_zone_without_end_is_ignored";
        let offset = |zone: &Path, folder: &Path| play(test, &[("TZ", zone), ("TZDIR", folder)]);
        let colon = PathBuf::from(format!(":{}", path("pipe").display()));
        for zone in [path("pipe"), colon, "/dev/zero".into(), path("huge"), "Pipeland".into(), path("")] {
            assert!(offset(&zone, folder.path()).is_some(), "{}", zone.display());
        }
        let local = fs::read_link(LOCAL).unwrap_or_default();
        if let Some((_, name)) = local.to_string_lossy().rsplit_once("zoneinfo/") {
            fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            assert!(name == "UTC" || Command::new("mkfifo").arg(path(name)).status().unwrap().success());
            assert!(play(test, &[("TZDIR", folder.path())]).is_some(), "{name} without TZ");
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
