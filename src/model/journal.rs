//! The journal as it is shown: the changes that this program requested from servers, newest first.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::ExportOutcome;
use crate::green_api::IdInstance;
use crate::store::{
    DatabaseFailure, JournalFilter, JournalGroup, JournalId, JournalPage, JournalRow, Outcome, OutcomeFilter, Sought,
    Verification,
};

#[derive(Debug, Default)]
pub struct Journal {
    /// `None` until the database has been read.
    pub list: Option<JournalList>,
    pub failure: Option<DatabaseFailure>,
    pub choice: JournalChoice,
    /// The group whose requests are shown.
    pub open: Option<OpenGroup>,
    /// The verification that was asked for last.
    pub check: Option<JournalCheck>,
    /// Whether a file is being written.
    pub exporting: bool,
    /// The end of writing a file.
    pub exported: Option<ExportOutcome>,
}

/// The groups that were read.
#[derive(Debug, Default)]
pub struct JournalList {
    /// Newest first. They are divided by the read and not by the page, which is drawn again and again.
    pub days: Vec<JournalDay>,
    /// Number of groups that were read.
    pub read: u32,
    /// Number of groups that the choice shows; [`crate::store::MAX_COUNT`] + 1 if there are more.
    pub count: u32,
    /// Whether a search has older hits that were not looked at.
    pub is_cut: bool,
    /// Every instance that has a line, removed ones included.
    pub instances: Vec<IdInstance>,
}

/// The groups that began on one day in this computer's time zone, newest first.
#[derive(Debug)]
pub struct JournalDay {
    pub date: Date,
    pub groups: Vec<JournalGroup>,
}

/// The choice of what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalChoice {
    pub instance: Option<IdInstance>,
    pub span: JournalSpan,
    pub outcome: Option<OutcomeFilter>,
    pub sought: Option<Sought>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JournalSpan {
    #[default]
    All,
    Today,
    Week,
    Month,
}

#[derive(Debug)]
pub struct OpenGroup {
    pub id: JournalId,
    /// Newest first; empty until they were read.
    pub lines: Vec<JournalRow>,
    /// Why lines were not done, each reason once with the number of its lines; not only of those that were read.
    pub reasons: Vec<(Outcome, u32)>,
}

#[derive(Debug)]
pub enum JournalCheck {
    /// Under way, or over.
    Reached(Verification),
    Failed(DatabaseFailure),
}

/// The kind of a file that the journal is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalFile {
    Workbook,
    Csv,
    Json,
}

impl JournalSpan {
    pub const ALL: [Self; 4] = [Self::All, Self::Today, Self::Week, Self::Month];

    fn since(self) -> Option<Timestamp> {
        let days = |days: i64| Timestamp::now().checked_sub(SignedDuration::from_hours(24 * days)).ok();
        match self {
            Self::All => None,
            Self::Today => Zoned::now().start_of_day().ok().map(|begun| begun.timestamp()),
            Self::Week => days(7),
            Self::Month => days(30),
        }
    }
}

impl JournalChoice {
    pub fn filter(&self) -> JournalFilter {
        JournalFilter {
            instance: self.instance.clone(),
            since: self.span.since(),
            outcome: self.outcome,
            sought: self.sought.clone(),
        }
    }
}

impl JournalList {
    pub fn new(page: JournalPage) -> Self {
        let zone = TimeZone::system();
        let read = u32::try_from(page.groups.len()).unwrap_or(u32::MAX);
        let mut days: Vec<JournalDay> = Vec::new();
        for group in page.groups {
            let date = group.begun.to_zoned(zone.clone()).date();
            match days.last_mut().filter(|day| day.date == date) {
                Some(day) => day.groups.push(group),
                None => days.push(JournalDay { date, groups: vec![group] }),
            }
        }
        Self { days, read, count: page.count, is_cut: page.is_cut, instances: page.instances }
    }

    /// Whether there are older groups.
    pub fn has_more(&self) -> bool {
        self.read < self.count
    }

    pub fn group(&self, id: JournalId) -> Option<&JournalGroup> {
        self.days.iter().flat_map(|day| &day.groups).find(|group| group.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::green_api::MutatingMethod;

    fn group(id: i64, begun: &str) -> JournalGroup {
        let begun = begun.parse().unwrap();
        let newest = JournalRow {
            id: JournalId(id),
            begun,
            ended: None,
            instance: IdInstance::parse("7103004512").unwrap(),
            method: MutatingMethod::ArchiveChat,
            asked: String::new(),
            run: None,
            outcome: Outcome::Done,
            who: String::new(),
            named: String::new(),
            known: String::new(),
            found: None,
        };
        JournalGroup {
            id: JournalId(id),
            begun,
            newest,
            instances: 1,
            lines: 1,
            done: 1,
            refused: 0,
            not_sent: 0,
            unknown: 0,
            interrupted: 0,
            seen: 0,
            not_seen: 0,
            found_at: None,
        }
    }

    #[test]
    fn groups_are_divided_by_the_day_on_which_they_began() {
        let today = "2026-11-22T12:00:00Z";
        let groups = vec![group(7, today), group(6, today), group(2, "2026-11-20T12:00:00Z")];
        let list = JournalList::new(JournalPage { groups, count: 5, is_cut: false, instances: Vec::new() });
        let lengths: Vec<usize> = list.days.iter().map(|day| day.groups.len()).collect();
        assert_eq!((lengths, list.read, list.has_more()), (vec![2, 1], 3, true));
        assert!(list.group(JournalId(2)).is_some() && list.group(JournalId(3)).is_none());
    }
}
