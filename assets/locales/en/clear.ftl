clear-title = { $count ->
    [one] Clear { $count } message from the queue?
   *[other] Clear { $count } messages from the queue?
}
clear-title-at-least = Clear { $count } messages or more from the queue?
clear-act-at-least = Clear { $count } messages or more
clear-kinds = { $chats ->
    [one] { $kinds }, to { $chats } chat
   *[other] { $kinds }, to { $chats } chats
}
clear-kinds-unknown = The waiting messages could not be listed
clear-text = Everything that waits is cleared, also what arrives until then. It will not be sent, and GREEN-API cannot bring it back.
clear-more-than-shown = { $rest ->
    [one] The list shows the first { $shown }; { $rest } more message is cleared unseen.
   *[other] The list shows the first { $shown }; { $rest } more messages are cleared unseen.
}
clear-none-shown = { $rest ->
    [one] The server counts { $rest } message, but lists none: it is cleared unseen.
   *[other] The server counts { $rest } messages, but lists none: they are cleared unseen.
}
clear-more-than-shown-unknown = The list shows the first { $shown }; there may be more, and they are cleared unseen.
clear-rest-known = { $count ->
    [one] I know that { $count } message cannot be saved
   *[other] I know that { $count } messages cannot be saved
}
clear-rest-known-unknown = I know that only the first { $shown } can be saved
clear-rest-off = Not all that waits can be saved: tick that you know it
clear-rest-appeared = Not cleared: by now more messages wait than a copy can hold
clear-number-changed = The count has just changed
clear-keep = Keep the queue
clear-running = Clearing the queue…
clear-running-text = The request is on its way
clear-listing = Cleared. Reading the queue again…
clear-listing-text = Only an empty queue counts as cleared
clear-checking = The list is empty. Checking again…
clear-checking-text = { $seconds ->
    [0] The count lags behind by 10 seconds; it is being read now
    [1] The count lags behind by 10 seconds; it is being read now
   *[other] The count lags behind by 10 seconds; it is read in { $seconds } s
}
clear-cancel-hint = The server goes on with it; the answer may still come
clear-look-again = Check again
clear-empty = The queue is empty: { $before } before, 0 now
clear-empty-text = The list and the count were read again at { $time }
clear-empty-list-text = The list was read again at { $time }. This instance has no count.
clear-still = The queue is not empty: { $before } before, { $left } now
clear-still-many = The queue is not empty: { $before } before, { $left } or more now
clear-still-text = GREEN-API accepted the clearing, but at { $time } these messages were still there. Something may still be sending through this instance: stop it, then clear again.
clear-not-yet-known = Cleared, but not yet known to be empty
clear-doubt-count = { $count ->
    [one] The list is empty, but the count says { $count }. It may lag behind, or a message is just being sent.
   *[other] The list is empty, but the count says { $count }. It may lag behind, or messages are just being sent.
}
clear-doubt-list = The list could not be read again.
clear-doubt-number = The list is empty, but the count could not be read.
clear-unknown = It is not known whether the queue was cleared
clear-unknown-unread = The queue could not be read either. Check it again before you do anything else.
clear-unknown-empty = At { $time }, the queue was empty.
clear-unknown-waiting = { $count ->
    [one] At { $time }, { $count } message was waiting.
   *[other] At { $time }, { $count } messages were waiting.
}
clear-as-of = This is as of { $time }: it could not be read again
