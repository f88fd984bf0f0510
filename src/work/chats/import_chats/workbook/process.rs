//! The process of its own that reads a workbook.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::panic;
use std::process::{Command, Stdio, exit};
use std::thread;
use std::time::Duration;

use super::{Workbook, read};
use crate::work::chats::import_chats::{MAX_BYTES, Refused};

/// Maximum memory of the process, in bytes. A sheet of 100,000 rows needs a tenth of it.
pub const MEMORY: usize = 1 << 30;

/// Maximum run time of the process.
const TIME: Duration = Duration::from_secs(30);

/// Maximum size of the answer in bytes: the text of a sheet, with its tabs and line breaks escaped, and the names.
const MAX_ANSWER: u64 = 3 * MAX_BYTES as u64;

/// Reads a workbook in a process of its own: `program` is this program. Blocks.
///
/// # Errors
/// The process could not be started.
pub fn read_apart(program: &OsStr, bytes: &[u8], sheet: Option<usize>) -> io::Result<Result<Workbook, Refused>> {
    let mut command = Command::new(program);
    command.arg("--read-workbook").args(sheet.map(|sheet| sheet.to_string()));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // Fails if the process has ended; then it gives no answer either.
        let _ = input.write_all(bytes);
    }
    let mut answer = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(MAX_ANSWER).read_to_end(&mut answer)?;
    }
    child.wait()?;
    // Without an answer the process has reached a limit.
    Ok(serde_json::from_slice(&answer).unwrap_or(Err(Refused::HugeWorkbook)))
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
