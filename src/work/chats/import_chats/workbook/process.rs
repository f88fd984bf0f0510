//! The process of its own that reads a workbook.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::panic;
use std::process::{ChildStdin, ChildStdout, Command, Stdio, exit};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Workbook, read};
use crate::work::chats::import_chats::{MAX_BYTES, Refused};

/// Maximum memory of the process, in bytes. A sheet of 100,000 rows needs a tenth of it.
pub const MEMORY: usize = 1 << 30;

/// Maximum run time of the process.
const TIME: Duration = Duration::from_secs(30);

/// Maximum size of the answer in bytes: the text of a sheet, with its tabs and line breaks escaped, and the names.
const MAX_ANSWER: u64 = 3 * MAX_BYTES as u64;

/// How often a cancellation is noticed.
const LOOK: Duration = Duration::from_millis(100);

/// Reads a workbook in a process of its own: `program` is this program. Blocks. Once it is cancelled, it ends the
/// process, and its answer means nothing.
///
/// # Errors
/// The process could not be started.
pub fn read_apart(
    program: &OsStr,
    bytes: &[u8],
    sheet: Option<usize>,
    cancel: &CancellationToken,
) -> io::Result<Result<Workbook, Refused>> {
    let mut command = Command::new(program);
    command.arg("--read-workbook").args(sheet.map(|sheet| sheet.to_string()));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let answer = thread::scope(|scope| {
        // Disconnected when the thread ends.
        let (running, ended) = mpsc::channel::<()>();
        let exchange = scope.spawn(move || {
            let _running = running;
            answer_of(input, output, bytes)
        });
        while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            if cancel.is_cancelled() {
                // Fails if the process has ended by itself.
                let _ = child.kill();
            }
        }
        exchange.join().unwrap_or_else(|_| Ok(Vec::new()))
    });
    child.wait()?;
    // Without an answer the process has reached a limit.
    Ok(serde_json::from_slice(&answer?).unwrap_or(Err(Refused::HugeWorkbook)))
}

fn answer_of(input: Option<ChildStdin>, output: Option<ChildStdout>, bytes: &[u8]) -> io::Result<Vec<u8>> {
    if let Some(mut input) = input {
        // Fails if the process has ended; then it gives no answer either.
        let _ = input.write_all(bytes);
    }
    let mut answer = Vec::new();
    if let Some(output) = output {
        output.take(MAX_ANSWER).read_to_end(&mut answer)?;
    }
    Ok(answer)
}

/// Reads a workbook from standard input and writes it to standard output. The caller has limited the memory to
/// [`MEMORY`]; this function ends the process when its time is up.
///
/// # Errors
/// The input could not be read, or the output not be written.
pub fn serve(sheet: Option<usize>) -> io::Result<()> {
    thread::spawn(|| {
        thread::sleep(TIME);
        exit(1);
    });
    // A panic is answered; a report of it would be about a damaged file.
    panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    io::stdin().take(MAX_BYTES as u64).read_to_end(&mut bytes)?;
    let answer = panic::catch_unwind(|| read(&bytes, sheet)).unwrap_or(Err(Refused::NoWorkbook));
    serde_json::to_writer(io::stdout().lock(), &answer)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{Permissions, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_process_whose_reading_is_cancelled_ends() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reads-for-an-hour");
        write(&program, "#!/bin/sh\nexec sleep 3600\n").unwrap();
        set_permissions(&program, Permissions::from_mode(0o700)).unwrap();
        let (cancel, (ended, end)) = (CancellationToken::new(), mpsc::channel());
        let reading = cancel.clone();
        thread::spawn(move || ended.send(read_apart(program.as_os_str(), b"PK", None, &reading).unwrap()));
        cancel.cancel();
        assert_eq!(end.recv_timeout(Duration::from_secs(20)), Ok(Err(Refused::HugeWorkbook)));
    }
}
