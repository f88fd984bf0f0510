//! The familiar names of token stores.

/// A token store by its own name. Names are the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VaultName {
    /// Windows.
    WindowsCredentialManager,
    /// macOS.
    MacKeychain,
    /// A Secret Service provided by gnome-keyring-daemon.
    GnomeKeyring,
    /// A Secret Service provided by KDE's wallet.
    KWallet,
    /// A Secret Service provided by KeePassXC.
    KeePassXc,
    /// A Secret Service provided by an unknown program, or not provided yet.
    SecretService,
    /// This program's memory instead of a store. The screen that shows it has its own text.
    Memory,
}

impl VaultName {
    /// Returns the name as text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WindowsCredentialManager => "Windows Credential Manager",
            Self::MacKeychain => "macOS Keychain",
            Self::GnomeKeyring => "GNOME Keyring",
            Self::KWallet => "KWallet",
            Self::KeePassXc => "KeePassXC",
            Self::SecretService => "Secret Service",
            Self::Memory => "memory",
        }
    }

    /// Returns the name for the process that provides the Secret Service, by its program name.
    #[cfg(any(test, all(unix, not(target_os = "macos"))))]
    pub(super) fn of_process(process: &str) -> Self {
        // Linux truncates a process name to 15 bytes: "gnome-keyring-d".
        if process.starts_with("gnome-keyring") {
            Self::GnomeKeyring
        } else if process.starts_with("kwalletd") || process.starts_with("ksecretd") {
            Self::KWallet
        } else if process.eq_ignore_ascii_case("keepassxc") {
            Self::KeePassXc
        } else {
            Self::SecretService
        }
    }
}

impl std::fmt::Display for VaultName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::VaultName;

    #[test]
    fn a_secret_service_is_named_by_the_program_behind_it() {
        for (process, name) in [
            ("gnome-keyring-d", "GNOME Keyring"),
            ("kwalletd5", "KWallet"),
            ("kwalletd6", "KWallet"),
            ("ksecretd", "KWallet"),
            ("keepassxc", "KeePassXC"),
            ("oo7-daemon", "Secret Service"),
            ("", "Secret Service"),
        ] {
            assert_eq!(VaultName::of_process(process).to_string(), name, "{process}");
        }
    }
}
