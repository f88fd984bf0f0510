//! Uploaded files, avatars, and links to received files.

use serde_json::{Map, Value, json};

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::sending::enqueue;

impl Call<'_> {
    /// Returns the name of the uploaded file.
    pub fn file(&self) -> Result<String, Refusal> {
        let name = self.body.get("file").and_then(|file| file["name"].as_str());
        name.map(ToOwned::to_owned).ok_or_else(|| Refusal::invalid("'file' is required"))
    }
}

fn stored(call: &Call, name: &str) -> String {
    format!("https://files.example.com/{}/{}/{name}", call.instance.id, call.now.as_millis())
}

/// `green-api.com/docs/api/sending/SendFileByUpload`: the queue shows it as a file with a link.
pub fn send_by_upload(call: &mut Call) -> Result<Answer, Refusal> {
    let chat_id = call.chat_id("chatId")?;
    let uploaded = call.file()?;
    let name = call.optional_text("fileName")?.unwrap_or(&uploaded).to_owned();
    let caption = call.optional_text("caption")?.unwrap_or_default().to_owned();
    let url = stored(call, &name);
    let body = json!({"fileName": name, "chatId": chat_id, "caption": caption, "archive": false, "urlFile": url});
    let Value::Object(body) = body else {
        return Ok(Answer::empty());
    };
    enqueue(call, "sendFileByUrl", body).map(|answer| with_url(&answer, &url))
}

fn with_url(answer: &Answer, url: &str) -> Answer {
    let mut said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    said["urlFile"] = json!(url);
    Answer::ok(said)
}

/// `green-api.com/docs/api/sending/UploadFile`: the body consists of the file's bytes.
pub fn upload(call: &mut Call) -> Result<Answer, Refusal> {
    if call.bytes.is_empty() {
        return Err(Refusal::invalid("'file' is required"));
    }
    let name = call.file_name.clone().unwrap_or_else(|| "file".to_owned());
    Ok(Answer::ok(json!({"urlFile": stored(call, &name)})))
}

/// `green-api.com/docs/api/receiving/files/DownloadFile`
pub fn download(call: &mut Call) -> Result<Answer, Refusal> {
    let (chat_id, id) = (call.chat_id("chatId")?, call.text("idMessage")?.to_owned());
    call.account_ready()?;
    let entry = call.instance.journal.find(&chat_id, &id);
    let url = entry.map(|entry| entry["downloadUrl"].clone()).filter(Value::is_string);
    url.map(|url| Answer::ok(json!({"downloadUrl": url}))).ok_or_else(|| Refusal::bad_request("Message not found"))
}

/// `green-api.com/docs/api/service/GetAvatar`: practice chats have none.
pub fn avatar(call: &mut Call) -> Result<Answer, Refusal> {
    call.chat_id("chatId")?;
    call.account_ready()?;
    Ok(Answer::ok(json!({"urlAvatar": "", "available": true})))
}

/// `green-api.com/docs/api/account/SetProfilePicture`
pub fn set_profile_picture(call: &mut Call) -> Result<Answer, Refusal> {
    call.file()?;
    call.account_ready()?;
    let url = "https://files.example.com/avatars/me.jpg";
    Ok(Answer::ok(json!({"setProfilePicture": true, "urlAvatar": url, "reason": ""})))
}

/// Parses a `multipart/form-data` body: fields become texts, a file becomes an object with its name and size in bytes.
pub fn form(content_type: &str, body: &[u8]) -> Map<String, Value> {
    let Some((_, boundary)) = content_type.split_once("boundary=") else {
        return Map::new();
    };
    let boundary = format!("--{}", boundary.split(';').next().unwrap_or_default().trim().trim_matches('"'));
    let mut fields = Map::new();
    for part in split(body, boundary.as_bytes()) {
        let Some(end) = find(part, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&part[..end]).into_owned();
        let content = part[end + 4..].strip_suffix(b"\r\n").unwrap_or(&part[end + 4..]);
        let Some(name) = quoted(&head, "name=\"") else {
            continue;
        };
        let value = match quoted(&head, "filename=\"") {
            Some(file) => json!({"name": file, "bytes": content.len()}),
            None => json!(String::from_utf8_lossy(content)),
        };
        fields.insert(name, value);
    }
    fields
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len().max(1)).position(|window| window == what)
}

fn split<'a>(mut text: &'a [u8], by: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    while let Some(at) = find(text, by) {
        parts.push(&text[..at]);
        text = &text[at + by.len()..];
    }
    parts
}

/// Returns the value after `key` up to the closing quote. `name="` must not match inside `filename="`.
fn quoted(head: &str, key: &str) -> Option<String> {
    let start = head.match_indices(key).map(|(at, _)| at).find(|at| !head[..*at].ends_with("file"))? + key.len();
    head[start..].split('"').next().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read() {
        let body = b"--xyz\r\nContent-Disposition: form-data; name=\"chatId\"\r\n\r\n79123456789@c.us\r\n--xyz\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"price.pdf\"\r\nContent-Type: application/pdf\r\n\r\n\
            \x00\r\n\r\n\xff\r\n--xyz--\r\n";
        let fields = form("multipart/form-data; boundary=xyz", body);
        assert_eq!(fields["chatId"], "79123456789@c.us");
        assert_eq!(fields["file"], json!({"name": "price.pdf", "bytes": 6}));
        assert!(form("multipart/form-data", body).is_empty());
        assert!(form("multipart/form-data; boundary=other", body).is_empty());
    }
}
