//! Lists in which a value is missing: no token comes under the id of another instance.

use super::*;

/// Asserts the instances of a list, each as its id and its token: `A` to `D` for the ids, `1` to `4` for the tokens.
/// In the text, `#` and `@` are the labels of the two, and `$` is a `#`.
#[track_caller]
fn assert_pairs(form: &str, expected: &[&str]) {
    let id = |letter: char| format!("71030045{}", letter as u32);
    let token = |digit: char| format!("{:0>50}", digit as u32);
    let written = |character: char| match character {
        'A'..='D' => id(character),
        '1'..='4' => token(character),
        '#' => "idInstance: ".to_owned(),
        '@' => "apiTokenInstance: ".to_owned(),
        '$' => "#".to_owned(),
        _ => character.to_string(),
    };
    let text: String = form.chars().map(written).collect();
    let pair = |values: Pasted| {
        let an_id = values.id_instance.map(|id| id.as_str().to_owned());
        let a_token = values.token.map(|token| token.expose().to_owned());
        let ids = ('A'..='D').filter(|letter| an_id == Some(id(*letter)));
        let tokens = ('1'..='4').filter(|digit| a_token == Some(token(*digit)));
        ids.chain(tokens).collect::<String>()
    };
    let found: Vec<String> = read_many(&text).unwrap_or_default().into_iter().map(pair).collect();
    assert_eq!(found, expected, "{form:?}: {text}");
}

#[test]
fn a_token_that_may_belong_to_several_is_completed_by_no_other_id() {
    let apart_then_whole = ["A", "B", "2", "C3"];
    assert_pairs("A\nB\n2\nC\n3", &apart_then_whole);
    assert_pairs("#A\n#B\n@2\n#C\n@3", &apart_then_whole);
    assert_pairs("#A\n#B\n@2\n#C\n@3\n#D\n@4", &["A", "B", "2", "C3", "D4"]);
    // Nothing shows which of the two orders it is.
    assert_pairs("A\nB\n3\nC\n4\nD", &["A", "B", "3", "C", "4", "D"]);
    assert_pairs("A\nB\nC 3", &["A", "B", "C3"]);
    assert_pairs("A\nB\n3 C", &["A", "B", "C3"]);
}

#[test]
fn an_instance_that_is_named_twice_is_one() {
    for form in ["Инстанс A\n#A\n@1", "Instance A\nИнстанс A создан\n#A\n@1", "#A\n@1\nПроверьте, что A авторизован"]
    {
        assert_pairs(form, &["A1"]);
    }
    assert_pairs("#A\n@1\n#B\n@2\nA", &["A1", "B2"]);
    assert_pairs("#A\n@1\nA\n@2", &["A", "1", "2"]);
}

#[test]
fn no_token_is_left_out_without_a_word() {
    let two_pairs = "Город;WA idInstance;WA token;TG idInstance;TG token\nСамара;A;1;;\nУфа;B;2;;\nОмск;;;C;3";
    assert_pairs(two_pairs, &["A1", "B2", "C", "3"]);
    let reserve = "Город;idInstance;Токен;Резервный инстанс;Токен резервного\nУфа;A;1;B;2";
    assert!(
        read_pasted(&reserve.replace('A', "7103004565").replace('1', &"1".repeat(50)).replace('2', &"2".repeat(50)))
            .is_none()
    );
}

#[test]
fn the_number_of_a_company_is_no_instance() {
    assert_pairs("#A\n@1\n\nООО Ромашка, ИНН 7701234567", &["A1"]);
}

#[test]
fn the_number_of_something_else_is_no_instance() {
    for number in [
        "Казань, тел. 9917654321",
        "Договор 5507897837",
        "Счёт № 5507897837",
        "ID заказа: 5507897837",
        "AnyDesk ID: 1101556678",
        "998905567067",
    ] {
        for (token, between) in [("token", "\n"), ("apiTokenInstance", ", ")] {
            let text = format!("{number}{between}{token} {}", "0a".repeat(25));
            assert!(read_pasted(&text).unwrap().id_instance.is_none(), "{text}");
            assert!(read_many(&text).unwrap().iter().all(|values| values.id_instance.is_none()), "{text}");
            let whole = format!("idInstance: 7103004565\n{text}");
            assert_eq!(read_pasted(&whole).unwrap().id_instance.unwrap().as_str(), "7103004565", "{whole}");
        }
    }
}

