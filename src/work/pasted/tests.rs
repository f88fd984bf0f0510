//! The forms in which users have the three values.

use proptest::prelude::*;

use super::*;

const TOKEN: &str = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";

/// Returns the values found, as text: apiUrl, idInstance, token, name; "-" for a missing one.
fn read(text: &str) -> [String; 4] {
    let found = read_pasted(text).unwrap_or_else(|| panic!("several: {text}"));
    [
        found.api_url.map(|url| url.as_str().to_owned()),
        found.id_instance.map(|id| id.as_str().to_owned()),
        found.token.map(|token| token.expose().to_owned()),
        found.name,
    ]
    .map(|value| value.unwrap_or_else(|| "-".to_owned()))
}

fn assert_all(text: &str) {
    let expected = ["https://7103.api.greenapi.com", "7103004512", TOKEN, "-"];
    assert_eq!(read(text), expected, "{text}");
    assert!(read_pasted(text).unwrap().is_more_than_one_value(), "{text}");
}

#[test]
fn a_token_joined_to_what_is_before_it_is_a_value_of_its_own() {
    for separator in [":", "/", "-", "_", "=", ".", ": ", " - "] {
        let text = format!("7103004512{separator}{TOKEN}");
        let expected = ["-", "7103004512", TOKEN, "-"];
        assert_eq!(read(&text), expected, "{text}");
        assert_eq!(read(&format!("idInstance {text}"))[1..3], expected[1..3], "{text}");
    }
    assert_eq!(read(&format!("sales/{TOKEN}")), ["-", "-", TOKEN, "-"]);
}

#[test]
fn a_query_string_gives_all_its_values_and_that_of_another_address_none() {
    for text in [
        format!("idInstance=7103004512&apiTokenInstance={TOKEN}"),
        format!("?apiTokenInstance={TOKEN}&idInstance=7103004512&x=1"),
    ] {
        assert_eq!(read(&text), ["-", "7103004512", TOKEN, "-"], "{text}");
    }
    assert_eq!(read("webhookUrl=https://hook.example/in?x=1&token=abc0123456789"), ["-", "-", "-", "-"]);
}

#[test]
fn the_parts_of_a_token_are_one_token_or_none() {
    for (at, space) in [(25, " "), (25, "\n"), (20, "\r\n   "), (45, "\u{a0}"), (47, "  ")] {
        let (front, back) = TOKEN.split_at(at);
        for text in [
            format!("7103004512 {front}{space}{back}"),
            format!("idInstance: 7103004512\napiTokenInstance: \"{front}{space}{back}\""),
            format!("https://7103.api.greenapi.com/waInstance7103004512/getSettings/{front}{space}{back}"),
        ] {
            assert_eq!(read(&text)[1..3], ["7103004512", TOKEN], "{text}");
        }
    }
    let three = format!("{} {} {}", &TOKEN[..20], &TOKEN[20..40], &TOKEN[40..]);
    assert_eq!(read(&three)[2], TOKEN);
    // A digit is missing, or there is one too many.
    let (front, back) = TOKEN.split_at(25);
    for text in [format!("token: {front} {}", &back[1..]), format!("{front}\n{back}0")] {
        assert_eq!(read(&text)[2], "-", "{text}");
    }
}

#[test]
fn an_id_instance_in_groups_is_whole_and_a_phone_number_is_none() {
    for id in ["7103 004 512", "7103 00 45 12", "7103\u{a0}004\u{a0}512"] {
        assert_eq!(read(&format!("idInstance: {id}\ntoken: {TOKEN}"))[1..3], ["7103004512", TOKEN], "{id}");
        assert_eq!(read(&format!("{id} {TOKEN}"))[1..3], ["7103004512", TOKEN], "{id}");
    }
    for phone in ["+7 900 123 45 67", "8 900 123 45 67", "900 123 45 67"] {
        assert_eq!(read(&format!("{phone} {TOKEN}"))[1], "-", "{phone}");
    }
}

