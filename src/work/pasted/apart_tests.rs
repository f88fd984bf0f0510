//! Lists in which a value is missing: no token comes under the id of another instance.

use super::*;

/// Asserts the instances of a list, each as its id and its token: `A` to `D` for the ids, `1` to `4` for the tokens.
/// In the text, `#` and `@` are the labels of the two.
#[track_caller]
fn assert_pairs(form: &str, expected: &[&str]) {
    let id = |letter: char| format!("71030045{}", letter as u32);
    let token = |digit: char| format!("{:0>50}", digit as u32);
    let written = |character: char| match character {
        'A'..='D' => id(character),
        '1'..='4' => token(character),
        '#' => "idInstance: ".to_owned(),
        '@' => "apiTokenInstance: ".to_owned(),
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
    assert_pairs("ID инстанса: A\nТокен инстанса: 1\nНомер инстанса: B\nТокен: 2", &["A1", "B2"]);
    assert_pairs(r#"{"instanceId": "A", "accessToken": "1"}"#, &["A1"]);
}
