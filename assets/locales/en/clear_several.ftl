clear-several-open = { $queues ->
    [one] Clear { $queues } queue, { $messages }…
   *[other] Clear { $queues } queues, { $messages }…
}
clear-several-open-unknown = { $queues ->
    [one] Clear { $queues } queue…
   *[other] Clear { $queues } queues…
}
clear-several-title = { $queues ->
    [one] Clear { $queues } queue, { $messages }?
   *[other] Clear { $queues } queues, { $messages }?
}
clear-several-title-none = Clear these queues?
clear-several-act = { $queues ->
    [one] Clear { $queues } queue, { $messages }
   *[other] Clear { $queues } queues, { $messages }
}
clear-several-act-none = Clear the queues
clear-several-act-short = { $queues ->
    [one] Clear { $queues } queue
   *[other] Clear { $queues } queues
}
clear-several-left-out-because = Left out: { $why }
clear-several-keep = Keep the queues
clear-several-text = All messages that wait in these queues are cleared, including any that arrive before then. They will not be sent, and GREEN-API cannot bring them back.
clear-several-how = Each queue is saved on this computer first, cleared, and counted again. One that fails does not stop the others.
clear-several-asking = { $count ->
    [one] { $count } queue is still being read
   *[other] { $count } queues are still being read
}
clear-several-asking-one = Reading…
clear-several-off-none = None of these queues can be cleared now
clear-several-at-least = { $count ->
    [one] { $count } message or more
   *[other] { $count } messages or more
}
clear-several-holds = A copy can hold { $shown } of { $count } messages
clear-several-holds-first = A copy can hold the first { $shown } messages
clear-several-rest-known-unknown = I know that not all messages can be saved
clear-several-rest-text = The unsaved ones are cleared unseen: a list shows 500 messages at most
clear-several-type = To confirm, type the number of messages: { $count }
clear-several-left-out = Left out
clear-several-left-out-count = { $count ->
    [one] { $count } selected queue is left out: it comes last
   *[other] { $count } selected queues are left out: they come last
}
clear-several-look-only = “Look only” is on
clear-several-replaced = its number is being replaced
clear-several-working = other work on it is under way
clear-several-no-token = its token is not on this computer
clear-several-number-unknown = the number of messages is not known
clear-several-empty = no messages wait
clear-several-running = { $queues ->
    [one] Clearing { $queues } queue, { $messages }
   *[other] Clearing { $queues } queues, { $messages }
}
clear-several-done = { $done } of { $count } done
clear-several-not-begun = Not started
clear-several-clearing = Clearing…
clear-several-checking = Checking again…
clear-several-cleared = Cleared, seen empty
clear-several-still = { $count } still waiting
clear-several-still-many = { $count } or more still waiting
clear-several-doubt = Check again
clear-several-unknown = Outcome not known
clear-several-not-saved = Not saved, not cleared
clear-several-not-cleared = Not cleared
clear-several-stop = Stop after this one
clear-several-stopping = { $count ->
    [one] No other queue is started. The result follows once this one is counted again.
   *[other] No other queue is started. The result follows once these { $count } are counted again.
}
clear-several-all-begun = Every one of these queues is being cleared. The result follows once they are counted again.
clear-several-all-cleared = { $count ->
    [one] { $count } queue cleared and seen empty
    [2] Both queues cleared and seen empty
   *[other] All { $count } queues cleared and seen empty
}
clear-several-none-cleared = No queue was cleared
clear-several-some-cleared = { $done } of { $count } queues cleared and seen empty
clear-several-unknown-text = Where the outcome is not known, the queue may have been cleared. Check it again before you do anything else.
clear-several-ended-text = The result and the saved copy are on the page of each queue; click a row to open it.
clear-several-open-queue = Open this queue
clear-several-quit = { $count ->
    [one] { $count } queue has not begun and is left as it is.
   *[other] { $count } queues have not begun and are left as they are.
}
