send-button = Send again…
send-title = Send again from { $name }
send-back = Back to the queue
send-back-replace = Back to the replacement
send-copy = Saved { $time }
send-text = Choose what should still go out. Nothing is chosen beforehand, and each message goes out once, in the order of the queue.
send-gone = This copy is not there any more
send-gone-text = It was deleted, by hand or after its time
send-unread = What was saved cannot be read or changed now
send-not-sending = The number does not send now: { $state }
send-not-sending-text = Messages sent now would wait in GREEN-API’s queue again, and go out from whichever number is linked next. They can be sent again once the number is authorized.
send-restricted-text = Only people saved in the account’s contacts get messages; messages to others fail. After { $count } failures in a row the program pauses.
send-twice-elsewhere = { $count ->
    [one] { $count } message was queued again from another copy, or may have been. Sent from this one too, it can arrive twice.
   *[other] { $count } messages were queued again from another copy, or may have been. Sent from this one too, they can arrive twice.
}
send-twice-queued = { $count ->
    [one] { $count } message still waits in GREEN-API’s queue and goes out from there. Sent from this copy too, it can arrive twice.
   *[other] { $count } messages still wait in GREEN-API’s queue and go out from there. Sent from this copy too, they can arrive twice.
}
send-wrong = { $count ->
    [one] { $count } message has a recipient that cannot be right: { $who }. GREEN-API takes such a message, and it can block the queue.
   *[other] { $count } messages have a recipient that cannot be right: { $who }. GREEN-API takes such messages, and they can block the queue.
}
send-wrong-form = Not a chatId
send-wrong-number = Not an international number
send-wrong-group = No group has such an id
send-wrong-lid = Too short for a lid
send-old = { $count ->
    [one] { $count } message is older than 24 hours: GREEN-API itself drops what has waited so long. See whether it still makes sense.
   *[other] { $count } messages are older than 24 hours: GREEN-API itself drops what has waited so long. See whether they still make sense.
}
send-links = { $count ->
    [one] The link of { $count } file may have expired: an uploaded file is kept for 15 days
   *[other] The links of { $count } files may have expired: an uploaded file is kept for 15 days
}
send-none = None of these messages can be sent again
send-some-not = { $count ->
    [one] { $count } message cannot be sent again
   *[other] { $count } messages cannot be sent again
}
send-not-status = Statuses are shown and exported only
send-not-forward = What is forwarded belongs to the number that had the chat
send-not-outdated = GREEN-API no longer sends this kind
send-not-unknown-kind = This program does not know this kind
send-not-on-messenger = GREEN-API does not send this kind through { $messenger }
send-not-incomplete = It lacks { $member }
send-search = Search these messages
send-kind = Kind
send-kind-all = All kinds
send-chat = Chat
send-chat-all = All chats
send-column-state = State
send-choose-shown = { $count ->
    [one] Choose the { $count } that is shown
   *[other] Choose all { $count } that are shown
}
send-choose-nothing = Nothing of this can be chosen
send-choose-twice = { $count ->
    [one] { $count } that may arrive twice is chosen by itself only
   *[other] { $count } that may arrive twice are chosen one by one only
}
send-choose-wrong = { $count ->
    [one] { $count } whose recipient cannot be right is chosen by itself only
   *[other] { $count } whose recipient cannot be right are chosen one by one only
}
send-chosen = { $count ->
    [0] Nothing is chosen
    [one] { $count } message chosen
   *[other] { $count } messages chosen
}
send-act-ask = { $count ->
    [0] Send again…
    [one] Send { $count } message again…
   *[other] Send { $count } messages again…
}
send-act = { $count ->
    [one] Send { $count } message again
   *[other] Send { $count } messages again
}
send-plan = One every { $interval }: about { $time }
send-off-none = Choose what should go out
send-off-running = Messages are being sent already
send-off-state-unknown = It is not known yet whether the number is authorized
send-off-not-sending = The number sends nothing now
send-off-asking = The sending interval is being read
send-off-interval = The sending interval is not known, so nothing is sent. Refresh, or look at the settings.
send-off-unfinished = Carry on what waits, or stop it first
send-state-waiting = Waits
send-state-sending = Being sent…
send-state-sent = Queued again
send-state-failed = Failed
send-state-unknown = Not known
send-state-stopped = Stopped, not sent
send-mark-old = Older than 24 h
send-mark-link = Link may have expired
send-mark-elsewhere = Queued again from another copy
send-mark-elsewhere-unknown = May have been queued again from another copy
send-mark-queued = Still in the queue
send-seen = It waited already on { $time }
send-failed-link = The server could not fetch the file: its link has expired
send-failed-not-sendable = It cannot be sent again
send-failed-chat = The server does not take this chatId
send-failed-content = The server does not take this message
send-failed-large = The server finds it too large
send-failed-restricted = The account is restricted, and the recipient is not in its contacts
send-failed-other = The server refused it
send-unknown-ended = The program ended before the answer came
send-unknown-late = No answer came in time
send-unknown-not-awaited = The answer was not awaited
send-unknown-lost = The connection broke before the answer came
send-unknown-server = The server had a fault of its own
send-unknown-other = No usable answer came
send-n-sent = { $count } queued again
send-n-failed = { $count } failed
send-n-unknown = { $count } not known
send-n-waiting = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
send-unknown-text = No answer came, so each of these may have been queued again. None is sent again by itself: ask the customer, or look into the chat.
send-failed-again = { $count ->
    [one] Try the failed one again…
   *[other] Try the { $count } failed ones again…
}
send-once-more = Send no. { $place } once more…
send-once-more-all = Send all { $count } once more…
send-checking = Asking whether the number sends now…
send-running = { $count ->
    [one] Sending { $count } message again
   *[other] Sending { $count } messages again
}
send-left = about { $time } left
send-next-in = { $seconds ->
    [0] the next one now
   *[other] the next one in { $seconds } s
}
send-pause = Pause
send-pausing = Pausing: the answer that is on its way is still awaited
send-give-up = Do not wait
send-give-up-hint = It is then not known whether this message was queued again
send-stop = Stop…
send-show = Show
send-go-on = { $count ->
    [one] Send the { $count } that waits
   *[other] Send the { $count } that wait
}
send-go-on-there = Go on…
send-paused = Sending again is paused
send-interrupted = Sending again was interrupted
send-halted = Paused: the number does not send any more ({ $state })
send-busy = Another copy of this program is sending from this instance
send-busy-text = Two at once would go past the sending interval. Nothing was sent from here.
send-elsewhere = Messages of another saved copy are still to be sent
send-elsewhere-text = One after the other: carry that on, or stop it first
send-no-answers = Paused: { $count } answers in a row did not come
send-no-answers-text = What is not known may have been sent. The rest waits, and nothing goes on by itself.
send-refusals = Paused: { $count } messages in a row were refused
send-refusals-text = The rest waits; going on tries the next messages.
send-not-recorded = Paused: what is sent could not be written down
send-not-begun = Nothing was sent
send-not-begun-unread = The instance could not be asked whether it sends now
send-nothing-left = These messages were queued again meanwhile, or wait already
send-stopped = Stopped: what waited stays unsent
send-done = { $count ->
    [one] { $count } message is queued again
   *[other] All { $count } messages are queued again
}
send-done-text = GREEN-API sends them one by one at its interval, and may still refuse one: the queue shows what waits there, the chat what arrived
send-done-part = Sending again has ended; not everything was queued
send-dialog-title = { $count ->
    [one] Send { $count } message again?
   *[other] Send { $count } messages again?
}
send-dialog-text = Customers get them now, and cannot be spared them afterwards. Who already had an answer gets a second one.
send-keep = Do not send
send-once-title = { $count ->
    [one] Send it once more?
   *[other] Send { $count } messages once more?
}
send-once-text = The answer to the first attempt never came: it may have been sent, and can then arrive twice.
send-once-act = { $count ->
    [one] Send { $count } message once more
   *[other] Send { $count } messages once more
}
send-stop-title = Stop sending again?
send-stop-text = Queued again so far: { $sent }. What waits stays unsent: { $count }. It can be chosen again later.
send-stop-keep = Do not stop
send-stop-act = { $count ->
    [0] Stop sending
    [one] Leave { $count } message unsent
   *[other] Leave { $count } messages unsent
}
send-quit = What still waits to be sent again is paused. Nothing of it is lost: it can be carried on at the next start.
send-copy-in-use = Messages of this copy are still to be sent again, so it is not deleted
send-n-unsent = { $count ->
    [one] { $count } stays unsent
   *[other] { $count } stay unsent
}
send-failed-head = { $count ->
    [one] { $count } message failed
   *[other] { $count } messages failed
}
send-unknown-head = { $count ->
    [one] Of { $count } message it is not known whether it was queued again
   *[other] Of { $count } messages it is not known whether they were queued again
}
