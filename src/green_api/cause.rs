//! The causes of failures that the system and the libraries report.

use std::error::Error;
use std::io::{self, ErrorKind};

use rustls::CertificateError;

/// A cause that has words in every language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// Nothing listens at the address and port.
    Refused,
    /// The connection ended early.
    Closed,
    /// No route leads to the address, or there is no network.
    Unreachable,
    TimedOut,
    /// The name of a computer could not be resolved.
    NameNotFound,
    /// The answer is not HTTP.
    NotHttp,
    /// The answer began as HTTP, and its rest breaks the rules of HTTP.
    Garbled,
    CertificateExpired,
    CertificateNotYetValid,
    /// Its issuer is not trusted.
    CertificateUnknown,
    /// It is valid for other names.
    CertificateOfOther,
    CertificateBad,
    /// The other end does not speak TLS, or no version that both know.
    NotEncrypted,
    AccessDenied,
    /// A file or a folder is missing.
    NotFound,
    DiskFull,
    /// Over the limit of the file system or of the user for one file.
    FileTooLarge,
    ReadOnly,
    InUse,
    TooManyFiles,
    OutOfMemory,
    /// The drive or its driver failed.
    Device,
    /// A drive of the network does not answer.
    NetworkDrive,
    /// The content is not text.
    NotText,
    /// The file system does not accept the name, or the path is too long.
    BadName,
    /// A folder or a device in the place of a file, or a file in the place of a folder.
    WrongKind,
    /// There are symbolic links in a circle, or a long chain of them.
    TooManyLinks,
    CannotOpen,
    /// A service of the desktop failed.
    Service,
    /// Known by its words alone.
    Unknown,
}

