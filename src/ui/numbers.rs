//! Phone numbers and chatIds as they are typed: the field for a phone, and the words for errors and doubts.

use eframe::egui::{Id, Response, RichText, TextStyle, Ui};

use super::text;
use super::theme::Tokens;
use super::widgets::{Contents, Field, slot};
use crate::green_api::{ChatId, ChatIdError, Doubt, Messenger};
use crate::tr;

/// Width of the field for a phone's number, in points.
const PHONE_WIDTH: f32 = 260.0;

/// Draws the field for the number of the phone to link, and under it the number that will be linked and any error or
/// doubt. Returns the field, and the number as it is sent, if it is valid.
pub fn phone_field_ui(ui: &mut Ui, id: Id, phone: &mut String) -> (Response, Option<u64>) {
    let t = Tokens::of(ui);
    let field = ui.scope(|ui| {
        ui.set_max_width(PHONE_WIDTH);
        Field::new(&tr!("link-phone"), id).contents(Contents::Number).show(ui, phone)
    });
    let reading = ChatId::parse(phone, Messenger::WhatsApp);
    let (words, colour) = match &reading {
        _ if phone.trim().is_empty() => (None, t.danger),
        Ok(chat) => (chat.doubt(phone, |_| false).map(|doubt| doubt_words(&doubt)), t.warning),
        Err(error) => (Some(wrong_part(error)), t.danger),
    };
    let digits = reading.as_ref().ok().and_then(ChatId::phone_digits);
    slot(ui, |ui| {
        if let Some(digits) = digits {
            let number = tr!("link-phone-read", number = text::phone(digits));
            ui.label(RichText::new(number).text_style(TextStyle::Small).color(t.muted));
        }
        if let Some(words) = words {
            ui.label(RichText::new(words).text_style(TextStyle::Small).color(colour));
        }
    });
    (field.inner, digits.and_then(|digits| digits.parse().ok()))
}

/// Names the part of a text that keeps it from being a chatId.
pub fn wrong_part(error: &ChatIdError) -> String {
    match error {
        ChatIdError::Empty => tr!("chat-id-empty"),
        ChatIdError::TooShort { digits } => tr!("chat-id-too-short", digits = *digits),
        ChatIdError::TooLong { digits } => tr!("chat-id-too-long", digits = *digits),
        ChatIdError::UnexpectedCharacter { character, position } => {
            tr!("chat-id-character", character = text::character(*character), position = *position)
        }
        ChatIdError::LeadingZero => tr!("chat-id-leading-zero"),
        ChatIdError::CountryNotServed => tr!("chat-id-country"),
        ChatIdError::GroupForm => tr!("chat-id-group"),
        ChatIdError::UnknownSuffix { suffix } => tr!("chat-id-suffix", suffix = suffix),
        ChatIdError::Unsupported { suffix } => tr!("chat-id-unsupported", suffix = suffix),
    }
}

/// Returns what makes a number doubtful, and what would be right.
pub fn doubt_words(doubt: &Doubt) -> String {
    match doubt {
        Doubt::NoCountryCode => tr!("doubt-no-code"),
        Doubt::DialledEight => tr!("doubt-dialled-eight"),
        Doubt::PlusEight => tr!("doubt-plus-eight"),
        Doubt::OtherDigits => tr!("doubt-other-digits"),
        Doubt::TrunkZero => tr!("doubt-trunk-zero"),
        Doubt::Length { digits, usual } => tr!("doubt-length", digits = *digits, usual = *usual),
        Doubt::HiddenNumber => tr!("doubt-hidden-number"),
        Doubt::ShortLid => tr!("doubt-short-lid"),
        Doubt::Zeros => tr!("doubt-zeros"),
        Doubt::NotAmongChats => tr!("doubt-not-among-chats"),
        Doubt::OtherSpelling(other) => tr!("doubt-other-spelling", chat = other.as_str()),
    }
}
