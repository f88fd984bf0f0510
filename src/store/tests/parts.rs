//! Files of which a part is lost: cut off, overwritten with NUL, or edited by hand with a mistake.

use super::*;

/// Returns the bytes of a file with these settings and three instances.
fn written() -> Vec<u8> {
    let bench = Bench::empty();
    let (store, _) = bench.open();
    store
        .change(|contents| {
            contents.settings.scale_percent = 125;
            for (digits, name) in [(7103004512u64, "Sales"), (7103004513, "Support"), (7103004514, "Depot")] {
                contents.put_instance(record(digits, name));
            }
        })
        .unwrap();
    fs::read(bench.file()).unwrap()
}

/// Opens a file, and returns the names of its instances and its scale. The file must count as damaged, and be kept.
fn open(bytes: &[u8]) -> (Vec<String>, u16) {
    let bench = Bench::with(bytes);
    let (store, loaded) = bench.open();
    let has_warned = loaded.warnings.iter().any(|warning| matches!(warning, StoreWarning::Damaged { .. }));
    assert!(has_warned, "{:?}", loaded.warnings);
    store.change(|contents| contents.settings.last_page = None).unwrap();
    assert_eq!(bench.kept_aside(), [bytes]);
    let (_, again) = bench.open();
    assert_eq!((again.warnings, again.instances.len()), (vec![], loaded.instances.len()), "it was replaced");
    let names = loaded.instances.into_iter().map(|record| record.name).collect();
    (names, loaded.settings.scale_percent)
}

fn place(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap()
}

#[test]
fn of_a_file_that_was_cut_off_the_whole_parts_are_used() {
    let whole = written();
    for cut in 1..=3 {
        assert_eq!(
            open(&whole[..whole.len() - 1 - cut]),
            (vec!["Sales".into(), "Support".into(), "Depot".into()], 125)
        );
    }
    let (names, _) = open(&whole[..place(&whole, "Depot")]);
    assert_eq!(names, ["Sales", "Support"]);
    // In the middle of the first one nothing is whole.
    let bench = Bench::with(&whole[..place(&whole, "Sales")]);
    assert_eq!(bench.open().1.instances, []);
}

#[test]
fn a_byte_that_became_nul_costs_nothing_but_itself() {
    let mut bytes = written();
    let at = place(&bytes, "Support");
    bytes[at + 1] = 0;
    assert_eq!(open(&bytes), (vec!["Sales".into(), "S\u{fffd}pport".into(), "Depot".into()], 125));
}

#[test]
fn a_part_overwritten_with_nul_joins_no_two_instances() {
    let whole = written();
    let (support, depot) = (place(&whole, "Support"), place(&whole, "Depot"));
    // The lost part begins in the name of one instance and ends at each byte of the next.
    for end in support + 3..depot {
        let mut bytes = whole.clone();
        bytes[support + 1..end].fill(0);
        let (names, scale) = open(&bytes);
        assert!(names == ["Sales", "Depot"] || names == ["Sales"], "{names:?}");
        assert_eq!(scale, 125);
    }
}

#[test]
fn a_comma_too_many_costs_nothing() {
    let text = String::from_utf8(written()).unwrap();
    let edited = text.replacen("    }\n  ]", "    },\n  ]", 1);
    assert_ne!(edited, text);
    assert_eq!(open(edited.as_bytes()), (vec!["Sales".into(), "Support".into(), "Depot".into()], 125));
}

#[test]
fn a_file_with_its_content_twice_has_each_instance_once() {
    let text = String::from_utf8(written()).unwrap();
    let doubled = format!("{text}{text}");
    let conflict = format!("<<<<<<< mine\n{text}=======\n{text}>>>>>>> theirs\n");
    for twice in [doubled, conflict] {
        assert_eq!(open(twice.as_bytes()), (vec!["Sales".into(), "Support".into(), "Depot".into()], 125));
    }
}

#[test]
fn a_byte_of_the_structure_costs_no_instance() {
    let text = String::from_utf8(written()).unwrap();
    for (from, to) in [
        ("\"version\"", "\"versiom\""),
        ("\"version\": 1", "\"version\": 0"),
        ("\"version\": 1", "\"version\": \"1\""),
        ("\"instances\"", "\"instancez\""),
        ("\"settings\": {", "\"settings\": 5, \"x\": {"),
        ("\"instances\": [", "\"instances\": {}, \"x\": ["),
    ] {
        assert!(text.contains(from), "{from}");
        let (names, _) = open(text.replacen(from, to, 1).as_bytes());
        assert_eq!(names, ["Sales", "Support", "Depot"], "{to}");
    }
}

#[test]
fn a_file_of_a_newer_version_is_not_read_in_part() {
    let text = String::from_utf8(written()).unwrap().replace("\"version\": 1", "\"version\": 2");
    let bench = Bench::with(text.trim_end().trim_end_matches('}'));
    assert_eq!(bench.open().1.instances, []);
}

#[test]
fn damage_to_a_part_during_the_run_costs_nothing() {
    let bench = Bench::with(written());
    let (store, _) = bench.open();
    let whole = fs::read(bench.file()).unwrap();
    fs::write(bench.file(), &whole[..place(&whole, "Support")]).unwrap();
    let contents = store.change(|contents| contents.settings.scale_percent = 150).unwrap();
    assert_eq!(contents.instances.len(), 3);
}
