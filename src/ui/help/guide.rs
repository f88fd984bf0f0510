//! The user guide as blocks, parsed from the Markdown of `assets/help`, which is also read on the web.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::ui::embedded::embedded_text;
use crate::ui::text::{self, Language};

/// The guide of one language.
#[derive(Debug)]
pub struct Guide {
    pub language: Language,
    pub blocks: Vec<Block>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section, with the anchor that links lead to.
    Heading {
        anchor: String,
        text: String,
    },
    Text(Paragraph),
    /// A picture by its name, with a description of its content.
    Picture {
        name: String,
        alt: String,
    },
}

/// A paragraph, inside or outside a list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub text: String,
    pub runs: Vec<TextRun>,
    /// Nesting depth in lists; 0 outside of any list.
    pub depth: usize,
    /// Mark before the first paragraph of an item: a number, or a dot.
    pub mark: Option<String>,
}

/// A part of a paragraph with one style.
#[derive(Debug, PartialEq, Eq)]
pub struct TextRun {
    pub within: Range<usize>,
    pub kind: TextKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextKind {
    Plain,
    Strong,
    Code,
    /// Leads to another section by its anchor, such as `#clear`, or to the browser.
    Link(String),
}

/// A position in the guide: the index of the block, and a byte range of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub block: usize,
    pub within: Range<usize>,
}

impl Guide {
    pub fn of(language: Language) -> Self {
        Self { language, blocks: read(&source(language)) }
    }

    /// Returns each section's block, anchor and heading.
    pub fn sections(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.blocks.iter().enumerate().filter_map(|(index, block)| match block {
            Block::Heading { anchor, text } => Some((index, anchor.as_str(), text.as_str())),
            Block::Text(_) | Block::Picture { .. } => None,
        })
    }

    /// Returns the block of the heading that follows an anchor.
    pub fn place_of(&self, anchor: &str) -> Option<usize> {
        self.sections().find(|(_, found, _)| *found == anchor).map(|(index, ..)| index)
    }

    /// Returns the positions of these words, in order.
    pub fn find(&self, query: &str) -> Vec<Match> {
        let in_block = |(block, of): (usize, &Block)| {
            let text = match of {
                Block::Heading { text, .. } => text,
                Block::Text(paragraph) => &paragraph.text,
                Block::Picture { .. } => "",
            };
            text::find(text, query, usize::MAX).into_iter().map(move |within| Match { block, within })
        };
        self.blocks.iter().enumerate().flat_map(in_block).collect()
    }
}

fn source(language: Language) -> String {
    match language {
        Language::English => embedded_text!("en.md"),
        Language::Russian => embedded_text!("ru.md"),
    }
}

/// Parses the Markdown that the guide uses: sections, paragraphs, lists, bold, links and pictures. Skips its own title,
/// which is the title of the page.
pub(super) fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new(markdown) {
        reader.take(event);
    }
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The anchor of the next heading.
    anchor: String,
    now: Paragraph,
    kinds: Vec<TextKind>,
    /// Number of the next item of each open list; `None` for dots.
    lists: Vec<Option<u64>>,
    mark: Option<String>,
    picture: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                if let Some(anchor) = html.strip_prefix("<a id=\"").and_then(|rest| rest.split('"').next()) {
                    self.anchor = anchor.to_owned();
                }
            }
            Event::Text(text) => self.write(&text, None),
            Event::Code(text) => self.write(&text, Some(TextKind::Code)),
            Event::SoftBreak | Event::HardBreak => self.write(" ", None),
            Event::Start(Tag::Strong) => self.kinds.push(TextKind::Strong),
            Event::Start(Tag::Link { dest_url, .. }) => self.kinds.push(TextKind::Link(dest_url.into_string())),
            Event::End(TagEnd::Strong | TagEnd::Link) => {
                self.kinds.pop();
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.finish();
                self.picture = Some(picture_name(&dest_url));
            }
            Event::End(TagEnd::Image) => {
                let alt = std::mem::take(&mut self.now).text;
                self.blocks.extend(self.picture.take().map(|name| Block::Picture { name, alt }));
            }
            Event::Start(Tag::List(first)) => {
                self.finish();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        Some(format!("{}.", *number - 1))
                    }
                    _ => Some("•".to_owned()),
                };
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = std::mem::take(&mut self.now).text;
                let anchor = std::mem::take(&mut self.anchor);
                if level != HeadingLevel::H1 {
                    self.blocks.push(Block::Heading { anchor, text });
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.finish(),
            _ => {}
        }
    }

    fn write(&mut self, text: &str, kind: Option<TextKind>) {
        let start = self.now.text.len();
        self.now.text.push_str(text);
        let within = start..self.now.text.len();
        let kind = kind.or_else(|| self.kinds.last().cloned()).unwrap_or(TextKind::Plain);
        match self.now.runs.last_mut() {
            Some(last) if last.kind == kind => last.within.end = within.end,
            _ => self.now.runs.push(TextRun { within, kind }),
        }
    }

    fn finish(&mut self) {
        let paragraph = std::mem::take(&mut self.now);
        if !paragraph.text.trim().is_empty() {
            let (depth, mark) = (self.lists.len(), self.mark.take());
            self.blocks.push(Block::Text(Paragraph { depth, mark, ..paragraph }));
        }
    }
}

/// Returns `queue` for `pictures/en/queue.png`.
fn picture_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.trim_end_matches(".png").to_owned()
}
