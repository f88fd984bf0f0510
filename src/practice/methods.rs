//! The table of methods: verb, handler, the messengers that have the method with their limits, and conditions for
//! refusing it.

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;
use super::limits::UNLISTED;
use super::{
    account, archiving, calls, contacts, directory, groups, journal, linking, media, notices, numbers, queue, sending,
    settings, statuses,
};

pub type Handler = fn(&mut Call) -> Result<Answer, Refusal>;

/// One method of the API.
#[derive(Clone, Copy)]
pub struct Method {
    pub name: &'static str,
    pub verb: &'static str,
    pub handler: Handler,
    /// Requests per second on WhatsApp, MAX and Telegram; [`NONE`] if the messenger has no such method.
    limits: [f64; 3],
    /// Telegram's public libraries send a GET where WhatsApp's documentation has another verb.
    telegram_get: bool,
    /// Whether it answers while the instance is `starting`.
    pub while_starting: bool,
    /// Whether it is refused without an authorized account before its parameters are checked.
    pub needs_account: bool,
}

/// The messenger has no such method.
const NONE: f64 = 0.0;
/// No limit is documented.
const FREE: f64 = UNLISTED;

impl Method {
    /// Returns the method with this name, ignoring case.
    pub fn find(name: &str) -> Option<&'static Self> {
        METHODS.iter().find(|method| method.name.eq_ignore_ascii_case(name))
    }

    /// Requests per second; `None` if this messenger has no such method.
    pub fn limit(&self, messenger: Messenger) -> Option<f64> {
        let place = match messenger {
            Messenger::WhatsApp => 0,
            Messenger::Max => 1,
            Messenger::Telegram => 2,
        };
        Some(self.limits[place]).filter(|limit| *limit > NONE)
    }

    pub fn takes(&self, verb: &str, messenger: Messenger) -> bool {
        verb == self.verb || (self.telegram_get && messenger == Messenger::Telegram && verb == "GET")
    }

    const fn new(verb: &'static str, name: &'static str, handler: Handler, limits: [f64; 3]) -> Self {
        let (telegram_get, while_starting, needs_account) = (false, false, false);
        Self { name, verb, handler, limits, telegram_get, while_starting, needs_account }
    }

    const fn telegram_get(self) -> Self {
        Self { telegram_get: true, ..self }
    }

    const fn while_starting(self) -> Self {
        Self { while_starting: true, ..self }
    }

    const fn needs_account(self) -> Self {
        Self { needs_account: true, ..self }
    }
}

const fn get(name: &'static str, handler: Handler, limits: [f64; 3]) -> Method {
    Method::new("GET", name, handler, limits)
}

const fn post(name: &'static str, handler: Handler, limits: [f64; 3]) -> Method {
    Method::new("POST", name, handler, limits)
}

const fn delete(name: &'static str, handler: Handler, limits: [f64; 3]) -> Method {
    Method::new("DELETE", name, handler, limits)
}

