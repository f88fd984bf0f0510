//! Instances that join the list by themselves: for practice, and from another copy of the program.

use std::net::{Ipv4Addr, SocketAddr};

use super::App;
use crate::explain::Text;
use crate::green_api::{ApiToken, ApiUrl, Detail, IdInstance, Messenger, redact};
use crate::model::{Action, FormMode, Instance, InstanceKey, Page, Tab, TokenState};
use crate::practice::{Language, PracticeInstance, PracticeServer, World};
use crate::store::{Contents, InstanceOptions, InstanceRecord};
use crate::ui::text;

impl App {
    pub(super) fn ask_to_try_practice(&mut self) {
        if !self.asks_about_unsaved(Action::TryPractice) {
            self.try_practice(None);
        }
    }

    /// Starts the practice server and shows its instances, which live in memory only: the five of the guide, or as many
    /// as asked for.
    pub(super) fn try_practice(&mut self, many: Option<u16>) {
        if self.services.practice.is_none() {
            let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let language = match text::language() {
                text::Language::English => Language::English,
                text::Language::Russian => Language::Russian,
            };
            let world = many.map_or_else(|| World::pictures_in(language), |count| World::many(count.into(), language));
            match PracticeServer::start(&self.runtime, anywhere, world) {
                Ok(server) => self.services.practice = Some(server),
                Err(error) => {
                    let what = Text::new("notice-no-practice").with("detail", &Detail::of(&error));
                    self.report_error(what, Vec::new());
                    return;
                }
            }
        }
        let found = self.services.practice.as_ref().map(PracticeServer::instances).unwrap_or_default();
        let (mut first, mut new) = (None, Vec::new());
        for practice in found {
            let Some((record, token)) = record_of(practice) else { continue };
            if let Some(known) = self.model.instances.iter().find(|instance| *instance.id() == record.id_instance) {
                first = first.or(known.practice.then_some(known.key));
                continue;
            }
            redact::register(&token);
            let key = self.keys.new_key();
            let mut instance = Instance::new(key, record);
            instance.practice = true;
            instance.token = TokenState::Ready(token);
            self.model.instances.push(instance);
            new.push(key);
            first = first.or(Some(key));
        }
        self.plan_queries(new);
        self.plan_watch();
        if many.is_some_and(|count| count > 1) {
            self.show(Page::AllInstances);
        } else if let Some(key) = first {
            self.show(Page::Instance(key, Tab::Queue));
        }
    }

    /// Whether the page is about this instance, its form included.
    pub(super) fn is_shown(&self, key: InstanceKey) -> bool {
        match self.model.page {
            Page::Instance(shown, _) | Page::Replace(shown) | Page::Resend(shown, _) => shown == key,
            Page::Form => self.model.form.mode == FormMode::Edit(key),
            Page::AllInstances | Page::Journal | Page::Preferences | Page::Licences => false,
        }
    }

    /// Lists the instances that another copy of the program has added to the file.
    pub(super) fn on_contents(&mut self, contents: &Contents) {
        self.adopt_options(contents);
        let is_known = |id: &IdInstance| {
            self.model.instances.iter().any(|instance| instance.id() == id) || self.keys.is_saving(id)
        };
        let new = contents.instances.iter().filter(|record| !is_known(&record.id_instance));
        let new: Vec<_> = new.cloned().collect();
        self.list(new);
    }
}

fn record_of(practice: PracticeInstance) -> Option<(InstanceRecord, ApiToken)> {
    let record = InstanceRecord {
        id_instance: IdInstance::parse(&practice.id_instance).ok()?,
        name: practice.name,
        messenger: serde_json::from_value::<Messenger>(practice.messenger.into()).ok()?,
        api_url: ApiUrl::parse(&practice.api_url).ok()?,
        checked: true,
        options: InstanceOptions { tags: practice.tags, ..InstanceOptions::default() },
    };
    Some((record, ApiToken::parse(&practice.api_token_instance).ok()?))
}
