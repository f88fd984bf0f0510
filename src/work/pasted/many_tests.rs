//! The forms in which users have the values of several instances.

use proptest::prelude::*;

use super::*;

const IDS: [&str; 3] = ["7103004512", "7105660034", "410012345678"];
const NAMES: [&str; 3] = ["Moscow", "Отдел продаж, 2-й этаж", "Night shift"];

/// Returns a token that ends in this digit.
fn token(digit: usize) -> String {
    format!("d75b3a66374942c5b3c019c698abc2067e151558acbd41234{digit}")
}

fn url(id: &str) -> String {
    format!("https://{}.api.greenapi.com", &id[..4])
}

/// Returns each instance as text: name, idInstance, token, apiUrl; "-" for a missing value.
fn list(text: &str) -> Vec<[String; 4]> {
    let found = read_many(text).unwrap_or_else(|refused| panic!("{refused}: {text}"));
    let in_text = |values: Pasted| {
        [
            values.name,
            values.id_instance.map(|id| id.as_str().to_owned()),
            values.token.map(|token| token.expose().to_owned()),
            values.api_url.map(|url| url.as_str().to_owned()),
        ]
        .map(|value| value.unwrap_or_else(|| "-".to_owned()))
    };
    found.into_iter().map(in_text).collect()
}

/// Writes the three instances, each by this form.
fn each(form: impl Fn(usize, &str, &str, &str, &str) -> String, between: &str) -> String {
    let written = (0..3).map(|at| form(at, NAMES[at], IDS[at], &token(at), &url(IDS[at])));
    written.collect::<Vec<_>>().join(between)
}

#[track_caller]
fn assert_list(text: &str, has_name: bool, has_url: bool) {
    let expected: Vec<_> = (0..3)
        .map(|at| {
            let name = if has_name { NAMES[at].to_owned() } else { "-".to_owned() };
            let url = if has_url { url(IDS[at]) } else { "-".to_owned() };
            [name, IDS[at].to_owned(), token(at), url]
        })
        .collect();
    assert_eq!(list(text), expected, "{text}");
    assert!(read_pasted(text).is_none(), "{text}");
}

