//! The table of methods: verb, the messengers that have it with their limits, when it is refused, and who answers.

use super::answers::{Answer, Refusal};
use super::call::Call;
use super::instance::Messenger;
use super::limits::UNLISTED;
use super::{account, chats, journal, notices, queue, sending, settings};

pub type Handler = fn(&mut Call) -> Result<Answer, Refusal>;

/// One method of the API.
#[derive(Clone, Copy)]
pub struct Method {
    pub name: &'static str,
    pub verb: &'static str,
    /// Requests a second for each messenger that has the method.
    whatsapp: Option<f64>,
    max: Option<f64>,
    telegram: Option<f64>,
    /// Answers while the instance is `starting`.
    pub while_starting: bool,
    /// Refused without an authorized account before its parameters are looked at.
    pub needs_account: bool,
    pub handler: Handler,
}

impl Method {
    pub fn limit(&self, messenger: Messenger) -> Option<f64> {
        match messenger {
            Messenger::WhatsApp => self.whatsapp,
            Messenger::Max => self.max,
            Messenger::Telegram => self.telegram,
        }
    }

    /// The method of this name, in capital or small letters.
    pub fn find(name: &str) -> Option<&'static Self> {
        METHODS
            .iter()
            .find(|method| method.name.eq_ignore_ascii_case(name))
    }

    const fn new(verb: &'static str, name: &'static str, handler: Handler) -> Self {
        let limit = None;
        Self {
            name,
            verb,
            whatsapp: limit,
            max: limit,
            telegram: limit,
            while_starting: false,
            needs_account: false,
            handler,
        }
    }

    const fn whatsapp(mut self, limit: f64) -> Self {
        self.whatsapp = Some(limit);
        self
    }

    const fn max(mut self, limit: f64) -> Self {
        self.max = Some(limit);
        self
    }

    const fn telegram(mut self, limit: f64) -> Self {
        self.telegram = Some(limit);
        self
    }

    const fn all(self, limit: f64) -> Self {
        self.whatsapp(limit).max(limit).telegram(limit)
    }

    const fn while_starting(mut self) -> Self {
        self.while_starting = true;
        self
    }

    const fn needs_account(mut self) -> Self {
        self.needs_account = true;
        self
    }
}

const fn get(name: &'static str, handler: Handler) -> Method {
    Method::new("GET", name, handler)
}

const fn post(name: &'static str, handler: Handler) -> Method {
    Method::new("POST", name, handler)
}

const fn delete(name: &'static str, handler: Handler) -> Method {
    Method::new("DELETE", name, handler)
}

/// Limits as `green-api.com/docs/api/ratelimiter` has them.
const METHODS: &[Method] = &[
    get("clearMessagesQueue", queue::clear)
        .all(1.0)
        .while_starting(),
    get("showMessagesQueue", queue::show)
        .all(1.0)
        .while_starting(),
    get("getMessagesCount", queue::count)
        .all(UNLISTED)
        .max(1.0)
        .while_starting(),
    get("getWebhooksCount", notices::count)
        .all(UNLISTED)
        .max(1.0)
        .while_starting(),
    delete("clearWebhooksQueue", notices::clear)
        .all(UNLISTED)
        .while_starting(),
    post("archiveChat", chats::archive)
        .whatsapp(10.0)
        .telegram(UNLISTED),
    post("unarchiveChat", chats::unarchive)
        .whatsapp(10.0)
        .telegram(UNLISTED),
    get("getChats", chats::list)
        .all(1.0)
        .telegram(UNLISTED)
        .needs_account(),
    get("getContacts", chats::contacts)
        .all(1.0)
        .telegram(UNLISTED)
        .needs_account(),
    post("getContactInfo", chats::contact_info)
        .whatsapp(1.0)
        .max(10.0)
        .telegram(UNLISTED),
    post("checkWhatsapp", chats::check_whatsapp).whatsapp(10.0),
    post("checkAccount", chats::check_account)
        .max(10.0)
        .telegram(UNLISTED),
    post("getChatHistory", journal::history)
        .all(1.0)
        .telegram(UNLISTED),
    get("lastIncomingMessages", journal::last_incoming)
        .all(1.0)
        .telegram(UNLISTED)
        .needs_account(),
    get("lastOutgoingMessages", journal::last_outgoing)
        .all(1.0)
        .telegram(UNLISTED)
        .needs_account(),
    post("getMessage", journal::message)
        .all(UNLISTED)
        .whatsapp(10.0),
    post("readChat", journal::read_chat)
        .all(UNLISTED)
        .whatsapp(10.0),
    post("setDisappearingChat", chats::set_disappearing).whatsapp(1.0),
    get("getStateInstance", account::state)
        .all(1.0)
        .telegram(UNLISTED)
        .while_starting(),
    get("getStateInstanceHistory", account::state_history).whatsapp(UNLISTED),
    get("getStatusInstance", account::status).whatsapp(1.0),
    get("getSettings", settings::get)
        .all(1.0)
        .telegram(UNLISTED)
        .while_starting(),
    post("setSettings", settings::set)
        .all(1.0)
        .telegram(UNLISTED),
    get("getWaSettings", account::wa_settings)
        .whatsapp(1.0)
        .while_starting(),
    get("getAccountSettings", account::account_settings)
        .max(1.0)
        .telegram(UNLISTED)
        .while_starting(),
    get("reboot", account::reboot)
        .all(1.0)
        .telegram(UNLISTED)
        .while_starting(),
    get("logout", account::logout).all(1.0).telegram(UNLISTED),
    get("qr", account::qr).all(UNLISTED).whatsapp(3.0),
    post("getAuthorizationCode", account::authorization_code).whatsapp(UNLISTED),
    post("startAuthorization", account::start_authorization)
        .max(UNLISTED)
        .telegram(UNLISTED),
    post("sendAuthorizationCode", account::send_code)
        .max(UNLISTED)
        .telegram(UNLISTED),
    post("sendAuthorizationPassword", account::send_password).telegram(UNLISTED),
    get("updateApiToken", account::update_token).whatsapp(UNLISTED),
    post("sendMessage", sending::message)
        .all(50.0)
        .telegram(UNLISTED),
    post("sendPoll", sending::poll).whatsapp(50.0),
    post("sendFileByUrl", sending::file_by_url)
        .whatsapp(50.0)
        .max(50.0),
    post("sendLocation", sending::location).whatsapp(50.0),
    post("sendContact", sending::contact).whatsapp(50.0),
    post("forwardMessages", sending::forward).whatsapp(50.0),
    get("receiveNotification", notices::receive).all(100.0),
    delete("deleteNotification", notices::delete).all(100.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_are_there_once() {
        assert_eq!(
            Method::find("ArchiveChat").map(|method| method.name),
            Some("archiveChat")
        );
        for method in METHODS {
            let same = METHODS
                .iter()
                .filter(|other| other.name.eq_ignore_ascii_case(method.name));
            assert_eq!(same.count(), 1, "{}", method.name);
        }
    }

    #[test]
    fn max_has_no_archive_and_only_whatsapp_checks_whatsapp() {
        let limit =
            |name: &str, messenger| Method::find(name).and_then(|method| method.limit(messenger));
        assert_eq!(limit("archiveChat", Messenger::Max), None);
        assert_eq!(limit("archiveChat", Messenger::WhatsApp), Some(10.0));
        assert_eq!(limit("checkWhatsapp", Messenger::Telegram), None);
        assert_eq!(limit("getContactInfo", Messenger::Max), Some(10.0));
    }
}
