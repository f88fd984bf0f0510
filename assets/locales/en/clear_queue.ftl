clear-queue-title = { $count ->
    [one] Clear { $count } message from the queue?
   *[other] Clear { $count } messages from the queue?
}
clear-queue-title-at-least = { $count ->
    [one] Clear { $count } message or more from the queue?
   *[other] Clear { $count } messages or more from the queue?
}
clear-queue-act-at-least = { $count ->
    [one] Clear { $count } message or more
   *[other] Clear { $count } messages or more
}
clear-queue-kinds = { $chats ->
    [one] { $kinds }, to { $chats } chat
   *[other] { $kinds }, to { $chats } chats
}
clear-queue-kinds-unknown = The waiting messages could not be listed
clear-queue-text = All waiting messages are cleared, including any that arrive before then. They will not be sent, and GREEN-API cannot bring them back.
clear-queue-more-than-shown = { $rest ->
    [one] The list shows the first { $shown }; { $rest } more message is cleared unseen.
   *[other] The list shows the first { $shown }; { $rest } more messages are cleared unseen.
}
clear-queue-none-shown = { $rest ->
    [one] The server counts { $rest } message, but lists none: it is cleared unseen.
   *[other] The server counts { $rest } messages, but lists none: they are cleared unseen.
}
clear-queue-more-than-shown-unknown = The list shows the first { $shown }; there may be more, and they are cleared unseen.
clear-queue-rest-known = { $count ->
    [one] I know that { $count } message cannot be saved
   *[other] I know that { $count } messages cannot be saved
}
clear-queue-rest-known-unknown = I know that only the first { $shown } can be saved
clear-queue-rest-off = Not everything can be saved: tick the box to confirm
clear-queue-rest-appeared = Not cleared: by now more messages wait than a copy can hold
clear-queue-number-changed = The count has just changed
clear-queue-keep = Keep the queue
clear-queue-recording = Writing it into the journal…
clear-queue-running = Clearing the queue…
clear-queue-running-text = The request is on its way
clear-queue-listing = Reading the queue again…
clear-queue-listing-text = Only an empty queue counts as cleared
clear-queue-checking = The list is empty. Checking again…
clear-queue-checking-text = { $seconds ->
    [0] The count lags behind by 10 seconds; it is being read now
    [1] The count lags behind by 10 seconds; it is being read now
   *[other] The count lags behind by 10 seconds; it is read in { $seconds } s
}
clear-queue-cancel-hint = The server carries on; the answer may still come
clear-queue-look-again = Check again
clear-queue-empty = The queue is empty: { $before } before, 0 now
clear-queue-empty-text = The list and the count were read again, the last reading at { $time }
clear-queue-empty-list-text = The list was read again at { $time }. This instance has no count.
clear-queue-still = The queue is not empty: { $before } before, { $left } now
clear-queue-still-many = The queue is not empty: { $before } before, { $left } or more now
clear-queue-still-text = GREEN-API accepted the clearing, but at { $time } these messages were still there. Something may still be sending through this instance: stop it, then clear again.
clear-queue-not-yet-known = Request accepted, but the queue is not yet known to be empty
clear-queue-doubt-count = { $count ->
    [one] The list is empty, but the count says { $count }. It may lag behind, or a message is just being sent.
   *[other] The list is empty, but the count says { $count }. It may lag behind, or messages are just being sent.
}
clear-queue-doubt-list = The list could not be read again.
clear-queue-doubt-number = The list is empty, but the count could not be read.
clear-queue-unknown = It is not known whether the queue was cleared
clear-queue-unknown-unread = The queue could not be read either. Check it again before you do anything else.
clear-queue-unknown-empty = At { $time }, the queue was empty.
clear-queue-unknown-waiting = { $count ->
    [one] At { $time }, { $count } message was waiting.
   *[other] At { $time }, { $count } messages were waiting.
}
clear-queue-as-of = As of { $time }; it could not be refreshed
