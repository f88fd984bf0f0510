//! The list of licences matches the libraries of the program; `./dev licences` regenerates it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// A library and its version.
type Library = (String, String);

fn read(file: &str) -> String {
    // On Windows git may check files out with CRLF.
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap().replace('\r', "")
}

/// Returns the libraries in `assets/licences/libraries.txt`, one per line: `serde 1.0.228: MIT OR Apache-2.0`.
fn listed() -> BTreeSet<Library> {
    let text = read("assets/licences/libraries.txt");
    let lines = text.lines().skip(2).take_while(|line| !line.is_empty());
    let library = |line: &str| {
        let (library, licence) = line.split_once(": ").unwrap();
        assert!(!licence.trim().is_empty(), "{library} has no licence");
        let (name, version) = library.split_once(' ').unwrap();
        (name.to_owned(), version.to_owned())
    };
    lines.map(library).collect()
}

/// Returns the libraries in Cargo.lock: for every system, and for building and testing too.
fn locked() -> BTreeSet<Library> {
    let text = read("Cargo.lock");
    let value = |line: Option<&str>, key: &str| {
        let value = line?.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')?;
        Some(value.to_owned())
    };
    let mut lines = text.lines();
    let mut found = BTreeSet::new();
    while let Some(line) = lines.next() {
        if line == "[[package]]" {
            let name = value(lines.next(), "name").unwrap();
            found.insert((name, value(lines.next(), "version").unwrap()));
        }
    }
    found
}

/// Returns the libraries that are in the program on this system.
fn built_in() -> BTreeSet<Library> {
    let tree = ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let told = Command::new(env!("CARGO")).args(tree).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let library = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next()?;
        let version = words.next()?.strip_prefix('v')?;
        (name != env!("CARGO_PKG_NAME")).then(|| (name.to_owned(), version.to_owned()))
    };
    String::from_utf8(told.stdout).unwrap().lines().filter_map(library).collect()
}

#[test]
fn every_library_is_listed_in_the_version_that_is_built_in() {
    let (listed, locked, built_in) = (listed(), locked(), built_in());
    assert!(built_in.len() > 100, "the libraries are not read");
    let again = "run ./dev licences";
    assert_eq!(listed.difference(&locked).collect::<Vec<_>>(), Vec::<&Library>::new(), "no longer used: {again}");
    assert_eq!(built_in.difference(&listed).collect::<Vec<_>>(), Vec::<&Library>::new(), "not listed: {again}");
}

#[test]
fn the_text_of_each_licence_is_there() {
    let text = read("assets/licences/libraries.txt");
    for (licence, words) in [
        ("MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"),
        ("Apache-2.0", "Apache License\n                           Version 2.0, January 2004"),
        ("ISC", "Permission to use, copy, modify, and/or distribute this software for any"),
        ("MPL-2.0", "Mozilla Public License Version 2.0"),
        ("OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"),
    ] {
        assert!(text.contains(words), "the text of {licence} is not there");
    }
}

/// Returns the libraries that the headings of the licences' texts name.
fn with_text() -> BTreeSet<Library> {
    let text = read("assets/licences/libraries.txt");
    let lines: Vec<&str> = text.lines().collect();
    // A heading is between two rules: the licence's name, then its libraries.
    let headings = lines.windows(4).filter(|part| part[0].starts_with("====") && part[0] == part[3]);
    let libraries = headings.flat_map(|part| part[2].split(", "));
    libraries
        .filter_map(|library| library.split_once(' '))
        .map(|(name, version)| (name.into(), version.into()))
        .collect()
}

#[test]
fn every_library_has_the_text_of_its_licence() {
    let (listed, with_text) = (listed(), with_text());
    assert!(with_text.len() > 100, "the headings are not read");
    assert_eq!(listed.symmetric_difference(&with_text).collect::<Vec<_>>(), Vec::<&Library>::new(), "./dev licences");
}
