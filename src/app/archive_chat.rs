//! Archiving one chat, and checking it again.

use super::App;
use super::scheduler::Due;
use super::tasks::{Lost, Running, TaskLost};
use crate::green_api::{ChatId, Failure};
use crate::model::{ArchiveState, InstanceKey};
use crate::work::archive_chat::{self, ArchiveAct, Report};
use crate::work::bulk_archive::LIST_RENEWED;

impl App {
    pub(super) fn archive(&mut self, key: InstanceKey, chat: ChatId, act: ArchiveAct) {
        let Some(instance) = self.model.instance(key).filter(|instance| !instance.is_archiving()) else { return };
        let Some(credentials) = instance.credentials() else { return };
        let (client, recorder, of) = (self.services.client.clone(), self.recorder_of(key), chat.clone());
        let lost = Report::lost(act, chat.clone(), Failure::lost());
        let task = self.spawn(
            key,
            |task: Running| async move {
                Ok(archive_chat::run(&recorder, &client, &credentials, act, of, &task.cancel).await)
            },
            move |app, report: Result<Report, TaskLost>| app.on_archived(key, report.unwrap_or(lost)),
        );
        if let Some(instance) = self.model.instance_mut(key) {
            instance.archive = Some(ArchiveState::Running { task, act, chat, rereads: false });
            instance.number_check = None;
        }
    }

    pub(super) fn cancel_archive(&mut self, key: InstanceKey) {
        let archive = self.model.instance(key).and_then(|instance| instance.archive.as_ref());
        self.cancel_of(archive.and_then(|archive| match archive {
            ArchiveState::Running { task, .. } => Some(*task),
            ArchiveState::Ended(_) => None,
        }));
    }

    pub(super) fn close_archive(&mut self, key: InstanceKey) {
        if let Some(instance) = self.model.instance_mut(key).filter(|instance| !instance.is_archiving()) {
            instance.archive = None;
            instance.number_check = None;
        }
    }

    /// Reads the chat again. The new report is based on the earlier one.
    pub(super) fn check_chat(&mut self, key: InstanceKey) {
        let Some(instance) = self.model.instance(key) else { return };
        let (Some(credentials), Some(ArchiveState::Ended(report))) = (instance.credentials(), &instance.archive) else {
            return;
        };
        let (earlier, report) = (report.as_ref().clone(), report.as_ref().clone());
        let (act, chat, client) = (report.act, report.chat.clone(), self.services.client.clone());
        let recorder = self.recorder_of(key);
        let task = self.spawn(
            key,
            |task: Running| async move {
                Ok(archive_chat::check_again(&recorder, &client, &credentials, report, &task.cancel).await)
            },
            move |app, report: Result<Report, TaskLost>| app.on_archived(key, report.unwrap_or(earlier)),
        );
        if let Some(instance) = self.model.instance_mut(key) {
            instance.archive = Some(ArchiveState::Running { task, act, chat, rereads: true });
        }
    }

    /// Reads the chat again if its plan allowed no getContactInfo: by now getChats shows the change.
    pub(super) fn check_listed_chat(&mut self, key: InstanceKey) {
        let archive = self.model.instance(key).and_then(|instance| instance.archive.as_ref());
        if matches!(archive, Some(ArchiveState::Ended(report)) if report.used_up.is_some()) {
            self.check_chat(key);
        }
    }

    fn on_archived(&mut self, key: InstanceKey, report: Report) {
        if report.used_up.is_some() {
            self.after(LIST_RENEWED, Due::ListedChat(key));
        }
        let Some(instance) = self.model.instance_mut(key) else { return };
        let found = report.archived_now().map(|archived| (report.chat.as_str().to_owned(), archived));
        instance.archive = Some(ArchiveState::Ended(Box::new(report)));
        self.patch_chats(key, found.into_iter().collect());
    }
}
