"""Calls every method of max-api-client-python against the practice server. Usage: see README.md in this folder."""

from importlib.metadata import version

from max_api_client_python.API import GreenApi, GreenApiPartner

from checks import Caller, await_state, instances, methods_of, sample_file

BOT, MARIA, COURIERS = "3100077318", "10433817", "-70000000000017"
KNOWN = instances()
HOST = KNOWN[BOT]["apiUrl"]


def main():
    call, picture = Caller(False), sample_file()
    # The library keeps MAX's prefix in its host.
    api = GreenApi(BOT, KNOWN[BOT]["apiTokenInstance"], host=HOST + "/v3", media=HOST + "/v3")

    assert len(call(api.queues, "showMessagesQueue")) == 6
    assert call(api.queues, "clearMessagesQueue") == {"isCleared": True}
    assert call(api.queues, "showMessagesQueue") == []

    assert call(api.account, "getSettings")["typeInstance"] == "v3"
    assert call(api.account, "getAccountSettings")["stateInstance"] == "authorized"
    assert call(api.journals, "getChats")[0]["chatId"] == MARIA
    assert call(api.serviceMethods, "getContacts")[0]["phoneNumber"] == 79261114502
    assert call(api.serviceMethods, "getContactInfo", MARIA)["chatType"] == "user"
    call(api.serviceMethods, "getContactInfo", COURIERS, status=400)
    assert call(api.serviceMethods, "checkAccount", 79261114502)["chatId"] == MARIA
    call(api.serviceMethods, "getAvatar", MARIA)

    sent = call(api.sending, "sendMessage", MARIA, "Hello")["idMessage"]
    assert sent.isdigit()
    assert call(api.sending, "sendFileByUrl", MARIA, "https://example.com/a.pdf", "a.pdf")["idMessage"]
    assert call(api.sending, "sendFileByUpload", MARIA, picture, "a.jpg", "A picture")["urlFile"]
    assert call(api.sending, "uploadFile", picture)["urlFile"]
    await_state(lambda: any(row["idMessage"] == sent for row in call(api.journals, "lastOutgoingMessages")), True, 60)
    assert call(api.journals, "getMessage", MARIA, sent)["textMessage"] == "Hello"
    assert call(api.journals, "getChatHistory", MARIA, 500)[-1]["type"] == "incoming"
    call(api.journals, "lastIncomingMessages", 60)
    file = {}

    def file_sent():
        rows = call(api.journals, "lastOutgoingMessages")
        file.update(next((row for row in rows if row.get("fileName") == "a.pdf"), {}))
        return bool(file)

    await_state(file_sent, True, 60)
    assert call(api.receiving, "downloadFile", MARIA, file["idMessage"])["downloadUrl"]
    assert call(api.marking, "readChat", MARIA)["setRead"] is True

    group = api.groups
    id_group = call(group, "createGroup", "Practice", [MARIA])["chatId"]
    assert id_group.startswith("-")
    assert call(group, "updateGroupName", id_group, "Practice 2")["updateGroupName"] is True
    assert call(group, "addGroupParticipant", id_group, "10977204")["addParticipant"] is True
    assert call(group, "setGroupAdmin", id_group, "10977204")["setGroupAdmin"] is True
    assert call(group, "getGroupData", id_group)["subject"] == "Practice 2"
    assert call(group, "removeAdmin", id_group, "10977204")["removeAdmin"] is True
    assert call(group, "removeGroupParticipant", id_group, "10977204")["removeParticipant"] is True
    assert call(group, "setGroupPicture", id_group, picture)["setGroupPicture"] is True
    assert call(group, "leaveGroup", id_group)["leaveGroup"] is True

    state = lambda: call(api.account, "getStateInstance")["stateInstance"]
    assert call(api.account, "setSettings", {"stateWebhook": "yes"}) == {"saveSettings": True}
    await_state(state, "authorized")
    assert call(api.account, "reboot") == {"isReboot": True}
    await_state(state, "authorized")
    notice = call(api.receiving, "receiveNotification")
    assert call(api.receiving, "deleteNotification", notice["receiptId"])["result"] is True
    seen = []
    api.webhooks.startReceivingNotifications(lambda kind, body: (seen.append(kind),
                                                                 api.webhooks.stopReceivingNotifications()))
    assert seen == ["stateInstanceChanged"]

    assert call(api.account, "setProfilePicture", picture)["setProfilePicture"] is True
    assert call(api.account, "qr")["type"] == "alreadyLogged"
    assert call(api.account, "logout") == {"isLogout": True}
    assert call(api.account, "qr")["type"] == "qrCode"
    assert call(api.account, "startAuthorization", 79267773100)["status"] is True
    assert call(api.account, "sendAuthorizationCode", "000000")["status"] is False
    assert call(api.account, "sendAuthorizationCode", "123456")["status"] is True
    assert state() == "authorized"

    partner = GreenApiPartner("gac.practice", host=HOST).partner
    made = call(partner, "createInstance", {"name": "New", "typeInstance": "v3"})
    assert made["idInstance"] in [row["idInstance"] for row in call(partner, "getInstances")]
    assert call(partner, "deleteInstanceAccount", made["idInstance"])["deleteInstanceAccount"] is True

    library = methods_of([api.account, api.groups, api.journals, api.marking, api.queues, api.receiving, api.sending,
                          api.serviceMethods, partner])
    assert not library - call.called, f"not called: {sorted(library - call.called)}"
    print(f"{len(library)} methods of max-api-client-python {version('max-api-client-python')}: all good")


main()
