//! The guide is parsed as it is written, its links have targets, and it uses the same words as the program.

use std::path::Path;

use super::guide::{Block, Guide, Match, Paragraph, TextKind, TextRun, read};
use crate::model::Topic;
use crate::ui::text::Language;

fn text(text: &str, kinds: &[(&str, TextKind)], depth: usize, mark: Option<&str>) -> Block {
    let mut at = 0;
    let run = |(part, kind): &(&str, TextKind)| {
        at += part.len();
        TextRun { within: at - part.len()..at, kind: kind.clone() }
    };
    let runs = kinds.iter().map(run).collect();
    Block::Text(Paragraph { text: text.to_owned(), runs, depth, mark: mark.map(str::to_owned) })
}

#[test]
fn what_a_guide_is_written_in_is_read() {
    let blocks = read(
        "# Title\n\n<a id=\"one\"></a>\n## First\n\nPress **Save**, see\n[there](#two).\n\n1. Once\n2. Twice\n   - `deep`\n\n\
         ![A queue](pictures/en/queue.png)\n",
    );
    let link = TextKind::Link("#two".to_owned());
    let parts = [
        ("Press ", TextKind::Plain),
        ("Save", TextKind::Strong),
        (", see ", TextKind::Plain),
        ("there", link),
        (".", TextKind::Plain),
    ];
    assert_eq!(
        blocks,
        [
            Block::Heading { anchor: "one".to_owned(), text: "First".to_owned() },
            text("Press Save, see there.", &parts, 0, None),
            text("Once", &[("Once", TextKind::Plain)], 1, Some("1.")),
            text("Twice", &[("Twice", TextKind::Plain)], 1, Some("2.")),
            text("deep", &[("deep", TextKind::Code)], 2, Some("•")),
            Block::Picture { name: "queue".to_owned(), alt: "A queue".to_owned() },
        ]
    );
}

#[test]
fn both_guides_have_the_same_sections_and_one_for_every_page() {
    let [english, russian] = [Language::English, Language::Russian].map(Guide::of);
    let anchors = |guide: &Guide| guide.sections().map(|(_, anchor, _)| anchor.to_owned()).collect::<Vec<_>>();
    assert_eq!(anchors(&english), anchors(&russian));
    assert!(anchors(&english).iter().all(|anchor| !anchor.is_empty()), "{:?}", anchors(&english));
    for topic in Topic::ALL {
        assert!(english.place_of(topic.anchor()).is_some(), "nothing stands under {:?}", topic.anchor());
    }
}

#[test]
fn every_link_and_picture_leads_somewhere() {
    for guide in [Language::English, Language::Russian].map(Guide::of) {
        for block in &guide.blocks {
            match block {
                Block::Text(paragraph) => {
                    for run in &paragraph.runs {
                        let TextKind::Link(to) = &run.kind else { continue };
                        let is_section = to.strip_prefix('#').is_some_and(|to| guide.place_of(to).is_some());
                        assert!(is_section || to.starts_with("https://"), "{to} leads nowhere");
                    }
                }
                Block::Picture { name, alt } => {
                    assert!(super::pictures::png(guide.language, name).is_some(), "there is no {name}");
                    assert!(!alt.is_empty(), "nothing is said of {name}");
                }
                Block::Heading { .. } => {}
            }
        }
    }
}

#[test]
fn words_are_found_in_every_block_whatever_their_case() {
    let blocks = read("## Clear it\n\nThen **clear** again.\n");
    let guide = Guide { language: Language::English, blocks };
    let found = guide.find("CLEAR");
    assert_eq!(found, [Match { block: 0, within: 0..5 }, Match { block: 1, within: 5..10 }]);
}
/// Returns the lines of every text of a language, each split at its placeholders.
fn texts(folder: &str) -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(folder);
    let mut texts = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let text = line.split_once(['=', ']']).map_or(line, |(_, text)| text).trim();
            let parts = text.split(['{', '}']).step_by(2).map(str::to_owned);
            texts.push(parts.collect());
        }
    }
    texts
}

/// Whether a text contains these words, or equals them with its placeholders filled in.
fn says(text: &[String], words: &str) -> bool {
    let [first, rest @ ..] = text else { return false };
    let [between @ .., last] = rest else { return first.contains(words) };
    let is_text = text.iter().map(String::len).sum::<usize>() > 3;
    let Some(mut left) = words.strip_prefix(first.as_str()).and_then(|words| words.strip_suffix(last.as_str())) else {
        return first.contains(words) || last.contains(words);
    };
    for part in between {
        let Some((_, after)) = left.split_once(part.as_str()) else { return false };
        left = after;
    }
    is_text
}

#[test]
fn what_is_bold_stands_in_the_program() {
    // The sections on installation, storage and troubleshooting begin their lines with words that only the guide uses.
    let of_its_own = ["install", "kept", "trouble"];
    for (language, folder) in [(Language::English, "en"), (Language::Russian, "ru")] {
        let texts = texts(folder);
        let guide = Guide::of(language);
        let (mut section, mut seen) = ("", 0);
        for block in &guide.blocks {
            match block {
                Block::Heading { anchor, .. } => section = anchor,
                Block::Text(paragraph) if !of_its_own.contains(&section) => {
                    for run in paragraph.runs.iter().filter(|run| run.kind == TextKind::Strong) {
                        let words = paragraph.text[run.within.clone()].trim_end_matches('.');
                        assert!(texts.iter().any(|text| says(text, words)), "nothing in the program says {words:?}");
                        seen += 1;
                    }
                }
                Block::Text(_) | Block::Picture { .. } => {}
            }
        }
        assert!(seen > 60, "the bold words are not read");
    }
}

#[test]
fn words_that_the_program_does_not_say_are_told_from_those_it_does() {
    let text: Vec<String> = ["Clear ", " messages"].map(str::to_owned).to_vec();
    assert!(says(&text, "Clear N messages"));
    assert!(!says(&text, "Delete N messages"));
    assert!(says(&["Add instance".to_owned()], "Add instance"));
    assert!(!says(&["Add instance".to_owned()], "Add an instance"));
}

#[test]
fn the_guide_has_no_markdown_that_its_reader_drops() {
    use pulldown_cmark::{Event, Parser, Tag};

    for markdown in [include_str!("../../../assets/help/en.md"), include_str!("../../../assets/help/ru.md")] {
        for (event, place) in Parser::new(markdown).into_offset_iter() {
            let is_read = match &event {
                Event::Start(tag) => matches!(
                    tag,
                    Tag::Paragraph
                        | Tag::Heading { .. }
                        | Tag::List(_)
                        | Tag::Item
                        | Tag::Strong
                        | Tag::Link { .. }
                        | Tag::Image { .. }
                        | Tag::HtmlBlock
                ),
                Event::Html(html) | Event::InlineHtml(html) => html.starts_with("<a id=") || html.trim() == "</a>",
                Event::End(_) | Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => true,
                _ => false,
            };
            assert!(is_read, "the guide drops {:?}", &markdown[place]);
        }
    }
}
