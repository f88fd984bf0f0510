queue-clear-button = { $count ->
    [one] Clear { $count } message
   *[other] Clear { $count } messages
}
queue-waiting = { $count ->
    [one] message waiting
   *[other] messages waiting
}
queue-waiting-not-asked = Without the token it is not known how many messages wait
queue-waiting-as-of = { $count ->
    [one] message waiting, as of { $time }
   *[other] messages waiting, as of { $time }
}
queue-waiting-or-more = messages waiting
queue-waiting-or-more-as-of = messages waiting, as of { $time }
queue-chats-or-more = chats
queue-chats = { $count ->
    [one] chat
   *[other] chats
}
queue-interval = sending interval
queue-not-moving = Not moving
queue-would-take = would take { $time }
queue-to-send-all = to send them all
queue-24-hours = GREEN-API drops a message that has waited for 24 hours
queue-clear = Clear queue…
queue-clear-off-unknown = It is not known yet how many messages wait
queue-clear-off-empty = The queue is empty
queue-clear-off-running = The queue is being cleared
queue-loading = Loading the queue…
queue-empty = The queue is empty
queue-empty-as-of = The queue was empty as of { $time }
queue-empty-text = Messages appear here while they wait: until a phone is linked, or until their turn comes
queue-first-of = The first { $shown } of { $count } messages
queue-first-or-more = { $shown } messages or more; GREEN-API shows only the first { $shown }
queue-repeated = { $count ->
    [one] GREEN-API lists { $count } of these messages more than once; it waits and is counted once
   *[other] GREEN-API lists { $count } of these messages more than once; each waits and is counted once
}
queue-note-repeated = Listed { $times } times
queue-blocking = The first message may hold up all others: no. 1, to { $to }
queue-blocking-wrong = { $why }: this recipient cannot be right
queue-blocking-text = GREEN-API cannot remove a single message. Save a copy, clear the queue, then send the others again from the copy.
queue-note-blocking = May hold up the queue
queue-column-number = #
queue-column-kind = Type
queue-column-to = To
queue-column-content = Content
queue-detail-to = To
queue-copy-content = Copy the message
queue-copy-chat = Copy chatId
queue-copy-row = Copy the row
queue-copy-json = Copy JSON
warning-old = As of { $time }, the state was: { $state }
warning-old-text = It may have changed since. Refresh to see the state now.
warning-blocked = This number is blocked
warning-blocked-waiting = { $count ->
    [one] This number is blocked, and { $count } message still waits to be sent
   *[other] This number is blocked, and { $count } messages still wait to be sent
}
warning-blocked-text = Waiting messages go out as soon as a new number is linked, and can get it blocked too. Clear the queue before you link a new number.
warning-blocked-empty-text = The queue is empty. Another number can be linked now.
warning-unavailable = MAX says this account is temporarily unavailable
warning-unavailable-text = This often passes by itself. Waiting messages are kept for 24 hours and go out when the account works again.
warning-not-authorized = No phone is linked
warning-not-authorized-waiting = { $count ->
    [one] No phone is linked, and { $count } message waits to be sent
   *[other] No phone is linked, and { $count } messages wait to be sent
}
warning-not-authorized-text = { $count ->
    [1] It goes out as soon as a phone is linked. If it should not, clear the queue first.
   *[other] They go out as soon as a phone is linked. If they should not, clear the queue first.
}
warning-not-authorized-empty-text = Messages that are sent now wait in the queue until a phone is linked
warning-starting = The instance is restarting
warning-starting-text = This takes up to 5 minutes. Waiting messages are kept, and go out afterwards.
warning-starting-long = The instance has been restarting for { $time }
warning-starting-long-text = A restart takes up to 5 minutes. Restart the instance once more; if that does not help, write to GREEN-API support.
warning-suspended = WhatsApp has suspended sending from this number
warning-suspended-text = Waiting messages are kept for 24 hours. Clear the queue if they should not be sent, let the number rest, then restart the instance.
warning-restricted = { $messenger } has temporarily restricted this account
warning-restricted-text = Only people saved in the account’s contacts get messages. Waiting messages are kept for 24 hours.
warning-pending-code = { $messenger } waits for a code
warning-pending-password = { $messenger } waits for the password of two-step verification
warning-pending-text = Finish linking the phone on the Account page. Waiting messages go out as soon as that is done.
warning-being-created = The instance is still being created
warning-being-created-text = This takes up to 5 minutes. Refresh after a while.
warning-sleep = The phone of this number is off
warning-sleep-text = Waiting messages go out when the phone is on again
warning-other = The instance says “{ $state }”
warning-other-text = This program does not know this state. The console may tell more.
warning-not-moving = { $count ->
    [one] { $count } message waits, and the queue is not moving
   *[other] { $count } messages wait, and the queue is not moving
}
warning-not-moving-text = The instance is authorized, but the count has not fallen for three sending intervals. Restarting the instance often helps.