#[test]
fn a_list_in_json() {
    let object = |_: usize, name: &str, id: &str, token: &str, url: &str| {
        format!(
            r#"{{"idInstance": {id}, "name": "{name}", "apiTokenInstance": "{token}", "apiUrl": "{url}", "webhookUrlToken": "secretsecretsecret12345", "deleted": false}}"#
        )
    };
    assert_list(&format!("[{}]", each(object, ", ")), true, true);
    assert_list(&format!(r#"{{"total": 3, "name": "Company", "instances": [{}]}}"#, each(object, ",\n")), true, true);
    // An export of a database, with numbers of its own.
    let stored = |at: usize, name: &str, id: &str, token: &str, url: &str| {
        format!(
            r#"{{"id": {}, "idInstance": {id}, "name": "{name}", "apiTokenInstance": "{token}", "apiUrl": "{url}"}}"#,
            at + 10_000
        )
    };
    assert_list(&format!("[{}]", each(stored, ", ")), true, true);
    // Lines of JSON, and a list that was cut off.
    assert_list(&each(object, "\n"), true, true);
    assert_list(&format!("[{}, {{\"idInst", each(object, ",\n")), true, true);
    // Values in an object of their own; the name beside it.
    let parted = |_: usize, name: &str, id: &str, token: &str, url: &str| {
        format!(
            r#"{{"name": "{name}", "green": {{"host": "{url}", "auth": {{"ID_INSTANCE": "{id}", "API_TOKEN_INSTANCE": "{token}"}}}}}}"#
        )
    };
    assert_list(&format!("[{}]", each(parted, ",")), true, true);
    let keyed = |_: usize, name: &str, id: &str, token: &str, _: &str| {
        format!(r#""{name}": {{"id": {id}, "token": "{token}"}}"#)
    };
    assert_list(&format!("{{{}}}", each(keyed, ",")), true, false);
    assert_list(&format!("{{{}}}", each(|_, _, id, token, _| format!(r#""{id}": "{token}""#), ",")), false, false);
    assert_list(&format!("[{}]", each(|_, _, id, token, _| format!(r#"["{id}", "{token}"]"#), ",")), false, false);
}

#[test]
fn exports_of_postman() {
    let pair = |key: &str, value: &str| format!(r#"{{"key": "{key}", "value": "{value}", "enabled": true}}"#);
    let environment = |_: usize, name: &str, id: &str, token: &str, url: &str| {
        let values = [
            pair("apiUrl", url),
            pair("idInstance", id),
            pair("apiTokenInstance", token),
            pair("phone", "79991234567"),
        ];
        format!(
            r#"{{"id": "8f0b", "name": "{name}", "values": [{}], "_postman_variable_scope": "environment"}}"#,
            values.join(", ")
        )
    };
    assert_list(&format!("[{}]", each(environment, ",")), true, true);
    assert_list(&each(environment, "\n"), true, true);
    // One environment with numbered variables, in any order.
    let numbered = |sought: &str| {
        each(
            |at, _, id, token, url| {
                let value = match sought {
                    "ID_INSTANCE" => id,
                    "API_TOKEN_INSTANCE" => token,
                    _ => url,
                };
                pair(&format!("{sought}_{}", at + 1), value)
            },
            ", ",
        )
    };
    let values = ["API_URL", "API_TOKEN_INSTANCE", "ID_INSTANCE"].map(numbered).join(", ");
    assert_list(&format!(r#"{{"name": "green", "values": [{values}]}}"#), false, true);
    // A collection with several requests of each instance.
    let requests = |_: usize, name: &str, id: &str, token: &str, url: &str| {
        let request = |method: &str| {
            format!(
                r#"{{"name": "{method}", "request": {{"method": "GET", "url": {{"raw": "{url}/waInstance{id}/{method}/{token}"}}}}}}"#
            )
        };
        format!(r#"{{"name": "{name}", "item": [{}, {}]}}"#, request("getSettings"), request("getStateInstance"))
    };
    let collection =
        format!(r#"{{"info": {{"name": "GREEN-API"}}, "item": [{}], "variable": []}}"#, each(requests, ","));
    assert_list(&collection, false, true);
}

#[test]
fn cells_of_a_table() {
    for delimiter in ["\t", ";", ",", " | "] {
        let quoted = |name: &str| if name.contains(delimiter) { format!("\"{name}\"") } else { name.to_owned() };
        for head in [
            ["Name", "idInstance", "apiTokenInstance", "apiUrl"],
            ["Название", "ID инстанса", "Токен", "Адрес API"],
            ["Город", "Instance", "API token", "Host"],
        ] {
            let row = |_: usize, name: &str, id: &str, token: &str, url: &str| {
                [&quoted(name), id, token, url].join(delimiter)
            };
            assert_list(&format!("{}\r\n{}\r\n", head.join(delimiter), each(row, "\r\n")), true, true);
        }
        // Other columns before and between them, lines above, and the number of the row.
        let row = |at: usize, name: &str, id: &str, token: &str, _: &str| {
            [&(at + 1).to_string(), "+7 999 123-45-67", token, "да", id, &quoted(name), "WhatsApp"].join(delimiter)
        };
        let head = ["№", "Телефон", "Токен", "Активен", "ID", "Имя", "Messenger"].join(delimiter);
        assert_list(&format!("Инстансы на ноябрь\n\n{head}\n{}", each(row, "\n")), true, false);
    }
    let side = |label: &str, of: fn(usize) -> String| format!("{label}\t{}\t{}\t{}", of(0), of(1), of(2));
    let turned = [
        side("Название", |at| NAMES[at].to_owned()),
        side("idInstance", |at| IDS[at].to_owned()),
        side("apiTokenInstance", token),
    ];
    assert_list(&turned.join("\n"), true, false);
    let markdown = |_: usize, name: &str, id: &str, token: &str, _: &str| format!("| {name} | {id} | {token} |");
    assert_list(&format!("| Name | idInstance | token |\n|---|:---:|---|\n{}", each(markdown, "\n")), true, false);
}

#[test]
fn rows_without_names_of_columns() {
    for between in [" ", "\t", ";", ", ", " — "] {
        assert_list(&each(|_, _, id, token, _| format!("{id}{between}{token}"), "\n"), false, false);
        assert_list(&each(|_, _, id, token, url| format!("{url}{between}{token}{between}{id}"), "\n\n"), false, true);
        assert_list(&each(|_, name, id, token, _| format!("{name}{between}{id}{between}{token}"), "\n"), true, false);
    }
    assert_list(
        &each(|at, name, id, token, _| format!("{}) {name}: idInstance {id}, token {token}", at + 1), "\n"),
        true,
        false,
    );
    assert_list(
        &each(|_, _, id, token, url| format!("GET {url}/waInstance{id}/getSettings/{token}"), "\n"),
        false,
        true,
    );
}

#[test]
fn blocks_of_labels_and_values() {
    let blocks = [
        |_: usize, name: &str, id: &str, token: &str, url: &str| {
            format!("Name: {name}\napiUrl: {url}\nidInstance: {id}\napiTokenInstance: {token}")
        },
        |_: usize, name: &str, id: &str, token: &str, url: &str| {
            format!("Название: {name}\nидентификатор = {id}\nтокен = {token}\nадрес API = {url}")
        },
        |_: usize, name: &str, id: &str, token: &str, url: &str| {
            format!("Название\t{name}\r\nidInstance\t{id}\r\napiUrl\t{url}\r\napiTokenInstance\t{token}")
        },
    ];
    for block in blocks {
        for between in ["\n", "\n\n", "\r\n\r\n\r\n"] {
            assert_list(&each(block, between), true, true);
        }
    }
    // As the console shows it, each value under its label.
    let console = |_: usize, _: &str, id: &str, token: &str, url: &str| {
        format!("apiUrl\n{url}\n\nidInstance\n{id}\n\napiTokenInstance\n{token}")
    };
    assert_list(&each(console, "\n\n"), false, true);
    let headed =
        |_: usize, name: &str, id: &str, token: &str, _: &str| format!("{name}:\nidInstance: {id}\ntoken: {token}");
    assert_list(&each(headed, "\n\n"), true, false);
    let bare = |_: usize, _: &str, id: &str, token: &str, url: &str| format!("{url}\n{id}\n{token}");
    for between in ["\n", "\n\n"] {
        assert_list(&each(bare, between), false, true);
    }
    let environment =
        |at: usize, _: &str, id: &str, token: &str, _: &str| format!("ID_INSTANCE_{at}={id}\nAPI_TOKEN_{at}={token}");
    assert_list(&each(environment, "\n"), false, false);
}

#[test]
fn the_parts_of_a_token_in_a_list_are_one_token() {
    let parted = |token: &str, space: &str| format!("{}{space}{}", &token[..31], &token[31..]);
    for space in [" ", "\n", "\r\n  "] {
        assert_list(&each(|_, _, id, token, _| format!("{id} {}", parted(token, space)), "\n"), false, false);
        let grouped = |id: &str| format!("{} {} {}", &id[..4], &id[4..7], &id[7..]);
        let list = each(|_, _, id, token, _| format!("{}\n{}", grouped(id), parted(token, space)), "\n");
        assert_list(&list.replace("4100 123 45678", IDS[2]), false, false);
    }
}

#[test]
fn a_town_is_no_token() {
    let text = format!("idInstance\tapiTokenInstance\tГород\n{}\t{}\tМосква\n{}\t\tКазань\n", IDS[0], token(0), IDS[1]);
    let found = list(&text);
    assert_eq!(found[0], ["Москва", IDS[0], &token(0), "-"]);
    assert_eq!(found[1], ["Казань", IDS[1], "-", "-"]);
}

#[test]
fn a_missing_value_is_not_taken_from_the_neighbour() {
    for text in [
        format!("{}\n{} {}\n{} {}", IDS[0], token(1), IDS[1], token(2), IDS[2]),
        format!(
            "idInstance: {}\n\ntoken: {}\nidInstance: {}\n\ntoken: {}\nidInstance: {}",
            IDS[0],
            token(1),
            IDS[1],
            token(2),
            IDS[2]
        ),
        format!("id,token\n{},\n{},{}\n{},{}", IDS[0], IDS[1], token(1), IDS[2], token(2)),
        format!(
            r#"[{{"idInstance": {}}}, {{"token": "{}", "idInstance": {}}}, {{"token": "{}", "idInstance": {}}}]"#,
            IDS[0],
            token(1),
            IDS[1],
            token(2),
            IDS[2]
        ),
    ] {
        let found: Vec<_> = list(&text).into_iter().map(|[_, id, token, _]| [id, token]).collect();
        let expected = [["7103004512", "-"], [IDS[1], &token(1)], [IDS[2], &token(2)]];
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_token_after_several_ids_is_under_none_of_them() {
    let all = |of: fn(usize) -> String, label: &str, between: &str| {
        (0..3).map(|at| label.replace('#', &of(at))).collect::<Vec<_>>().join(between)
    };
    let id = |at: usize| IDS[at].to_owned();
    for (first, second) in [
        (all(id, "MOSCOW_ID_INSTANCE=#", "\n"), all(token, "MOSCOW_API_TOKEN=#", "\n")),
        (all(token, "token: #", "\n"), all(id, "idInstance: #", "\n")),
        (all(id, "#", ", "), all(token, "#", ", ")),
        (format!("{{\"ids\": [{}],", all(id, "\"#\"", ",")), format!("\"tokens\": [{}]}}", all(token, "\"#\"", ","))),
    ] {
        let text = format!("{first}\n{second}");
        let found = read_many(&text).unwrap();
        assert!(found.iter().all(|values| !values.is_whole()), "{text}: {:?}", list(&text));
        assert_eq!(found.len(), 6, "{text}");
    }
}

#[test]
fn a_token_is_not_put_under_the_instance_of_another_name() {
    let [moscow, kazan] = [IDS[0], IDS[1]];
    for (text, expected) in [
        (
            format!("MOSCOW_ID_INSTANCE={moscow}\nKAZAN_API_TOKEN={}\nKAZAN_ID_INSTANCE={kazan}", token(1)),
            [[moscow, "-"], [kazan, &token(1)]],
        ),
        (
            format!("WA_MOSCOW_INSTANCE_ID: {moscow}\nWA_KAZAN_TOKEN: {0}\nWA_KAZAN_INSTANCE_ID: {kazan}", token(1)),
            [[moscow, "-"], [kazan, &token(1)]],
        ),
        // Words that are about the service, or about no other instance of the list.
        (
            format!(
                "GREEN_API_ID_INSTANCE={moscow}\nAPI_TOKEN_INSTANCE={}\nSHOP_INSTANCE_ID={kazan}\nWHATSAPP_TOKEN={}",
                token(0),
                token(1)
            ),
            [[moscow, &token(0)], [kazan, &token(1)]],
        ),
    ] {
        let found: Vec<_> = list(&text).into_iter().map(|[_, id, token, _]| [id, token]).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn several_instances_in_a_row_of_a_table_are_all_listed() {
    let text = format!(
        "idInstance;apiTokenInstance;idInstance;apiTokenInstance\n{};{};{};{}\n{};{};;",
        IDS[0],
        token(0),
        IDS[1],
        token(1),
        IDS[2],
        token(2)
    );
    let found: Vec<_> = list(&text).into_iter().map(|[_, id, token, _]| [id, token]).collect();
    assert_eq!(found, [0, 1, 2].map(|at| [IDS[at].to_owned(), token(at)]));
}

#[test]
fn what_cannot_be_read_is_noted() {
    let text = format!(
        "idInstance;token;apiUrl\n7,1E+09;{};https://7103.media.greenapi.com\n{};нет;{}\n{};{};",
        token(0),
        IDS[1],
        url(IDS[1]),
        IDS[2],
        token(2)
    );
    let unreadable: Vec<_> = read_many(&text).unwrap().into_iter().map(|values| values.unreadable).collect();
    assert_eq!(unreadable, [vec![Part::IdInstance, Part::ApiUrl], vec![Part::Token], Vec::new()]);
}

#[test]
fn the_same_instance_twice_is_listed_twice() {
    let row = |at: usize| format!("{} {}", IDS[at], token(at));
    assert_eq!(list(&[row(0), row(1), row(0)].join("\n")).len(), 3);
    let object = |at: usize| format!(r#"{{"idInstance": "{}", "apiTokenInstance": "{}"}}"#, IDS[at], token(at));
    assert_eq!(list(&format!("[{}, {}, {}]", object(0), object(1), object(0))).len(), 3);
}

#[test]
fn an_address_above_a_list_is_that_of_all() {
    let text = format!("apiUrl: https://gate.example\n9900000001 {}\n9901000002 {}", token(0), token(1));
    let own = format!(
        r#"{{"apiUrl": "https://gate.example", "list": [{{"id": "8000000001", "token": "{}"}}, {{"id": "8000000002", "token": "{}"}}]}}"#,
        token(0),
        token(1)
    );
    assert_eq!(list(&text).len(), 2);
    assert!(list(&own).iter().all(|[.., url]| url == "https://gate.example"), "{own}");
}

#[test]
fn one_instance_is_not_several() {
    let (id, token, url) = (IDS[0], token(0), url(IDS[0]));
    for text in [
        format!(
            r#"{{"apiUrl": "{url}", "idInstance": {id}, "apiTokenInstance": "{token}", "settings": {{"id": 12345, "token": "abc"}}}}"#
        ),
        format!("{id} {token}"),
        format!("9123456789 375291234567 {id} {token} {url}"),
        format!("{url}/waInstance{id}/getSettings/{token}\n{url}/waInstance{id}/getStateInstance/{token}"),
        format!("idInstance: {id}\napiTokenInstance: {token}\nGET {url}/waInstance{id}/getSettings/{token}\nid: 1234"),
        format!("{url}/waInstance{id}/getSettings/{token}\nidInstance: {id}\napiTokenInstance: {token}"),
    ] {
        assert!(read_pasted(&text).is_some(), "{text}: {:?}", list(&text));
    }
}

#[test]
fn lines_of_a_list_may_be_separated_by_other_characters_than_line_breaks() {
    for separator in ["\u{2028}", "\u{b}"] {
        let row = |_: usize, name: &str, id: &str, token: &str, url: &str| format!("{name}\t{id}\t{token}\t{url}");
        assert_list(&each(row, separator), true, true);
    }
}

#[test]
fn a_list_has_limits() {
    let rows = |count: usize| {
        (0..count).map(|at| format!("{} {}", 7_103_000_000 + at, token(0))).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(read_many(&rows(MAX_INSTANCES)).unwrap().len(), MAX_INSTANCES);
    assert_eq!(read_many(&rows(MAX_INSTANCES + 1)).unwrap_err(), ListRefused::TooMany);
    let calls = |count: usize| (0..count).map(|at| format!("/waInstance{at:04}/a/b\n")).collect::<String>();
    assert_eq!(read_many(&calls(90_000)).unwrap_err(), ListRefused::TooMany);
    assert_eq!(read_many(&"7".repeat(50_000_000)).unwrap_err(), ListRefused::TooLong);
    for text in ["", " \n", "Please connect the instances", "[]", "{}", "[[[[", "idInstance\ttoken\n"] {
        assert_eq!(read_many(text).unwrap_err(), ListRefused::Nothing, "{text}");
    }
}

#[test]
fn debug_shows_no_token_of_a_list() {
    let shown = format!("{:?}", read_many(&each(|_, _, id, token, _| format!("{id} {token}"), "\n")));
    assert!(shown.contains(IDS[0]) && !shown.contains(&token(0)), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived_as_a_list(text in any::<String>()) {
        let _ = read_many(&text);
    }

    #[test]
    fn no_token_comes_under_the_id_of_another_row(
        rows in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 1..12),
        delimiter in prop::sample::select(vec!["\t", ";", ",", " "]),
        gap in prop::sample::select(vec!["\n", "\r\n", "\n\n"]),
    ) {
        let row = |(at, (has_id, has_token, turned)): (usize, &(bool, bool, bool))| {
            let id = if *has_id { format!("71030045{at:02}") } else { String::new() };
            let token = if *has_token { format!("{:0>50}", at + 10) } else { String::new() };
            let cells = if *turned { [token, id] } else { [id, token] };
            cells.join(delimiter)
        };
        let text = rows.iter().enumerate().map(row).collect::<Vec<_>>().join(gap);
        let whole = rows.iter().filter(|(id, token, _)| *id && *token).count();
        let found = read_many(&text).unwrap_or_default();
        prop_assert!(found.iter().filter(|values| values.id_instance.is_some()).count() <= rows.len());
        for values in found {
            let (Some(id), Some(token)) = (values.id_instance, values.token) else { continue };
            let of = |text: &str| text[text.len() - 2..].parse::<usize>().unwrap();
            // Without a whole row, its lines have no boundaries.
            if whole > 0 {
                prop_assert_eq!(of(id.as_str()) + 10, of(token.expose()), "{}", text);
            }
        }
    }

    #[test]
    fn any_pieces_of_the_usual_forms_are_survived_as_a_list(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "idInstance", "apiUrl", "token", "Токен", "name", ":", "=", " ", "\n", "\r", "\t", "\"", ",", ";", "|", "{", "}",
                "[", "]", "{\"key\":", "\"value\":", "https://", "/waInstance", "7103004512", "7103.api.greenapi.com", "/", "İ",
                "\u{200B}", "é", "_1", "d75b3a66374942c5b3c019c698abc2067e151558acbd412345",
            ]),
            0..40,
        )
    ) {
        let _ = read_many(&pieces.concat());
    }
}