#[test]
fn three_values_in_any_usual_form() {
    let url = "https://7103.api.greenapi.com";
    for text in [
        // JSON of the console and of config files.
        format!(r#"{{"apiUrl": "{url}", "idInstance": 7103004512, "apiTokenInstance": "{TOKEN}"}}"#),
        format!(
            r#"{{"idInstance": "7103004512", "apiTokenInstance": "{TOKEN}", "apiUrl": "{url}/", "mediaUrl": "https://7103.media.greenapi.com"}},"#
        ),
        format!(
            r#"{{"greenApi": {{"host": "{url}", "auth": [{{"ID_INSTANCE": 7103004512, "API_TOKEN_INSTANCE": "{TOKEN}"}}]}}}}"#
        ),
        // Part of a JSON file, which is not valid JSON.
        format!(
            "\"mediaUrl\": \"https://7103.media.greenapi.com\",\n  \"apiUrl\": \"{url}\",\n  \"idInstance\": 7103004512,\n  \"apiTokenInstance\": \"{TOKEN}\",\n"
        ),
        // Labels.
        format!("apiUrl: {url}\nidInstance: 7103004512\napiTokenInstance: {TOKEN}"),
        format!(
            "mediaUrl\thttps://7103.media.greenapi.com\napiTokenInstance\t{TOKEN}\nidInstance\t7103004512\napiUrl\t{url}"
        ),
        format!("API URL = {url} ; id instance = 7103004512 ; API token = {TOKEN}"),
        format!("apiUrl {url} idInstance 7103004512 apiTokenInstance {TOKEN}"),
        format!(
            "idInstance\n7103004512\n\napiTokenInstance\n{TOKEN}\n\napiUrl\n{url}\nmediaUrl\nhttps://7103.media.greenapi.com\n"
        ),
        format!("- **idInstance**: `7103004512`\n- **apiTokenInstance**: `{TOKEN}`\n- **apiUrl**: <{url}>"),
        format!("| idInstance | 7103004512 |\n| apiTokenInstance | {TOKEN} |\n| host | 7103.api.greenapi.com |"),
        format!("ID инстанса: 7103004512\nТокен: {TOKEN}\nАдрес API: {url}"),
        format!("Номер инстанса — 7103004512, API токен — «{TOKEN}», хост — 7103.api.greenapi.com"),
        // Env files and code.
        format!(
            "export GREEN_API_ID_INSTANCE=7103004512\nexport GREEN_API_API_TOKEN_INSTANCE='{TOKEN}'\nexport GREEN_API_HOST=\"{url}\"\r\n"
        ),
        format!(
            "GREEN_API_MEDIA_URL=https://7103.media.greenapi.com\nINSTANCE_ID=7103004512\nWEBHOOK_URL_TOKEN=abcdef0123456789abcdef0123\nAPI_TOKEN={TOKEN}\nAPI_URL={url}/v3"
        ),
        format!("ID_INSTANCE: '7103004512'  API_TOKEN_INSTANCE: '{TOKEN}'  API_URL: '{url}'"),
        // An API call.
        format!("{url}/waInstance7103004512/getStateInstance/{TOKEN}"),
        format!(
            "curl --location '{url}/v3/waInstance7103004512/sendMessage/{TOKEN}?x=1' --header 'Content-Type: application/json'"
        ),
        format!("{{\"url\": \"{url}/waInstance7103004512/getSettings/{TOKEN}\"}}"),
        format!("receive: {url}/wainstance7103004512/deleteNotification/{TOKEN}/1234567."),
        // Bare values, in any order.
        format!("{url}\n7103004512\n{TOKEN}"),
        format!("{TOKEN}\t7103004512\t7103.api.greenapi.com"),
        format!("[\"7103004512\", \"{TOKEN}\", \"{url}\"]"),
        // Invisible characters.
        format!(
            "\u{FEFF}idInstance:\u{200B}\u{A0}7103\u{200B}004512\u{2028}apiTokenInstance: {TOKEN}\u{200D}\napiUrl: \u{202A}{url}\u{202C}"
        ),
    ] {
        assert_all(&text);
    }
    let environment = format!(
        r#"{{"name": "green", "values": [{{"key": "apiUrl", "value": "{url}"}}, {{"key": "mediaUrl", "value": "https://7103.media.greenapi.com"}}, {{"key": "idInstance", "value": "7103004512"}}, {{"key": "apiTokenInstance", "value": "{TOKEN}"}}]}}"#
    );
    assert_eq!(read(&environment), [url, "7103004512", TOKEN, "green"]);
}

#[test]
fn an_id_of_twelve_digits_is_found_among_bare_values() {
    let url = "https://4100.api.green-api.com";
    let expected = [url, "410012345678", TOKEN, "-"];
    for text in [
        format!("410012345678 {TOKEN} {url}"),
        format!("{url}\n410012345678\n{TOKEN}"),
        format!("idInstance 410012345678 apiTokenInstance {TOKEN} apiUrl {url}"),
        format!("\u{feff}4100\u{2060}12345678\u{a0}{TOKEN}\u{200b} {url}"),
        // Phone numbers beside them also have ten or twelve digits.
        format!("9123456789 375291234567 410012345678 {TOKEN} {url}"),
    ] {
        assert_eq!(read(&text), expected, "{text}");
    }
    assert_eq!(read(&format!("375291234567 7103004512 {TOKEN}"))[1], "7103004512");
    assert_eq!(read("410012345678")[1], "410012345678");
    assert_eq!(read("call 375291234567 now")[1], "-");
}

#[test]
fn a_table_of_one_row_is_read_by_its_columns() {
    for between in ["\t", ";", ",", " | "] {
        for (head, row, expected) in [
            (&["idInstance", "apiTokenInstance"][..], &["7103004512", TOKEN][..], ["-", "7103004512", TOKEN, "-"]),
            (&["apiTokenInstance", "idInstance"], &[TOKEN, "7103004512"], ["-", "7103004512", TOKEN, "-"]),
            (
                &["Название", "Телефон", "ID инстанса", "Токен"],
                &["Москва", "79161234567", "7103004512", TOKEN],
                ["-", "7103004512", TOKEN, "Москва"],
            ),
            (
                &["idInstance", "phone", "apiTokenInstance"],
                &["7103004512", "9161234567", TOKEN],
                ["-", "7103004512", TOKEN, "-"],
            ),
            (&["idInstance", "apiTokenInstance"], &["7103004512", ""], ["-", "7103004512", "-", "-"]),
        ] {
            let text = format!("{}\n{}\n", head.join(between), row.join(between));
            assert_eq!(read(&text), expected, "{text}");
        }
    }
}

#[test]
fn another_column_is_no_address() {
    for (name, cell) in [
        ("Срок", "31.12.2026"),
        ("Оплачен до", "31.12.26"),
        ("Версия", "1.2.3"),
        ("IP офиса", "192.168.1.10"),
        ("Сайт", "romashka.ru"),
        ("WhatsApp", "https://wa.me/79161234567"),
        ("Портал", "https://romashka.ru"),
        ("Host", "31.12.2026"),
        ("Ссылка", "https://wa.me/79161234567"),
        ("Website URL", "https://romashka.ru"),
        ("Host", "romashka.ru"),
        ("URL", "https://crm.romashka.ru"),
        ("Адрес", "romashka.ru"),
    ] {
        for (head, cells) in [("", ""), ("\tapiUrl", "\t")] {
            let text = format!("idInstance\tapiTokenInstance\t{name}{head}\n7103004512\t{TOKEN}\t{cell}{cells}");
            assert_eq!(read(&text)[..3], ["-", "7103004512", TOKEN], "{text}");
        }
    }
    for (name, cell, expected) in [
        ("Шлюз", "7103.api.greenapi.com", "https://7103.api.greenapi.com"),
        ("Host", "127.0.0.1:8080", "https://127.0.0.1:8080"),
        ("API host", "gate.romashka.ru", "https://gate.romashka.ru"),
    ] {
        let text = format!("idInstance\tapiTokenInstance\t{name}\n7103004512\t{TOKEN}\t{cell}");
        assert_eq!(read(&text)[0], expected, "{text}");
    }
}

#[test]
fn a_value_is_no_part_of_the_next_label() {
    let all = ["7103004512", TOKEN];
    for text in [
        format!("ИНН 7703123456 idInstance=7103004512 apiTokenInstance={TOKEN}"),
        format!("ООО Ромашка ИНН 7703123456 idInstance: 7103004512 apiTokenInstance: {TOKEN}"),
        format!("тел. 7105161234 idInstance: 7103004512, token: {TOKEN}"),
        format!("apiToken {TOKEN} id instance 7103004512"),
    ] {
        assert_eq!(read(&text)[1..3], all, "{text}");
    }
    let text = format!("apiUrl: gate.example.com idInstance: 7103004512 token: {TOKEN}");
    assert_eq!(read(&text)[..3], ["https://gate.example.com", "7103004512", TOKEN]);
}

#[test]
fn an_id_instance_below_the_names_of_columns_is_no_token() {
    for text in [
        format!("idInstance apiTokenInstance\n7103004512 {TOKEN}"),
        format!("phone idInstance apiTokenInstance\n79161234567 7103004512 {TOKEN}"),
        format!("idInstance\napiTokenInstance\n7103004512\n{TOKEN}"),
    ] {
        assert_eq!(read(&text)[1..3], ["7103004512", TOKEN], "{text}");
    }
}

#[test]
fn an_answer_of_the_partner_api_is_about_several_instances() {
    let text = format!(
        r#"[{{"idInstance": 7103004512, "name": "Sales", "typeInstance": "whatsapp", "partnerUserUiid": "b1", "deleted": false,
             "apiTokenInstance": "{TOKEN}", "tariff": "BUSINESS", "webhookUrlToken": "secretsecretsecret12345"}},
            {{"idInstance": 1101822940, "name": "Support", "apiTokenInstance": "0000000000", "apiUrl": "https://api.green-api.com"}}]"#
    );
    assert!(read_pasted(&text).is_none());
    let one = text.split_once("},\n").unwrap().0.to_owned() + "}]";
    assert_eq!(read(&one), ["-", "7103004512", TOKEN, "Sales"]);
}

