//! Tests the reading of contacts.

use super::{pasted, read, told};
use crate::green_api::Messenger;
use crate::work::chats::import_chats::{Corrections, Source};

#[test]
fn the_numbers_of_a_vcard_are_read() {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Иванов, Пётр\r\nTEL;TYPE=\"cell,voice\":+79123456789\r\n\
        item1.TEL;type=pref:8 912 000-00-01\r\nEMAIL:79031182004@example.com\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\ntel;value=uri:tel:+7-903-118-20-04\r\nTEL:+7 812 999-00-00 доб. 5\r\nEND:VCARD\r\n";
    let expected = [(4, "79123456789"), (5, "79120000001"), (9, "79031182004"), (10, "Extension")];
    let expected = expected.map(|(line, word)| (line, word.to_owned()));
    assert_eq!(told(&pasted(card)), expected);
    let list = read(Source::File(card.as_bytes()), Messenger::WhatsApp, &Corrections::default()).unwrap();
    assert_eq!(told(&list), expected);
}

#[test]
fn a_folded_line_of_a_vcard_is_one_line() {
    let card = "BEGIN:VCARD\r\nTEL;TYPE=\"voice,cell\";X-LABEL=a long\r\n  label:tel:+7-903-118-\r\n 20-04\r\n\
        NOTE:before\r\n TEL:+79990001122\r\nNOTE;ENCODING=QUOTED-PRINTABLE:call=\r\nTEL:89990001133\r\n\
        TEL:+79123456789\r\nEND:VCARD\r\n";
    let expected = [(2, "79031182004"), (9, "79123456789")].map(|(line, word)| (line, word.to_owned()));
    assert_eq!(told(&pasted(card)), expected);
    // Each line end, as old programs for the Mac write it.
    assert_eq!(told(&pasted(&card.replace("\r\n", "\r"))), expected);
}

#[test]
fn a_quoted_printable_number_of_a_vcard_is_decoded() {
    let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nTEL;CELL;ENCODING=QUOTED-PRINTABLE:=2B7=20903=\r\n=20118=2D20=2D04\r\n\
        TEL;HOME;ENCODING=QUOTED-PRINTABLE:+7=20912 345-67-8=39\r\nEND:VCARD\r\n";
    assert_eq!(told(&pasted(card)), [(3, "79031182004".to_owned()), (5, "79123456789".to_owned())]);
}
