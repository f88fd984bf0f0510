//! The parts of `./dev bench` that need the practice server in a process of its own.
//!
//! `-- call` compares one call through the client with `curl`. `-- serve NAME` serves one of the worlds in `serve.rs` for
//! the real window, prints its instances as `--practice-server` does, and runs until it is killed.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a benchmark fails by panicking
#![allow(clippy::print_stdout)] // prints the measurements

mod call;
mod serve;

fn main() {
    // `cargo bench` adds an option.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve", world] => serve::serve(world),
        [] | ["call"] => call::measure(),
        _ => panic!("call | serve NAME"),
    }
}
