//! Phone numbers as people read them.

/// A phone number's digits for reading: "+7 912 345-67-89"; of other countries "+998901234567". What is no number is
/// given back as it is.
pub fn phone_for_reading(digits: &str) -> String {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if !all_digits {
        return digits.to_owned();
    }
    if digits.len() == 11 && digits.starts_with('7') {
        return format!("+7\u{a0}{}\u{a0}{}-{}-{}", &digits[1..4], &digits[4..7], &digits[7..9], &digits[9..11]);
    }
    format!("+{digits}")
}