impl Cause {
    /// Returns the cause of an error: the innermost one that is known.
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        let (mut found, mut next) = (Self::Unknown, Some(error));
        while let Some(error) = next {
            let cause = match error.downcast_ref::<io::Error>() {
                Some(error) => Self::of_any_io(error),
                None => error.downcast_ref().map_or_else(|| Self::of_words(&error.to_string()), Self::of_tls),
            };
            if cause != Self::Unknown {
                found = cause;
            }
            next = error.source();
        }
        found
    }

    /// Returns the cause of an error of a file. A connection that failed is then that of a network drive.
    pub fn of_io(error: &io::Error) -> Self {
        match Self::of_any_io(error) {
            Self::Refused | Self::Closed | Self::Unreachable | Self::TimedOut => Self::NetworkDrive,
            Self::Unknown if error.kind() == ErrorKind::InvalidData => Self::NotText,
            cause => cause,
        }
    }

    /// Returns the cause of an error of a file or of the network.
    fn of_any_io(error: &io::Error) -> Self {
        // `source` passes over the error that an `io::Error` carries.
        let carried = error.get_ref().map(|carried| Self::of(carried)).filter(|cause| *cause != Self::Unknown);
        let of_number = || error.raw_os_error().map(Self::of_number).filter(|cause| *cause != Self::Unknown);
        carried.or_else(of_number).unwrap_or_else(|| Self::of_kind(error.kind()))
    }

    fn of_kind(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected
            | ErrorKind::UnexpectedEof => Self::Closed,
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable => Self::Unreachable,
            ErrorKind::TimedOut => Self::TimedOut,
            ErrorKind::PermissionDenied => Self::AccessDenied,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::FileTooLarge => Self::FileTooLarge,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::InUse,
            ErrorKind::OutOfMemory => Self::OutOfMemory,
            ErrorKind::StaleNetworkFileHandle => Self::NetworkDrive,
            ErrorKind::InvalidFilename => Self::BadName,
            ErrorKind::IsADirectory | ErrorKind::NotADirectory => Self::WrongKind,
            // Kinds without a cause of their own.
            _ => Self::Unknown,
        }
    }

    /// Returns the cause of a number of the system that has no kind in the standard library.
    #[cfg(unix)]
    fn of_number(number: i32) -> Self {
        use rustix::io::Errno;
        match Errno::from_raw_os_error(number) {
            Errno::IO | Errno::NXIO => Self::Device,
            Errno::MFILE | Errno::NFILE => Self::TooManyFiles,
            Errno::HOSTDOWN => Self::Unreachable,
            Errno::LOOP => Self::TooManyLinks,
            _ => Self::Unknown,
        }
    }

    /// Returns the cause of a number of Windows (learn.microsoft.com/windows/win32/debug/system-error-codes).
    #[cfg(windows)]
    fn of_number(number: i32) -> Self {
        match number {
            4 => Self::TooManyFiles,
            21 | 23 | 27 | 1117 => Self::Device,
            32 | 33 => Self::InUse,
            53 | 59 | 64 | 67 => Self::NetworkDrive,
            _ => Self::Unknown,
        }
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(error) => match error {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::CertificateExpired,
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                    Self::CertificateNotYetValid
                }
                CertificateError::UnknownIssuer => Self::CertificateUnknown,
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                    Self::CertificateOfOther
                }
                // That of a certificate which a server has signed for itself.
                CertificateError::Other(other) if other.to_string() == "CaUsedAsEndEntity" => Self::CertificateUnknown,
                _ => Self::CertificateBad,
            },
            _ => Self::NotEncrypted,
        }
    }

    /// Returns the cause of an error of which only the words are known. They are those of the libraries, which have no
    /// public types for it, and `(os error 111)`, which the standard library adds.
    pub fn of_words(words: &str) -> Self {
        const KNOWN: [(&str, Cause); 25] = [
            ("dns error", Cause::NameNotFound),
            ("could not resolve", Cause::NameNotFound),
            ("error resolving", Cause::NameNotFound),
            ("invalid dns name", Cause::NameNotFound),
            ("invalid http", Cause::NotHttp),
            ("http version parsed", Cause::NotHttp),
            ("message head is too large", Cause::NotHttp),
            ("invalid chunk", Cause::Garbled),
            ("chunk extensions", Cause::Garbled),
            ("chunk trailers", Cause::Garbled),
            ("invalid trailer", Cause::Garbled),
            ("invalid header", Cause::Garbled),
            ("partial header", Cause::Garbled),
            ("unexpected message from connection", Cause::Garbled),
            ("connection closed", Cause::Closed),
            ("peer closed connection", Cause::Closed),
            ("unexpected eof", Cause::Closed),
            ("unexpected end of file", Cause::Closed),
            ("connection error", Cause::Closed),
            ("stream error", Cause::Closed),
            ("disk i/o error", Cause::Device),
            ("unable to open database", Cause::CannotOpen),
            ("out of memory", Cause::OutOfMemory),
            ("timed out", Cause::TimedOut),
            ("org.freedesktop.dbus.error", Cause::Service),
        ];
        let words = words.to_ascii_lowercase();
        if let Some(number) = words.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok())
        {
            return Self::of_any_io(&io::Error::from_raw_os_error(number));
        }
        let known = KNOWN.iter().find(|(part, _)| words.contains(part));
        known.map_or(Self::Unknown, |(_, cause)| *cause)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// An error around another one, as libraries have it.
    #[derive(Debug, thiserror::Error)]
    #[error("connection error")]
    struct Outer(#[source] io::Error);

    #[test]
    fn the_innermost_known_cause_counts() {
        let refused = || io::Error::from(ErrorKind::ConnectionRefused);
        assert_eq!(Cause::of(&Outer(refused())), Cause::Refused);
        assert_eq!(Cause::of(&Outer(io::Error::other(Outer(refused())))), Cause::Refused);
        assert_eq!(Cause::of(&Outer(io::Error::other("dns error: nothing known"))), Cause::NameNotFound);
        assert_eq!(Cause::of(&Outer(io::Error::other("a novelty"))), Cause::Closed);
        assert_eq!(Cause::of(&io::Error::other("a novelty")), Cause::Unknown);
    }

    #[test]
    fn only_the_content_of_a_file_is_said_not_to_be_text() {
        let invalid = || io::Error::from(ErrorKind::InvalidData);
        assert_eq!((Cause::of_io(&invalid()), Cause::of(&invalid())), (Cause::NotText, Cause::Unknown));
    }

    #[test]
    fn the_faults_of_a_certificate_are_told_apart() {
        for (error, cause) in [
            (CertificateError::Expired, Cause::CertificateExpired),
            (CertificateError::NotValidYet, Cause::CertificateNotYetValid),
            (CertificateError::UnknownIssuer, Cause::CertificateUnknown),
            (CertificateError::NotValidForName, Cause::CertificateOfOther),
            (CertificateError::Revoked, Cause::CertificateBad),
        ] {
            let error = rustls::Error::InvalidCertificate(error);
            assert_eq!(Cause::of(&io::Error::new(ErrorKind::InvalidData, error)), cause);
        }
        let own: Arc<dyn Error + Send + Sync> = Arc::from(Box::<dyn Error + Send + Sync>::from("CaUsedAsEndEntity"));
        let own = rustls::Error::InvalidCertificate(CertificateError::Other(rustls::OtherError(own)));
        assert_eq!(Cause::of(&io::Error::new(ErrorKind::InvalidData, own)), Cause::CertificateUnknown);
        let garbage = rustls::Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType);
        assert_eq!(Cause::of(&io::Error::new(ErrorKind::InvalidData, garbage)), Cause::NotEncrypted);
    }

    #[test]
    fn words_of_libraries_without_types_are_known() {
        for (words, cause) in [
            ("invalid HTTP header parsed", Cause::NotHttp),
            ("invalid HTTP version parsed", Cause::NotHttp),
            ("tunnel error: unexpected end of file", Cause::Closed),
            ("peer closed connection without sending TLS close_notify", Cause::Closed),
            ("unable to open database file", Cause::CannotOpen),
            ("invalid dns name", Cause::NameNotFound),
        ] {
            assert_eq!(Cause::of_words(words), cause, "{words}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn numbers_of_the_system_are_known_even_in_words() {
        for (number, cause) in [
            (28, Cause::DiskFull),
            (27, Cause::FileTooLarge),
            (5, Cause::Device),
            (24, Cause::TooManyFiles),
            (116, Cause::NetworkDrive),
            (36, Cause::BadName),
            (20, Cause::WrongKind),
            (21, Cause::WrongKind),
            (40, Cause::TooManyLinks),
        ] {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!((Cause::of_io(&error), Cause::of_words(&error.to_string())), (cause, cause), "{error}");
        }
        for (number, cause) in [
            (101, Cause::Unreachable),
            (104, Cause::Closed),
            (107, Cause::Closed),
            (110, Cause::TimedOut),
            (111, Cause::Refused),
            (112, Cause::Unreachable),
            (113, Cause::Unreachable),
        ] {
            let error = io::Error::from_raw_os_error(number);
            assert_eq!((Cause::of(&error), Cause::of_words(&error.to_string())), (cause, cause), "{error}");
            assert_eq!(Cause::of_io(&error), Cause::NetworkDrive, "{error}");
        }
    }
}