/// The methods with their limits from `green-api.com/docs/api/ratelimiter` and `green-api.com/v3/docs/api/ratelimiter`.
/// The rows after updateApiToken and the sending methods are used only by other programs.
#[rustfmt::skip] // one row, one method
const METHODS: &[Method] = &[
    get("clearMessagesQueue", queue::clear, [1.0, 1.0, 1.0]).while_starting(),
    get("showMessagesQueue", queue::show, [1.0, 1.0, 1.0]).while_starting(),
    get("getMessagesCount", queue::count, [FREE, 1.0, FREE]).while_starting(),
    get("getWebhooksCount", notices::count, [FREE, 1.0, FREE]).while_starting(),
    delete("clearWebhooksQueue", notices::clear, [FREE, FREE, FREE]).telegram_get().while_starting(),
    post("archiveChat", archiving::archive, [10.0, NONE, FREE]),
    post("unarchiveChat", archiving::unarchive, [10.0, NONE, FREE]),
    get("getChats", directory::list, [1.0, 1.0, FREE]).needs_account(),
    get("getContacts", directory::contacts, [1.0, 1.0, FREE]).needs_account(),
    post("getContactInfo", directory::contact_info, [1.0, 10.0, FREE]),
    post("checkWhatsapp", numbers::check_whatsapp, [10.0, NONE, NONE]),
    post("checkAccount", numbers::check_account, [NONE, 10.0, FREE]),
    post("setDisappearingChat", archiving::set_disappearing, [1.0, NONE, NONE]),
    post("getChatHistory", journal::history, [1.0, 1.0, FREE]),
    get("lastIncomingMessages", journal::last_incoming, [1.0, 1.0, FREE]).needs_account(),
    get("lastOutgoingMessages", journal::last_outgoing, [1.0, 1.0, FREE]).needs_account(),
    post("getMessage", journal::message, [10.0, FREE, FREE]),
    post("readChat", journal::read_chat, [10.0, FREE, FREE]),
    get("getStateInstance", account::state, [1.0, 1.0, FREE]).while_starting(),
    get("getStateInstanceHistory", account::state_history, [FREE, NONE, NONE]),
    get("getStatusInstance", account::status, [1.0, NONE, NONE]),
    get("getSettings", settings::get, [1.0, 1.0, FREE]).while_starting(),
    post("setSettings", settings::set, [1.0, 1.0, FREE]),
    get("getWaSettings", account::wa_settings, [1.0, NONE, NONE]).while_starting(),
    get("getAccountSettings", account::account_settings, [NONE, 1.0, FREE]).while_starting(),
    get("reboot", account::reboot, [1.0, 1.0, FREE]).while_starting(),
    get("logout", account::logout, [1.0, 1.0, FREE]),
    get("qr", linking::qr, [3.0, FREE, FREE]),
    post("getAuthorizationCode", linking::authorization_code, [FREE, NONE, NONE]),
    post("startAuthorization", linking::start_authorization, [NONE, FREE, FREE]),
    post("sendAuthorizationCode", linking::send_code, [NONE, FREE, FREE]),
    post("sendAuthorizationPassword", linking::send_password, [NONE, FREE, FREE]),
    get("updateApiToken", account::update_token, [FREE, NONE, FREE]),
    post("sendMessage", sending::message, [50.0, 50.0, FREE]),
    post("sendPoll", sending::poll, [50.0, NONE, FREE]),
    post("sendFileByUrl", sending::file_by_url, [50.0, 50.0, FREE]),
    post("sendLocation", sending::location, [50.0, 50.0, FREE]),
    post("sendContact", sending::contact, [50.0, 50.0, FREE]),
    post("forwardMessages", sending::forward, [50.0, NONE, FREE]),
    get("receiveNotification", notices::receive, [100.0, 100.0, 100.0]),
    delete("deleteNotification", notices::delete, [100.0, 100.0, 100.0]),
    post("downloadFile", media::download, [5.0, FREE, FREE]),
    post("sendFileByUpload", media::send_by_upload, [50.0, 50.0, FREE]),
    post("uploadFile", media::upload, [50.0, 50.0, FREE]),
    post("setProfilePicture", media::set_profile_picture, [0.1, FREE, FREE]),
    post("getAvatar", media::avatar, [10.0, 10.0, FREE]),
    post("sendButtons", |call| sending::plain(call, "sendButtons"), [50.0, NONE, NONE]),
    post("sendTemplateButtons", |call| sending::plain(call, "sendTemplateButtons"), [50.0, NONE, NONE]),
    post("sendListMessage", |call| sending::plain(call, "sendListMessage"), [50.0, NONE, NONE]),
    post("sendInteractiveButtons", |call| sending::plain(call, "sendInteractiveButtons"), [50.0, NONE, NONE]),
    post("sendInteractiveButtonsReply", |call| sending::plain(call, "sendInteractiveButtonsReply"), [50.0, NONE, NONE]),
    post("sendLink", |call| sending::plain(call, "sendLink"), [50.0, NONE, NONE]),
    post("sendTextStatus", statuses::send_text, [50.0, NONE, NONE]),
    post("sendVoiceStatus", statuses::send_voice, [50.0, NONE, NONE]),
    post("sendMediaStatus", statuses::send_media, [50.0, NONE, NONE]),
    post("deleteStatus", statuses::delete, [FREE, NONE, NONE]),
    get("getStatusStatistic", statuses::none, [FREE, NONE, NONE]),
    get("getIncomingStatuses", statuses::none, [FREE, NONE, NONE]),
    get("getOutgoingStatuses", statuses::outgoing, [FREE, NONE, NONE]),
    post("sendTyping", contacts::send_typing, [FREE, NONE, FREE]),
    post("deleteMessage", contacts::delete_message, [10.0, FREE, FREE]),
    post("editMessage", contacts::edit_message, [FREE, FREE, FREE]),
    post("addContact", contacts::add, [FREE, NONE, NONE]),
    post("editContact", contacts::edit, [FREE, NONE, NONE]),
    post("deleteContact", contacts::delete, [FREE, NONE, NONE]),
    post("createGroup", groups::create, [1.0, 1.0, FREE]),
    post("updateGroupName", groups::rename, [1.0, 1.0, FREE]),
    post("getGroupData", groups::data, [1.0, 1.0, FREE]),
    post("addGroupParticipant", groups::add_participant, [10.0, 10.0, FREE]),
    post("removeGroupParticipant", groups::remove_participant, [10.0, 10.0, FREE]),
    post("setGroupAdmin", groups::set_admin, [10.0, 10.0, FREE]),
    post("removeAdmin", groups::remove_admin, [10.0, 10.0, FREE]),
    post("setGroupPicture", groups::set_picture, [1.0, 1.0, FREE]),
    post("leaveGroup", groups::leave, [10.0, 10.0, FREE]),
    post("updateGroupSettings", groups::set_settings, [FREE, FREE, FREE]),
    get("lastIncomingCalls", calls::journal, [1.0, NONE, NONE]).needs_account(),
    get("lastOutgoingCalls", calls::journal, [1.0, NONE, NONE]).needs_account(),
    get("getDeviceInfo", account::device, [1.0, NONE, NONE]),
    get("callsState", calls::state, [FREE, NONE, NONE]),
    get("callsGetIceServers", calls::ice_servers, [FREE, NONE, NONE]),
    post("callsDial", calls::dial, [FREE, NONE, NONE]),
    post("callsAccept", calls::end, [FREE, NONE, NONE]),
    post("callsReject", calls::end, [FREE, NONE, NONE]),
    post("callsHangUp", calls::end, [FREE, NONE, NONE]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_are_there_once() {
        assert_eq!(Method::find("ArchiveChat").map(|method| method.name), Some("archiveChat"));
        for method in METHODS {
            let same = METHODS.iter().filter(|other| other.name.eq_ignore_ascii_case(method.name));
            assert_eq!(same.count(), 1, "{}", method.name);
        }
    }

    #[test]
    fn max_has_no_archive_and_only_whatsapp_checks_whatsapp() {
        let limit = |name: &str, messenger| Method::find(name).and_then(|method| method.limit(messenger));
        assert_eq!(limit("archiveChat", Messenger::Max), None);
        assert_eq!(limit("archiveChat", Messenger::WhatsApp), Some(10.0));
        assert_eq!(limit("checkWhatsapp", Messenger::Telegram), None);
        assert_eq!(limit("getContactInfo", Messenger::Max), Some(10.0));
    }
}