#[test]
fn a_part_with_two_ids_and_one_token_stays_apart() {
    assert_pairs("#A\n#B\n@2\n\n#C\n@3", &["A", "B", "2", "C3"]);
    for between in ["\t", ";", " | "] {
        for heading in ["", "id,token,id,token\n"] {
            let form = |row: &str| format!("{heading}{row}").replace(',', between);
            assert_pairs(&form("A,,B,2\nC,3,D,4"), &["A", "B", "2", "C3", "D4"]);
            assert_pairs(&form(",1,B,2\nC,3,D,4"), &["1", "B", "2", "C3", "D4"]);
            assert_pairs(&form("A,1,B,\nC,3,D,4"), &["A", "1", "B", "C3", "D4"]);
        }
    }
    assert_pairs("A B 1 2", &["A", "B", "1", "2"]);
}

#[test]
fn paragraphs_with_names_or_with_a_whole_instance_are_boundaries() {
    assert_pairs("Москва\n#A\n\nКазань\n@2\n\nТверь\n#C\n@3", &["A", "2", "C3"]);
    assert_pairs("[Москва]\nid=A\n\n[Казань]\ntoken=2", &["A", "2"]);
    assert_pairs("#A\n\n@1", &["A1"]);
}

#[test]
fn two_named_records_that_lack_a_value_are_not_one_instance() {
    for form in [
        "Анапа\tA\t\nКазань\t\t2",
        "\"Анапа\",\"A\",\"\"\n\"Казань\",\"\",\"2\"",
        "Анапа;;1\nКазань;B;",
        "Анапа\nid: A\nКазань\nтокен: 2",
        "$$ Анапа\n- idInstance: A\n$$ Казань\n- apiTokenInstance: 2",
        "=== Анапа ===\nid=A\n=== Казань ===\ntoken=2",
        "- Анапа: id A\n- Казань: токен 2",
        "{\"name\": \"Анапа\", \"values\": [{\"key\": \"idInstance\", \"value\": \"A\"}]}\n{\"name\": \"Казань\", \"values\": [{\"key\": \"token\", \"value\": \"2\"}]}",
    ] {
        let [first, second] = if form.contains('B') { ["1", "B"] } else { ["A", "2"] };
        assert_pairs(form, &[first, second]);
    }
    assert_pairs("=== Анапа ===\nid: A\n=== Казань ===\ntoken: 2\n=== Уфа ===\nid: C\ntoken: 3", &["A", "2", "C3"]);
    for form in [
        "$ Анапа\nid=A\n$ токен из кабинета\ntoken=1",
        "Анна: id A\nАнна: токен 1",
        "Анна\nid: A\nАнна\nтокен: 1",
        "Identifiant\t\tA\nJeton\t\t1",
        "\"A\",\n\"1\",",
        "Анапа\nonline\nidInstance\nA\nТариф\nToken\n1",
        "{\"key\": \"idInstance\", \"value\": \"A\"}\n{\"key\": \"token\", \"value\": \"1\"}",
    ] {
        assert_pairs(form, &["A1"]);
    }
}

