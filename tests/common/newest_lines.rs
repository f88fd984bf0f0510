//! The journal as the program reads it: group by group, and the lines of each.

use instance_desk::green_api::IdInstance;
use instance_desk::store::{DatabaseResult, JournalFilter, JournalRow, Tables};

pub trait NewestLines {
    /// Returns the newest lines of one instance or of all, at most `most`.
    fn newest_lines(&mut self, of: Option<&IdInstance>, most: u32) -> DatabaseResult<Vec<JournalRow>>;
}

impl NewestLines for Tables {
    fn newest_lines(&mut self, of: Option<&IdInstance>, most: u32) -> DatabaseResult<Vec<JournalRow>> {
        let filter = JournalFilter { instance: of.cloned(), ..JournalFilter::default() };
        let mut lines = Vec::new();
        for group in self.journal_page(&filter, most)?.groups {
            lines.extend(self.lines_of_group(group.id, most)?);
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.id));
        lines.truncate(most as usize);
        Ok(lines)
    }
}
