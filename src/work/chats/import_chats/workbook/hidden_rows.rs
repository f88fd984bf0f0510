//! The rows of a sheet that a filter or the user has hidden, which calamine does not report.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Hidden rows, counted from 0, as the file lists them.
pub(super) type RowRanges = Vec<Range<u32>>;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Returns the hidden rows of a sheet of an .xlsx file; `None` if they cannot be read. A row has the attribute `hidden`
/// (ECMA-376 part 1, 18.3.1.73).
pub(super) fn of_xlsx(bytes: &[u8], sheet: &str) -> Option<RowRanges> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let path = path_of_sheet(&mut archive, sheet)?;
    let (mut rows, mut next) = (RowRanges::new(), 0);
    each_tag(&mut archive, &path, |tag| {
        if tag.local_name().as_ref() == "row" {
            // A row without a number follows the one before.
            let row =
                attribute(tag, "r").and_then(|row| row.parse().ok()).map_or(next, |row: u32| row.saturating_sub(1));
            next = row.saturating_add(1);
            if attribute(tag, "hidden").is_some_and(|hidden| matches!(&*hidden, "1" | "true")) {
                rows.push(row..next);
            }
        }
    })?;
    Some(rows)
}

/// Returns the path of a sheet in the archive.
fn path_of_sheet(archive: &mut Archive<'_>, sheet: &str) -> Option<String> {
    let mut relation = None;
    each_tag(archive, "xl/workbook.xml", |tag| {
        if tag.local_name().as_ref() == "sheet" && attribute(tag, "name").as_deref() == Some(sheet) {
            relation = attribute(tag, "id");
        }
    })?;
    let (relation, mut target) = (relation?, None);
    each_tag(archive, "xl/_rels/workbook.xml.rels", |tag| {
        if attribute(tag, "Id").as_ref() == Some(&relation) {
            target = attribute(tag, "Target");
        }
    })?;
    let target = target?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Returns the hidden rows of a sheet of an .ods file; `None` if they cannot be read. A row has `table:visibility`,
/// which is `filter` or `collapse` if it is hidden (OpenDocument 1.3 part 3, 19.739).
pub(super) fn of_ods(bytes: &[u8], sheet: &str) -> Option<RowRanges> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut rows, mut next, mut is_in_sheet) = (RowRanges::new(), 0_u32, false);
    each_tag(&mut archive, "content.xml", |tag| match tag.name().as_ref() {
        "table:table" => is_in_sheet = attribute(tag, "name").as_deref() == Some(sheet),
        "table:table-row" if is_in_sheet => {
            let repeated = attribute(tag, "number-rows-repeated").and_then(|count| count.parse().ok()).unwrap_or(1);
            let row = next;
            next = row.saturating_add(repeated);
            if attribute(tag, "visibility").is_some_and(|seen| matches!(&*seen, "filter" | "collapse")) {
                rows.push(row..next);
            }
        }
        _ => {}
    })?;
    Some(rows)
}

/// Returns the hidden rows of the sheet at `index` of an .xls file, all kinds of sheets counted; `None` if they cannot be
/// read. The flag is `fDyZero` of the record `Row` ([MS-XLS] 2.4.221).
pub(super) fn of_xls(bytes: &[u8], index: usize) -> Option<RowRanges> {
    const BOUND_SHEET: u16 = 0x0085;
    const ROW: u16 = 0x0208;
    const HIDDEN: u8 = 0x20;
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut stream).ok()?;
    let (_, sheet) = records(&stream).filter(|(kind, _)| *kind == BOUND_SHEET).nth(index)?;
    let start = usize::try_from(u32::from_le_bytes(*sheet.first_chunk()?)).ok()?;
    let rows = records(stream.get(start..)?).filter(|(kind, _)| *kind == ROW);
    let hidden = rows.filter(|(_, row)| row.get(12).is_some_and(|flags| flags & HIDDEN != 0));
    hidden
        .map(|(_, row)| row.first_chunk().map(|row| u32::from(u16::from_le_bytes(*row))).map(|row| row..row + 1))
        .collect()
}

/// Iterates over the records of a substream of an .xls file, as kind and data, up to its end.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    const BEGIN: u16 = 0x0809;
    const END: u16 = 0x000A;
    // A sheet contains the substreams of its charts.
    let (mut rest, mut depth) = (stream, 0_usize);
    std::iter::from_fn(move || {
        let (&[kind_low, kind_high, low, high], after) = rest.split_first_chunk()?;
        let kind = u16::from_le_bytes([kind_low, kind_high]);
        let (data, after) = after.split_at_checked(usize::from(u16::from_le_bytes([low, high])))?;
        rest = after;
        match kind {
            BEGIN => depth += 1,
            END => depth = depth.checked_sub(1).filter(|depth| *depth > 0)?,
            _ => {}
        }
        Some((kind, data))
    })
}

/// Calls `see` with each opening tag of an XML file in the archive. Returns `None` if the file is missing or damaged.
fn each_tag(archive: &mut Archive<'_>, path: &str, mut see: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    let file: &mut dyn BufRead = &mut BufReader::new(archive.by_name(path).ok()?);
    let mut reader = Reader::from_reader(file);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => see(&tag),
            Event::Eof => return Some(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// Returns the value of an attribute by its name without prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).ok()?.into_owned())
}
