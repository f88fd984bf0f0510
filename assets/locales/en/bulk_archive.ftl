chat-state-waiting = Not started
chat-state-archiving = Archiving…
chat-state-unarchiving = Unarchiving…
chat-state-archived = Archived
chat-state-unarchived = Unarchived
chat-state-already-archived = Already archived
chat-state-already-open = Was not archived
chat-state-not-seen = No visible change
chat-state-no-incoming = No incoming message seen yet
chat-state-no-contact = Not among the contacts
chat-state-invalid = Not a chatId
chat-state-failed = Not done
chat-state-unknown = Not confirmed
chat-hint-found-so = No answer came, and reading the chat showed it so. Undo leaves it as it is.
chat-hint-not-seen = The server accepted the request, but the chat has not changed
chat-hint-no-incoming = The instance has seen no incoming message in this chat. It can be archived once somebody writes.
chat-hint-no-contact = The instance does not know this chat. Check the number.
chat-hint-invalid = WhatsApp takes no such id
chat-hint-failed = The server said: { $said }
chat-hint-unknown = No answer came. The chat is read before anything is sent again.
bulk-archive-plan-archive-title = { $count ->
    [one] Archive { $count } chat?
   *[other] Archive { $count } chats?
}
bulk-archive-plan-unarchive-title = { $count ->
    [one] Unarchive { $count } chat?
   *[other] Unarchive { $count } chats?
}
bulk-archive-plan-archive-title-counting = Archive these chats?
bulk-archive-plan-unarchive-title-counting = Unarchive these chats?
bulk-archive-plan-archive-act = { $count ->
    [one] Archive { $count } chat
   *[other] Archive { $count } chats
}
bulk-archive-plan-unarchive-act = { $count ->
    [one] Unarchive { $count } chat
   *[other] Unarchive { $count } chats
}
bulk-archive-plan-counting = Checking what will change…
bulk-archive-plan-will-archive = { $count ->
    [one] { $count } chat will be archived
   *[other] { $count } chats will be archived
}
bulk-archive-plan-will-unarchive = { $count ->
    [one] { $count } chat will be unarchived
   *[other] { $count } chats will be unarchived
}
bulk-archive-plan-already-archived = { $count ->
    [one] { $count } is archived already and stays as it is
   *[other] { $count } are archived already and stay as they are
}
bulk-archive-plan-already-open = { $count ->
    [one] { $count } is not archived and stays as it is
   *[other] { $count } are not archived and stay as they are
}
bulk-archive-plan-invalid = { $count ->
    [one] { $count } cannot be archived: it is a status, a channel, or not a chat
   *[other] { $count } cannot be archived: they are statuses, channels, or not chats
}
bulk-archive-plan-takes = It takes about { $time }. It can be paused, stopped and undone.
bulk-archive-plan-nothing = Nothing would change
bulk-archive-plan-archive-text = An archived chat leaves the list on the phone; its messages stay
bulk-archive-plan-unarchive-text = The chats come back into the list on the phone
bulk-archive-plan-keep = Change nothing
bulk-archive-plan-settings = Reading the settings…
bulk-archive-plan-incoming-off = Incoming notifications are off
bulk-archive-plan-incoming-off-text = Only chats with an incoming message that the instance has seen can be archived. Without notifications it sees none, so most of these may fail. Once they are on, it sees messages that come afterwards.
bulk-archive-plan-incoming-unknown = Whether incoming notifications are on could not be read. If they are off, chats may fail.
bulk-archive-archiving = { $count ->
    [one] Archiving { $count } chat
   *[other] Archiving { $count } chats
}
bulk-archive-unarchiving = { $count ->
    [one] Unarchiving { $count } chat
   *[other] Unarchiving { $count } chats
}
bulk-archive-undoing-archives = { $count ->
    [one] Undoing: archiving { $count } chat again
   *[other] Undoing: archiving { $count } chats again
}
bulk-archive-undoing-unarchives = { $count ->
    [one] Undoing: unarchiving { $count } chat
   *[other] Undoing: unarchiving { $count } chats
}
bulk-archive-archived = { $count ->
    [one] { $done } of { $count } chat archived
   *[other] { $done } of { $count } chats archived
}
bulk-archive-unarchived = { $count ->
    [one] { $done } of { $count } chat unarchived
   *[other] { $done } of { $count } chats unarchived
}
bulk-archive-undo-archived = { $count ->
    [one] Undo: { $done } of { $count } chat archived again
   *[other] Undo: { $done } of { $count } chats archived again
}
bulk-archive-undo-unarchived = { $count ->
    [one] Undo: { $done } of { $count } chat unarchived
   *[other] Undo: { $done } of { $count } chats unarchived
}
bulk-archive-quit = Archiving can be continued on the Chats page from where it was; what is not confirmed is read first.
bulk-archive-count-archived = { $count } archived
bulk-archive-count-unarchived = { $count } unarchived
bulk-archive-count-already = { $count } needed no change
bulk-archive-count-failed = { $count } failed
bulk-archive-count-not-seen = { $count } with no visible change
bulk-archive-count-unknown = { $count } not confirmed
bulk-archive-count-left = { $count } to do
bulk-archive-count-left-time = { $count } to do, about { $time } left
bulk-archive-pause = Pause
bulk-archive-stop = Stop
bulk-archive-resume = Continue
bulk-archive-pausing = Pausing after the requests on their way…
bulk-archive-stopping = Stopping after the requests on their way…
bulk-archive-busy = Wait a moment
bulk-archive-paused = Paused. Nothing is sent until you continue.
bulk-archive-paused-number = Paused: { $number } is linked now. Nothing is sent until you continue.
bulk-archive-paused-instance = Paused: the instance does not accept such requests now. Nothing is sent until you continue.
bulk-archive-paused-unwritten = Paused: the journal could not be written, and nothing is sent without an entry in it. { $why }
bulk-archive-elsewhere = Another copy of this program is working on this instance’s chats
bulk-archive-unfinished = The rest waits until you continue.
bulk-archive-interrupted = The program ended during this run. It goes on from where it was when you continue; what is not confirmed is read first.
bulk-archive-lost = A part of this program failed during this run, and a report was written. What is not confirmed is read first when you continue.
bulk-archive-stopped = Stopped. What was done stays done.
bulk-archive-reading-back = { $count ->
    [one] Reading { $count } chat whose answer did not come…
   *[other] Reading { $count } chats whose answers did not come…
}
bulk-archive-waiting = { $cause } It goes on by itself in { $time }.
bulk-archive-waiting-list = In { $time } the chats whose answers did not come are looked up in the server’s list: single chats cannot be read now because of a limit
bulk-archive-verify-waiting = Will be compared with the server’s list in { $time }, when that is renewed
bulk-archive-verify-chats = { $count ->
    [one] Comparing: { $count } chat to read…
   *[other] Comparing: { $count } chats to read…
}
bulk-archive-verify-skip = Do not compare
bulk-archive-verifying = Comparing with the server’s list…
bulk-archive-verify-failed = It could not be compared with the server’s list. { $cause }
bulk-archive-verify-again = Compare again
bulk-archive-verify-act = Compare now
bulk-archive-verified = Compared with the server’s list: every change is there
bulk-archive-verified-none = Nothing was changed, so there is nothing to compare
bulk-archive-verified-at = Compared with the server’s list at { $time }
bulk-archive-verified-not-all = { $count ->
    [one] The server accepted { $count } chat but does not list it as changed. Unarchiving and archiving again often helps.
   *[other] The server accepted { $count } chats but does not list them as changed. Unarchiving and archiving again often helps.
}
bulk-archive-verified-partly = { $count ->
    [one] { $count } chat could not be compared: the server does not tell whether it is archived.
   *[other] { $count } chats could not be compared: the server does not tell whether they are archived.
}
bulk-archive-not-verified = Not compared with the server’s list
bulk-archive-not-written = The run could not be saved, so nothing was sent
bulk-archive-not-listed = Earlier runs could not be read
bulk-archive-not-read = The results of the run could not be read
bulk-archive-not-stopped = The stop could not be saved. Nothing more is sent, but the run is offered again.
bulk-archive-redo-archive = { $count ->
    [one] Archive { $count } chat again…
   *[other] Archive { $count } chats again…
}
bulk-archive-redo-unarchive = { $count ->
    [one] Unarchive { $count } chat again…
   *[other] Unarchive { $count } chats again…
}
bulk-archive-undo-archive = { $count ->
    [one] Undo: unarchive { $count } chat…
   *[other] Undo: unarchive { $count } chats…
}
bulk-archive-undo-unarchive = { $count ->
    [one] Undo: archive { $count } chat…
   *[other] Undo: archive { $count } chats…
}
bulk-archive-retry = Retry { $count } failed
bulk-archive-save = Save the results…
bulk-archive-show = Show these chats
bulk-archive-show-failed = Show what is not done
results-place = No.
results-phone = Phone
results-why = What it means
results-said = Server’s answer
results-requests = Requests sent
results-time = Time
bulk-archive-runs-show = { $count ->
    [one] { $count } earlier run
   *[other] { $count } earlier runs
}
bulk-archive-runs-hide = Hide earlier runs
bulk-archive-runs-open = Results
chats-run-nothing = There is nothing left to do
bulk-archive-undo-title-archived = { $count ->
    [one] Unarchive { $count } chat again?
   *[other] Unarchive { $count } chats again?
}
bulk-archive-undo-title-unarchived = { $count ->
    [one] Archive { $count } chat again?
   *[other] Archive { $count } chats again?
}
bulk-archive-undo-act-archived = { $count ->
    [one] Unarchive { $count } chat
   *[other] Unarchive { $count } chats
}
bulk-archive-undo-act-unarchived = { $count ->
    [one] Archive { $count } chat
   *[other] Archive { $count } chats
}
bulk-archive-undo-text = This reverses just what the run of { $time } has changed.
bulk-archive-undo-others = { $count ->
    [one] { $count } chat that the run did not change stays as it is.
   *[other] { $count } chats that the run did not change stay as they are.
}
bulk-archive-other-number = This run was made with another number, { $number }: the number that is linked now may not have these chats.
bulk-archive-undo-keep = Leave as it is
