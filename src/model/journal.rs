//! The journal as it is shown: the requests to servers that change something, newest first.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::green_api::IdInstance;
use crate::store::{DatabaseFailure, JournalRow, Outcome, Why};

#[derive(Debug, Default)]
pub struct Journal {
    /// `None` until the database has been read.
    pub lines: Option<JournalLines>,
    pub failure: Option<DatabaseFailure>,
    /// The instance whose lines are shown; `None` for all.
    pub of: Option<IdInstance>,
    /// Every instance that has a line, removed ones included.
    pub instances: Vec<IdInstance>,
    /// Whether there are older lines.
    pub has_more: bool,
}

/// The lines that were read. They are grouped by the read and not by the page, which is drawn again and again.
#[derive(Debug, Default)]
pub struct JournalLines {
    /// Newest first.
    pub days: Vec<JournalDay>,
    /// Number of lines.
    pub count: usize,
}

/// The entries of one day in this computer's time zone, newest first.
#[derive(Debug)]
pub struct JournalDay {
    pub date: Date,
    pub entries: Vec<JournalGroup>,
}

/// A single change, or all changes of a run on one day that asked for the same. An entry is placed by its newest line.
#[derive(Debug)]
pub struct JournalGroup {
    /// Newest first. Never empty.
    lines: Vec<JournalRow>,
    /// Number of changes that were done.
    pub done: usize,
    /// Whether any was refused or not sent.
    pub has_failed: bool,
    /// Whether the outcome of any is unknown or still to come.
    pub is_open: bool,
    /// Whether the program ended during any.
    pub was_cut_off: bool,
}

impl JournalLines {
    /// Groups lines, newest first.
    pub fn new(lines: Vec<JournalRow>) -> Self {
        let (zone, count) = (TimeZone::system(), lines.len());
        let mut days: Vec<JournalDay> = Vec::new();
        let mut runs = HashMap::new();
        for line in lines {
            let date = line.begun.to_zoned(zone.clone()).date();
            if days.last().is_none_or(|last| last.date != date) {
                days.push(JournalDay { date, entries: Vec::new() });
                runs.clear();
            }
            let Some(JournalDay { entries, .. }) = days.last_mut() else { continue };
            let of_run = line.run.clone().map(|run| (line.instance.clone(), run, line.method.clone()));
            match of_run.as_ref().and_then(|run| runs.get(run).copied()) {
                Some(index) => {
                    let entry: &mut JournalGroup = &mut entries[index];
                    entry.add(line);
                }
                None => {
                    runs.extend(of_run.map(|run| (run, entries.len())));
                    entries.push(JournalGroup::new(line));
                }
            }
        }
        Self { days, count }
    }
}

impl JournalGroup {
    fn new(line: JournalRow) -> Self {
        let mut group = Self { lines: Vec::new(), done: 0, has_failed: false, is_open: false, was_cut_off: false };
        group.add(line);
        group
    }

    fn add(&mut self, line: JournalRow) {
        match &line.outcome {
            Outcome::Done => self.done += 1,
            Outcome::Refused(_) | Outcome::NotSent(_) => self.has_failed = true,
            Outcome::UnderWay => self.is_open = true,
            Outcome::Unknown(why) => {
                self.is_open = true;
                self.was_cut_off |= why.name == Why::PROGRAM_ENDED;
            }
        }
        self.lines.push(line);
    }

    /// Returns the lines, newest first; at least one.
    pub fn lines(&self) -> &[JournalRow] {
        &self.lines
    }

    /// Returns the newest line.
    pub fn newest(&self) -> &JournalRow {
        &self.lines[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::MutatingMethod;
    use crate::store::JournalId;

    fn line(id: i64, begun: &str, instance: &str, run: Option<&str>) -> JournalRow {
        JournalRow {
            id: JournalId(id),
            begun: begun.parse().unwrap(),
            ended: None,
            instance: IdInstance::parse(instance).unwrap(),
            method: MutatingMethod::ArchiveChat,
            asked: String::new(),
            run: run.map(str::to_owned),
            outcome: Outcome::Done,
        }
    }

    #[test]
    fn a_run_is_one_entry_a_day_also_beside_another_run() {
        let today = "2026-11-22T12:00:00Z";
        let lines = JournalLines::new(vec![
            line(7, today, "7103004512", None),
            line(6, today, "7103004512", Some("archive chats 2")),
            line(5, today, "1101822940", Some("archive chats 1")),
            line(4, today, "7103004512", Some("archive chats 2")),
            line(3, today, "7103004512", None),
            line(2, "2026-11-20T12:00:00Z", "7103004512", Some("archive chats 2")),
            line(1, "2026-11-20T12:00:00Z", "7103004512", Some("archive chats 2")),
        ]);
        let lengths: Vec<Vec<usize>> =
            lines.days.iter().map(|day| day.entries.iter().map(|entry| entry.lines().len()).collect()).collect();
        assert_eq!(lengths, [vec![1, 2, 1, 1], vec![2]]);
        assert_eq!(lines.count, 7);
    }
}
