resend-button = Send again…
resend-title = Send again from “{ $name }”
resend-back = Back to the queue
resend-back-replace = Back to the replacement
resend-copy = Saved { $time }
resend-text = Select what should still go out. Nothing is selected beforehand, and each message goes out once, in the order of the queue.
resend-gone = This copy no longer exists
resend-gone-text = It was deleted, by hand or after its time
resend-unread = The saved copy cannot be read or changed now
resend-not-sending = The number does not send now: { $state }
resend-not-sending-text = Messages sent now would wait in GREEN-API’s queue again, and go out from whichever number is linked next. They can be sent again once the number is authorized.
resend-suspended-text = Messages sent now would wait in GREEN-API’s queue again, and go out from this number when the restriction ends. They can be sent again once the number is authorized.
resend-restricted-text = Only people saved in the account’s contacts get messages; messages to others fail. After { $count } failures in a row the program pauses.
resend-twice-elsewhere = { $count ->
    [one] { $count } message was queued again from another copy, or may have been. Sent from this one too, it can arrive twice.
   *[other] { $count } messages were queued again from another copy, or may have been. Sent from this one too, they can arrive twice.
}
resend-twice-queued = { $count ->
    [one] { $count } message still waits in GREEN-API’s queue and goes out from there. Sent from this copy too, it can arrive twice.
   *[other] { $count } messages still wait in GREEN-API’s queue and go out from there. Sent from this copy too, they can arrive twice.
}
resend-wrong = { $count ->
    [one] { $count } message has a recipient that cannot be right ({ $who }). GREEN-API takes such a message, and it can block the queue.
   *[other] { $count } messages have a recipient that cannot be right ({ $who }). GREEN-API takes such messages, and they can block the queue.
}
resend-wrong-form = Not a chatId
resend-wrong-number = Not an international number
resend-wrong-group = No group has such an id
resend-wrong-lid = Too short for a lid
resend-old = { $count ->
    [one] { $count } message is older than 24 hours: GREEN-API itself drops messages that old. See whether it still makes sense.
   *[other] { $count } messages are older than 24 hours: GREEN-API itself drops messages that old. See whether they still make sense.
}
resend-links = { $count ->
    [one] The link of { $count } file may have expired: an uploaded file is kept for 15 days
   *[other] The links of { $count } files may have expired: an uploaded file is kept for 15 days
}
resend-none = None of these messages can be sent again
resend-some-not = { $count ->
    [one] { $count } message cannot be sent again
   *[other] { $count } messages cannot be sent again
}
resend-not-status = Statuses are shown and exported only
resend-not-forward = Cannot be forwarded again: only the number that had the chat can do that
resend-not-outdated = GREEN-API no longer sends this kind
resend-not-unknown-kind = This program does not know this kind
resend-not-on-messenger = GREEN-API does not send this kind through { $messenger }
resend-not-incomplete = It lacks { $member }
resend-search = Search these messages
resend-kind = Kind
resend-kind-all = All kinds
resend-chat = Chat
resend-chat-all = All chats
resend-column-state = State
resend-choose-shown = { $count ->
    [one] Select { $count } shown
   *[other] Select all { $count } shown
}
resend-choose-nothing = Nothing here can be selected
resend-choose-twice = { $count ->
    [one] { $count } that may arrive twice must be selected by itself
   *[other] { $count } that may arrive twice must be selected one by one
}
resend-choose-wrong = { $count ->
    [one] { $count } whose recipient cannot be right must be selected by itself
   *[other] { $count } whose recipient cannot be right must be selected one by one
}
resend-chosen = { $count ->
    [0] Nothing is selected
    [one] { $count } message selected
   *[other] { $count } messages selected
}
resend-act-ask = { $count ->
    [0] Send again…
    [one] Send { $count } message again…
   *[other] Send { $count } messages again…
}
resend-act = { $count ->
    [one] Send { $count } message again
   *[other] Send { $count } messages again
}
resend-plan = One every { $interval }: about { $time }
resend-off-none = Select what should go out
resend-off-running = Messages are being sent already
resend-off-state-unknown = It is not known yet whether the number is authorized
resend-off-not-sending = The number sends nothing now
resend-off-asking = The sending interval is being read
resend-off-interval = The sending interval is not known, so nothing is sent. Refresh, or look at the settings.
resend-off-unfinished = Continue or stop the unfinished sending first
resend-state-waiting = Waits
resend-state-sending = Being sent…
resend-state-sent = Queued again
resend-state-failed = Failed
resend-state-unknown = Not known
resend-state-stopped = Stopped, not sent
resend-mark-old = Older than 24 h
resend-mark-link = Link may have expired
resend-mark-elsewhere = Queued again from another copy
resend-mark-elsewhere-unknown = May have been queued again from another copy
resend-mark-queued = Still in the queue
resend-short-not-sendable = Cannot be sent
resend-short-wrong = Wrong chatId
resend-short-link = Link expired?
resend-short-elsewhere-unknown = Queued again?
resend-seen = Already in the queue on { $time }
resend-failed-link = The server could not fetch the file: its link has expired
resend-failed-not-sendable = It cannot be sent again
resend-failed-chat = The server does not take this chatId
resend-failed-content = The server does not take this message
resend-failed-large = The server finds it too large
resend-failed-restricted = The account is restricted, and the recipient is not in its contacts
resend-failed-other = The server refused it
resend-unknown-ended = The program ended before the answer came
resend-unknown-late = No answer came in time
resend-unknown-not-awaited = The program stopped waiting for the answer
resend-unknown-lost = The connection broke before the answer came
resend-unknown-server = The server had an internal error
resend-unknown-other = No usable answer came
resend-n-sent = { $count } queued again
resend-n-failed = { $count } failed
resend-n-unknown = { $count } not known
resend-n-waiting = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
resend-unknown-text = No answer came, so each of these may have been queued again. None is sent again by itself: ask the customer, or check the chat.
resend-failed-again = { $count ->
    [one] Try the failed one again…
   *[other] Try the { $count } failed ones again…
}
resend-once-more = Send no. { $place } once more…
resend-once-more-all = Send all { $count } once more…
resend-checking = Asking whether the number sends now…
resend-running = { $count ->
    [one] Sending { $count } message again
   *[other] Sending { $count } messages again
}
resend-left = about { $time } left
resend-next-in = { $seconds ->
    [0] asking whether the number still sends
   *[other] the next one in { $time }
}
resend-pause = Pause
resend-pausing = Pausing: the answer that is on its way is still awaited
resend-give-up = Do not wait
resend-give-up-hint = It is then not known whether this message was queued again
resend-stop = Stop…
resend-show = Show
resend-go-on = Send the remaining { $count }
resend-go-on-there = Go on…
resend-paused = Sending again is paused
resend-interrupted = Sending again was interrupted
resend-other-number = These messages were being sent from { $number }. Now { $linked } is linked: if you go on, the rest goes out from it.
resend-halted = Paused: the number no longer sends ({ $state })
resend-state-unread = Paused: the instance could not be asked whether it sends now
resend-state-unread-text = The rest waits, and nothing goes on by itself.
resend-busy = Another copy of this program is sending from this instance
resend-busy-text = Two at once would go past the sending interval. Nothing was sent from here.
resend-elsewhere = Messages of another saved copy are still to be sent
resend-elsewhere-text = One at a time: continue or stop that one first
resend-no-answers = Paused: { $count } answers in a row did not come
resend-no-answers-text = What is not known may have been sent. The rest waits, and nothing goes on by itself.
resend-refusals = Paused: { $count } messages in a row were refused
resend-refusals-text = The rest waits; going on tries the next messages.
resend-not-recorded = Paused: the journal could not be written
resend-not-begun = Nothing was sent
resend-not-begun-unread = The instance could not be asked whether it sends now
resend-not-begun-number = Nothing goes out while the number is unknown
resend-other-number-meanwhile = Another number has been linked meanwhile: { $number }. To send from it, confirm again.
resend-nothing-left = These messages have been queued again meanwhile or are already waiting
resend-stopped = Stopped: the rest was not sent
resend-done = { $count ->
    [one] { $count } message is queued again
   *[other] All { $count } messages are queued again
}
resend-done-text = GREEN-API sends them one by one at its interval, and may still refuse one: the queue shows which are still waiting, the chat which have arrived
resend-done-part = Sending again has ended; not everything was queued
resend-dialog-title = { $count ->
    [one] Send { $count } message again?
   *[other] Send { $count } messages again?
}
resend-dialog-text = Customers get them as the queue is sent, and this cannot be undone. Anyone who already got an answer gets a second message.
resend-dialog-from = They go out from { $number }.
resend-dialog-to = { $more ->
    [0] To { $who }.
    [one] To { $who } and { $more } more chat.
   *[other] To { $who } and { $more } more chats.
}
resend-keep = Do not send
resend-once-title = { $count ->
    [one] Send it once more?
   *[other] Send { $count } messages once more?
}
resend-once-text = The answer to the first attempt never came: it may have been sent, and can then arrive twice.
resend-once-act = { $count ->
    [one] Send { $count } message once more
   *[other] Send { $count } messages once more
}
resend-stop-title = Stop sending again?
resend-stop-text = Queued again so far: { $sent }. Not sent: { $count }. These can be selected again later.
resend-stop-keep = Do not stop
resend-stop-act = { $count ->
    [0] Stop sending
    [one] Leave { $count } message unsent
   *[other] Leave { $count } messages unsent
}
resend-quit = Sending again is paused. Nothing is lost: it can be continued at the next start.
resend-copy-in-use = Messages of this copy are still to be sent again, so it is not deleted
resend-n-unsent = { $count } not sent
resend-failed-head = { $count ->
    [one] { $count } message failed
   *[other] { $count } messages failed
}
resend-unknown-head = { $count ->
    [one] It is not known whether { $count } message was queued again
   *[other] It is not known whether { $count } messages were queued again
}
resend-show-message = Show the whole message
resend-hide-message = Collapse the message
