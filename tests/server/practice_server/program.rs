//! `instance-desk --practice-server ADDRESS`: announces its instances in one line, serves them, and ends when asked.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

#[tokio::test]
async fn the_program_announces_serves_and_stops() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_instance-desk"))
        .args(["--practice-server", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let announced: Value = serde_json::from_str(&line).unwrap();
    let text = |place: usize, field: &str| announced["instances"][place][field].as_str().unwrap().to_owned();
    let messengers: Vec<String> = (0..6).map(|place| text(place, "messenger")).collect();
    assert_eq!(messengers, ["whatsapp", "whatsapp", "max", "whatsapp", "whatsapp", "telegram"]);

    let url = format!(
        "{}/waInstance{}/clearMessagesQueue/{}",
        text(0, "apiUrl"),
        text(0, "idInstance"),
        text(0, "apiTokenInstance")
    );
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let cleared = http.get(url).send().await.unwrap().text().await.unwrap();
    assert_eq!(cleared, r#"{"isCleared":true}"#);

    let unlink =
        format!("{}/waInstance{}/logout/{}", text(1, "apiUrl"), text(1, "idInstance"), text(1, "apiTokenInstance"));
    http.get(unlink).send().await.unwrap();
    let scan = format!("{}?number=79165550202", text(1, "practicePhone"));
    let linked = http.post(scan).send().await.unwrap().text().await.unwrap();
    assert_eq!(linked, r#"{"stateInstance":"authorized"}"#);

    assert!(Command::new("kill").arg(program.id().to_string()).status().unwrap().success());
    assert!(program.wait().unwrap().success(), "SIGTERM ends it in order");
}
