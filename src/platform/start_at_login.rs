//! Starting the program when the user logs in to the computer. The system's own record is the only one: the user may
//! change it there too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, io};

/// The flag of a start without a window in sight.
const IN_BACKGROUND: &str = "--in-background";

/// The record of the system that starts this program at login.
#[derive(Debug, Clone)]
pub struct StartAtLogin {
    record: record::Record,
    /// The program and its arguments.
    command: Vec<String>,
}

impl StartAtLogin {
    /// Returns the record of this user. `None` where the system does not start this program, or where its path is not
    /// text.
    pub fn of_user(data_dir: Option<&Path>) -> Option<Self> {
        // A Flatpak may not write the record.
        let record = record::Record::of_user().filter(|_| env::var_os("FLATPAK_ID").is_none())?;
        // The program of an AppImage has another path at each start.
        let program = env::var_os("APPIMAGE").map(PathBuf::from).or_else(|| env::current_exe().ok())?;
        Self::new(record, &program, data_dir)
    }

    fn new(record: record::Record, program: &Path, data_dir: Option<&Path>) -> Option<Self> {
        let data_dir = data_dir.map(|dir| [OsString::from("--data-dir"), dir.into()]);
        let all = [program.into(), OsString::from(IN_BACKGROUND)].into_iter().chain(data_dir.into_iter().flatten());
        let command = all.map(OsString::into_string).collect::<Result<_, _>>().ok()?;
        Some(Self { record, command })
    }

    /// Whether the system starts the program.
    pub fn is_on(&self) -> io::Result<bool> {
        self.record.is_there()
    }

    pub fn turn_on(&self) -> io::Result<()> {
        self.record.write(&self.command)
    }

    pub fn turn_off(&self) -> io::Result<()> {
        if self.is_on()? { self.record.remove() } else { Ok(()) }
    }
}

/// A file in a folder of the user: an autostart entry on Linux, a launch agent on macOS.
#[cfg(unix)]
mod record {
    use std::fs::{self, File};
    use std::io::{self, Write as _};
    use std::path::PathBuf;

    use directories::BaseDirs;

    use crate::store::{create_private_dir, make_private, must_be_file, open_unleased, private};

    #[derive(Debug, Clone)]
    pub(super) struct Record(pub PathBuf);

    impl Record {
        pub fn of_user() -> Option<Self> {
            let user = BaseDirs::new()?;
            #[cfg(target_os = "macos")]
            let file = user.home_dir().join("Library/LaunchAgents/instance-desk.plist");
            #[cfg(not(target_os = "macos"))]
            let file = user.config_dir().join("autostart/instance-desk.desktop");
            Some(Self(file))
        }

        pub fn is_there(&self) -> io::Result<bool> {
            self.0.try_exists()
        }

        pub fn write(&self, command: &[String]) -> io::Result<()> {
            self.0.parent().map_or(Ok(()), create_private_dir)?;
            must_be_file(&self.0)?;
            let mut options = File::options();
            let mut file = open_unleased(private(options.write(true).create(true).truncate(true)), &self.0)?;
            make_private(&file);
            file.write_all(text(command).as_bytes())
        }

        pub fn remove(&self) -> io::Result<()> {
            fs::remove_file(&self.0)
        }
    }

    /// Returns the entry that starts this command:
    /// <https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html>.
    #[cfg(not(target_os = "macos"))]
    fn text(command: &[String]) -> String {
        let words: Vec<String> = command.iter().map(|word| quoted(word)).collect();
        format!(
            "[Desktop Entry]\nType=Application\nName=Instance Desk\nIcon=instance-desk\nExec={}\nTerminal=false\n",
            words.join(" ")
        )
    }

    #[cfg(not(target_os = "macos"))]
    fn quoted(word: &str) -> String {
        let mut quoted = String::from("\"");
        for letter in word.chars() {
            match letter {
                // Escaped for the quotes, and the backslashes again for the value of the key.
                '"' | '`' | '$' => quoted.extend(['\\', '\\', letter]),
                '\\' => quoted.push_str(r"\\\\"),
                '%' => quoted.push_str("%%"),
                letter => quoted.push(letter),
            }
        }
        quoted.push('"');
        quoted
    }

    /// Returns the launch agent that starts this command: launchd.plist(5).
    #[cfg(target_os = "macos")]
    fn text(command: &[String]) -> String {
        let escaped = |word: &String| word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let words: String = command.iter().map(|word| format!("<string>{}</string>", escaped(word))).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n<key>Label</key>\
             <string>instance-desk</string>\n<key>ProgramArguments</key><array>{words}</array>\n<key>RunAtLoad</key>\
             <true/>\n</dict></plist>\n"
        )
    }
}

/// A value of the registry.
#[cfg(windows)]
mod record {
    use std::io;

    use windows_registry::CURRENT_USER;

    const KEY: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
    const NAME: &str = "Instance Desk";

    #[derive(Debug, Clone)]
    pub(super) struct Record;

    impl Record {
        pub fn of_user() -> Option<Self> {
            Some(Self)
        }

        pub fn is_there(&self) -> io::Result<bool> {
            // A value that is missing is an error too, and Windows starts nothing then.
            Ok(CURRENT_USER.open(KEY).and_then(|key| key.get_string(NAME)).is_ok())
        }

        pub fn write(&self, command: &[String]) -> io::Result<()> {
            // A path of Windows contains no quotation mark.
            let words: Vec<String> = command.iter().map(|word| format!("\"{word}\"")).collect();
            Ok(CURRENT_USER.create(KEY)?.set_string(NAME, words.join(" "))?)
        }

        pub fn remove(&self) -> io::Result<()> {
            Ok(CURRENT_USER.create(KEY)?.remove_value(NAME)?)
        }
    }
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;
    use crate::store::scene::{is_scene, play};

    #[test]
    fn the_entry_starts_the_program_hidden_whatever_its_path_contains() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("autostart/instance-desk.desktop");
        let record = record::Record(file.clone());
        let login = StartAtLogin::new(record, Path::new(r#"/opt/a "b"/100% $x\y"#), Some(Path::new("/d e"))).unwrap();
        assert!(!login.is_on().unwrap());
        login.turn_off().unwrap();
        login.turn_on().unwrap();
        assert!(login.is_on().unwrap());
        let text = std::fs::read_to_string(&file).unwrap();
        let exec = r#"Exec="/opt/a \\"b\\"/100%% \\$x\\\\y" "--in-background" "--data-dir" "/d e""#;
        assert!(text.lines().any(|line| line == exec), "{text}");
        login.turn_off().unwrap();
        assert!(!login.is_on().unwrap());
    }

    #[test]
    fn only_this_user_may_read_a_new_entry_and_one_that_is_written_again() {
        use std::fs::{Permissions, set_permissions};
        use std::os::unix::fs::PermissionsExt;
        if !is_scene() {
            let test = "only_this_user_may_read_a_new_entry_and_one_that_is_written_again";
            let said = play(&format!("platform::start_at_login::tests::{test}"), &[]);
            assert_eq!(said.as_deref(), Some("600 600"));
            return;
        }
        rustix::process::umask(rustix::fs::Mode::empty());
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("entry");
        let login = StartAtLogin::new(record::Record(file.clone()), Path::new("/opt/desk"), None).unwrap();
        let modes = [(); 2].map(|()| {
            login.turn_on().unwrap();
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
            mode
        });
        print!("|{:o} {:o}|", modes[0], modes[1]);
    }
}