#[test]
fn a_name_is_read_when_it_is_announced() {
    let text = format!("Name: Night shift\nidInstance: 7103004512\ntoken: {TOKEN}");
    assert_eq!(read(&text), ["-", "7103004512", TOKEN, "Night shift"]);
    let text = "Название: Отдел продаж, 2-й этаж\nидентификатор: 7103004512";
    assert_eq!(read(text), ["-", "7103004512", "-", "Отдел продаж, 2-й этаж"]);
    assert_eq!(read("\"name\": \"Sales\", \"idInstance\": 7103004512,")[3], "Sales");
    let company = r#"{"name": "Company", "list": [{"idInstance": 7103004512, "name": "Sales"}]}"#;
    assert_eq!(read(company)[3], "Sales");
}

#[test]
fn one_value_is_one_value() {
    for (text, expected) in [
        ("7103004512", ["-", "7103004512", "-", "-"]),
        (TOKEN, ["-", "-", TOKEN, "-"]),
        ("https://7103.api.greenapi.com/", ["https://7103.api.greenapi.com", "-", "-", "-"]),
        ("http://127.0.0.1:8080", ["http://127.0.0.1:8080", "-", "-", "-"]),
        ("host: 127.0.0.1:8080", ["https://127.0.0.1:8080", "-", "-", "-"]),
        ("token: short1", ["-", "-", "short1", "-"]),
        ("33012345", ["-", "33012345", "-", "-"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
        assert!(!read_pasted(text).unwrap().is_more_than_one_value(), "{text}");
    }
}

#[test]
fn what_is_not_sure_is_left_out() {
    let nothing = ["-", "-", "-", "-"].map(str::to_owned);
    for text in [
        "",
        "   \n\t",
        "Please connect the instance, the token is in the mail",
        "Позвоните: +7 999 123-45-67, токен у Ани",
        "mediaUrl: https://7103.media.greenapi.com",
        "https://7103.media.greenapi.com",
        "apiUrl: https://7103.media.greenapi.com",
        "https://green-api.com/docs/api/queues/ClearMessagesQueue/",
        "https://console.green-api.com/instanceList",
        "{{apiUrl}}/waInstance{{idInstance}}/getSettings/{{apiTokenInstance}}",
        "webhookUrlToken: 0123456789abcdef0123456789",
        "partnerToken=gac.0123456789abcdef0123456789abcdef0123",
        "gac.0123456789abcdef0123456789abcdef0123",
        r#"{"wid": "79991234567@c.us", "webhookUrl": "https://example.com/hook", "webhookUrlToken": "abc"}"#,
    ] {
        assert_eq!(read(text), nothing, "{text}");
    }
    // A phone number in a sentence is not an idInstance, and a label without a value takes nothing from the next one.
    assert_eq!(read("call 79991234567 now")[1], "-");
    assert_eq!(read("idInstance:\napiTokenInstance: 7103004512")[1..3], ["-", "7103004512"]);
}

#[test]
fn a_media_address_gives_the_values_and_no_api_url() {
    let text = format!("https://7103.media.greenapi.com/waInstance7103004512/sendFileByUpload/{TOKEN}");
    assert_eq!(read(&text), ["-", "7103004512", TOKEN, "-"]);
}

#[test]
fn a_token_is_seen_in_any_text() {
    let (front, back) = TOKEN.split_at(20);
    let parted = format!("{front}\u{200b}{back}");
    for text in [TOKEN.to_owned(), parted, format!("Sales{TOKEN}"), format!("a list\n7103004512;{TOKEN}\n")] {
        assert!(holds_token(&text), "{text}");
    }
    // A number, the messageID of a message, a UUID, a SHA-256.
    let others = ["79123456789", "3EB0C767D097B7C7C030A1B2C3D4E5F6", "0b0f6a3c-27d1-4e55-9a0e-6f6c1c7e8f10"];
    assert!(!others.into_iter().chain([&*"0a".repeat(32)]).any(holds_token));
}

#[test]
fn debug_shows_no_token() {
    let shown = format!("{:?}", read_pasted(&format!("7103004512 {TOKEN}")));
    assert!(shown.contains("7103004512") && !shown.contains(TOKEN), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        read_pasted(&text);
    }

    #[test]
    fn any_pieces_of_the_usual_forms_are_survived(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "idInstance", "apiUrl", "mediaUrl", "token", "Токен", "name", ":", "=", " ", "\n", "\t", "\"", "'", ",", "{", "}",
                "[", "]", "https://", "/waInstance", "7103004512", "7103.api.greenapi.com", "/v3", "/", "?", "#", "İ", "\u{200B}",
                "é", "gac.", TOKEN,
            ]),
            0..24,
        )
    ) {
        read_pasted(&pieces.concat());
    }
}