#[test]
fn sections_and_items_are_boundaries_without_blank_lines() {
    assert_pairs("[moscow]\nid = A\n[kazan]\nid = B\ntoken = 2\n[tver]\ntoken = 3", &["A", "B2", "3"]);
    assert_pairs("[moscow]\nid = A\n[kazan]\ntoken = 2", &["A", "2"]);
    assert_pairs("moscow:\n  id: A\nkazan:\n  id: B\n  token: 2\ntver:\n  token: 3", &["A", "B2", "3"]);
    assert_pairs("all:\n  moscow:\n    id: A\n  kazan:\n    token: 2\n    id: B", &["A", "B2"]);
    assert_pairs("- id: A\n- id: B\n  token: 2\n- token: 3", &["A", "B2", "3"]);
    assert_pairs(r#"[{"id": "A"}, {"token": "2"}, {"id": "C", "token": "3"}]"#, &["A", "2", "C3"]);
}

#[test]
fn one_whole_row_shows_that_each_line_is_a_row() {
    for text in ["A\t1\n\t2\nC\t", "A 1\n2\nC", "A\t1\n\n\t2\nC\t"] {
        assert_pairs(text, &["A1", "2", "C"]);
    }
}

#[test]
fn the_form_takes_nothing_from_a_text_with_two_ids_or_two_tokens() {
    let (a, b, one, two) = ("7103004501", "7103004502", "1".repeat(50), "2".repeat(50));
    for text in [
        format!("{a}\n{b}\n{two}"),
        format!("idInstance: {a}\nidInstance: {b}\napiTokenInstance: {two}"),
        format!("{a}, {b}"),
        format!("idInstance: {a}\ntoken: {one}\ntoken: {two}"),
        format!("Ромашка\t7703123456\t{a}\t{one}"),
        format!("idInstance\tinstanceId\ttoken\n{a}\t{b}\t{one}"),
        format!(r#"{{"idInstance": "{a}", "instanceId": "{b}", "token": "{one}"}}"#),
        format!("[moscow]\nid = {a}\n[kazan]\ntoken = {two}"),
    ] {
        assert!(read_pasted(&text).is_none(), "{text}");
    }
}

#[test]
fn one_instance_in_a_line_is_whole() {
    for form in [
        "#A, @1",
        "instance A token 1",
        "idInstance=A&apiTokenInstance=1",
        "apiToken=1&idInstance=A",
        "idInstance\tA\tapiTokenInstance\t1",
        "idInstance apiTokenInstance\nA 1",
        "idInstance\napiTokenInstance\nA\n1",
    ] {
        assert_pairs(form, &["A1"]);
    }
}

#[test]
fn names_of_instances_in_labels_are_seen_in_any_spelling() {
    for form in [
        "moscow.idInstance=A\nkazan.apiTokenInstance=2\nkazan.idInstance=B",
        "moscow-id-instance: A\nkazan-api-token: 2\nkazan-id-instance: B",
        "moscowIdInstance: A\nkazanToken: 2\nkazanIdInstance: B",
        "Москва idInstance: A\nКазань apiTokenInstance: 2\nКазань idInstance: B",
        "moscow[idInstance]=A\nkazan[apiTokenInstance]=2\nkazan[idInstance]=B",
        r#"{"anapa_id_instance": "A", "kazan_api_token": "2", "kazan_id_instance": "B"}"#,
        r#"{"values": [{"key": "anapaIdInstance", "value": "A"}, {"key": "kazanToken", "value": "2"}, {"key": "kazanIdInstance", "value": "B"}]}"#,
    ] {
        assert_pairs(form, &["A", "B2"]);
    }
    // Words that are about no other instance of the list.
    assert_pairs("shopIdInstance: A\nwhatsAppToken: 1", &["A1"]);
    assert_pairs("ИД инстанса: A\nТокен инстанса: 1\nНомер инстанса: B\nТокен: 2", &["A1", "B2"]);
    assert_pairs(r#"{"instanceId": "A", "accessToken": "1"}"#, &["A1"]);
}

#[test]
fn a_token_for_something_else_leaves_that_of_an_instance_in_place() {
    assert_pairs("green_api_#A\ngreen_api_token=1\ntelegram_token=2", &["A1", "2"]);
    assert_pairs("export telegram_token=2\nexport token=1\nA", &["2", "A1"]);
    assert_pairs("crm_token=2\nid_instance=A\napi_token=1\nmax_id_instance=B\nmax_token=3", &["2", "A1", "B3"]);
}

#[test]
fn an_address_above_a_list_with_a_gap_is_no_boundary() {
    let address = |pool: u8| format!("apiUrl: https://{pool}.api.greenapi.com\n");
    assert_pairs(&format!("{}@1\n#B\n{}@2", address(75), address(87)), &["1", "B", "2"]);
}

#[test]
fn an_address_amid_a_list_is_not_that_of_all() {
    let address = |text: &str| {
        let list = read_many(text).unwrap();
        list.iter().map(|values| values.api_url.as_ref().map(|url| url.host().to_owned())).collect::<Vec<_>>()
    };
    let (one, two) = ("1".repeat(50), "2".repeat(50));
    let gateway = Some("7103.api.greenapi.com".to_owned());
    let amid = format!("token: {one}\ntoken: {two}\napiUrl: https://7103.api.greenapi.com\nid: 7103004513");
    assert_eq!(address(&amid), [None, None, None]);
    let above = format!("apiUrl: https://7103.api.greenapi.com\ntoken: {one}\ntoken: {two}");
    assert!(address(&above).iter().all(|url| *url == gateway));
}

#[test]
fn a_label_may_end_in_the_name_of_its_instance() {
    for form in [
        "id_instance_msk=A\napi_token_instance_msk=1\nid_instance_spb=B\napi_token_instance_spb=2",
        "id_instance_msk=A\nid_instance_spb=B\ntoken_spb=2\ntoken_msk=1",
        "idInstanceMsk: A\ninstanceSpb: B\ntokenSpb: 2\ntokenMsk: 1",
        r#"{"id_instance_msk": "A", "instance_id_spb": "B", "token_spb": "2", "token_msk": "1"}"#,
    ] {
        assert_pairs(form, &["A1", "B2"]);
    }
    assert_pairs("id_instance_msk=A\ntoken_spb=2\nid_instance_spb=B", &["A", "B2"]);
    assert_pairs("max_id=A\nwa_id=B\nmax_token=1\nwa_token=2", &["A1", "B2"]);
    assert_pairs("Инстанс №A\nадмин_chat_id=7123456789\nphone=9991234567\nТокен:1", &["A1"]);
    assert_pairs("Инстанс: Казань\nид: A\nтокен: 1", &["A1"]);
    assert_pairs("Казань_id: A\nКазань_токен: 1\nУфа_id: B", &["A1", "B"]);
    assert_pairs("list=A:1,B:2", &["A1", "B2"]);
    assert_pairs("green_api_id=A\ngreen_api_token=1\ntoken_type=bearer", &["A1"]);
}

#[test]
fn the_id_as_a_key_of_json_is_read() {
    assert_pairs(
        r#"{"A": {"token": "1"}, "B": {"name": "Уфа"}, "C": {"host": "x", "token": "3"}}"#,
        &["A1", "B", "C3"],
    );
    assert_pairs(r#"{"A": null, "B": "2", "C": "", "D": {}}"#, &["B2", "A", "C", "D"]);
    assert_pairs(r#"{"idInstance": "A", "token": "1", "reserve": {"idInstance": "B"}}"#, &["A1", "B"]);
    assert_pairs(r#"[{"idInstance": "A", "token": "1"}, {"idInstance": "B", "tok"#, &["A1", "B"]);
}

#[test]
fn the_number_of_a_row_without_an_instance_is_no_id() {
    for none in ["null", r#""""#] {
        let row = |none: &str| format!(r##"[{{"id": "B", "instance_id": {none}, "token": "1"}}]"##);
        assert_pairs(&row(none), &["1"]);
    }
    assert_pairs(r#"{"id": "A", "name": null, "token": "1"}"#, &["A1"]);
}

#[test]
fn a_line_that_is_commented_out_is_no_part_of_an_instance() {
    for mark in ["$", "$ ", ";", "// "] {
        assert_pairs(&format!("id_instance=A\n{mark}api_token=1\napi_token=2"), &["A2", "1"]);
        assert_pairs(&format!("{mark}id_instance=A\n{mark}token_old=1\nid_instance=B\napi_token=2"), &["B2", "A", "1"]);
        assert_pairs(&format!("id_instance=A\n{mark}api_token=1"), &["A", "1"]);
        assert_pairs(&format!("{mark}id_instance=A\n{mark}api_token=1"), &["A1"]);
    }
    assert_pairs("$$ Инстанс: A\n@1\n$$ Инстанс: B\n@2", &["A1", "B2"]);
    assert_pairs("$ Уфа\n#A\n@1\n\n$ Омск\n#B\n@2", &["A1", "B2"]);
}

#[test]
fn words_beside_a_token_name_its_instance() {
    for form in [
        "Уфа A\nтокен Омск 2\nОмск B\nтокен Уфа 1",
        "Уфа\nид: A\nтокен Омск: 2\nОмск\nид: B\nтокен Уфа: 1",
        "Уфа\nA\nтокен Омск\n2\nОмск\nB\nтокен Уфа\n1",
    ] {
        assert_pairs(form, &["A", "2", "B", "1"]);
    }
    assert_pairs("Инстанс 7: A\nТокен 8: 2\nИнстанс 8: B\nТокен 7: 1", &["A", "2", "B", "1"]);
    assert_pairs("Token 8: 2\nInstance 7: A", &["A", "2"]);
    assert_pairs("[09:05] id A\n[09:06] токен 1\n[09:06] id B\n[09:07] токен 2", &["A1", "B2"]);
    assert_pairs("инстанс A\nпароль 1\nинстанс B\nпароль 2", &["A1", "B2"]);
    assert_pairs("id_ufa=A\ntoken_omsk=2\nid_omsk=B\ntoken_ufa=1", &["A1", "B2"]);
    assert_pairs("Уфа A\nтокен Уфа 1\nОмск B\nтокен 2", &["A1", "B2"]);
}

#[test]
fn a_value_that_is_joined_to_other_characters_is_seen() {
    for form in [
        "Казань-A\nТокен: 1",
        "A-Казань\n1",
        "A_Казань_1",
        "Казань/A/1",
        "A—1",
        "Казань→A→1",
        "📱A\n🔑1",
        "•A •1",
        "7.A 1",
        "-A 1",
        "A+1",
        "A¹ 1",
        "idInstance：A\napiTokenInstance：1",
        "waInstanceA\n1",
        "idA\nтокен 1—старый",
        "id: A\n__1__",
        "id_instance_A=1",
    ] {
        assert_pairs(form, &["A1"]);
    }
    assert_pairs("- A\n-B\nтокен 2", &["A", "B", "2"]);
    assert_pairs("Анапа A 1\nКазань -B\nУфа C 3", &["A1", "B", "C3"]);
    // Numbers of other things: a phone, an account of a messenger, a link to a chat.
    for other in ["+998901234567", "998901234567@c.us", "https://wa.me/998901234567", "wa.me/998901234567"] {
        let text = format!("idInstance: 7103004565\napiTokenInstance: {}\n{other}", "0a".repeat(25));
        assert_eq!(read_many(&text).unwrap().len(), 1, "{other}");
    }
}

#[test]
fn a_token_that_is_missing_is_not_the_next_line() {
    for below in ["DB_PASSWORD=Zx81kkPq92mAbc77TyuRopl5", "Developer", "Phone: 79001234567"] {
        for empty in ["apiTokenInstance:", "api_token=", "apiTokenInstance\n••••••", "Токен: ****"] {
            let text = format!("idInstance: 7103004565\n{empty}\n{below}");
            assert!(read_pasted(&text).unwrap().token.is_none(), "{text}");
            assert!(read_many(&text).unwrap().iter().all(|values| values.token.is_none()), "{text}");
        }
    }
    assert_pairs("idInstance\nA\napiTokenInstance\n1", &["A1"]);
}
