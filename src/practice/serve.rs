//! The practice server alone, without a window.

use std::io::{self, Write};
use std::net::SocketAddr;

use super::seed;
use super::server::PracticeServer;
use super::world::World;

/// Serves the practice instances and a Telegram instance on `address`, with their phones (`phone`). Prints them as one line of JSON once it listens,
/// and runs until the process is interrupted or terminated.
///
/// # Errors
/// Returns an error if the address is unavailable or the line cannot be written.
pub fn serve_until_stopped(address: SocketAddr) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let telegram = seed::telegram();
    let server = PracticeServer::start(runtime.handle(), address, World::pictures().with(telegram))?;
    let mut out = io::stdout();
    writeln!(out, "{}", server.announcement())?;
    out.flush()?;
    runtime.block_on(stopped())
}

#[cfg(unix)]
async fn stopped() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stopped() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
