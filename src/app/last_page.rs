//! The page with which the program opens: the one that was open when it ended.

use super::App;
use crate::model::{Page, Tab};
use crate::store::LastPage;

impl App {
    /// Stores which page is open. A practice instance is gone at the next start, and a page opened for one purpose is
    /// no place to begin.
    pub(super) fn remember_page(&mut self) {
        let page = match self.model.page {
            Page::AllInstances => Some(LastPage::AllInstances),
            Page::Instance(_, tab) => self.page_of_shown(tab),
            Page::Replace(_) | Page::Resend(..) => self.page_of_shown(Tab::Queue),
            Page::Form | Page::Journal | Page::Preferences | Page::Licences => return,
        };
        if page.is_some() && page != self.model.settings.last_page {
            self.change_settings(move |settings| settings.last_page = page.clone());
        }
    }

    fn page_of_shown(&self, tab: Tab) -> Option<LastPage> {
        let shown = self.model.shown_instance().filter(|instance| !instance.practice)?;
        Some(LastPage::Instance { id: shown.id().clone(), tab })
    }

    /// Shows the page that was open last, or the first instance if that page is gone.
    pub(super) fn show_first_page(&mut self) {
        let Some(first) = self.model.instances.first() else { return };
        let first = Page::Instance(first.key, Tab::Queue);
        let page = match &self.model.settings.last_page {
            Some(LastPage::AllInstances) if self.model.instances.len() > 1 => Page::AllInstances,
            Some(LastPage::Instance { id, tab }) => {
                let known = self.model.instances.iter().find(|instance| instance.id() == id);
                known.map_or(first, |instance| Page::Instance(instance.key, *tab))
            }
            Some(LastPage::AllInstances) | None => first,
        };
        self.show(page);
    }
}
