chat-state-waiting = Not started
chat-state-archiving = Archiving…
chat-state-unarchiving = Unarchiving…
chat-state-archived = Archived
chat-state-unarchived = Unarchived
chat-state-already-archived = Already archived
chat-state-already-open = Was not archived
chat-state-not-seen = No change seen
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
plan-archive-title = { $count ->
    [one] Archive { $count } chat?
   *[other] Archive { $count } chats?
}
plan-unarchive-title = { $count ->
    [one] Unarchive { $count } chat?
   *[other] Unarchive { $count } chats?
}
plan-archive-title-counting = Archive these chats?
plan-unarchive-title-counting = Unarchive these chats?
plan-archive-act = { $count ->
    [one] Archive { $count } chat
   *[other] Archive { $count } chats
}
plan-unarchive-act = { $count ->
    [one] Unarchive { $count } chat
   *[other] Unarchive { $count } chats
}
plan-counting = Looking what will change…
plan-will-archive = { $count ->
    [one] { $count } chat will be archived
   *[other] { $count } chats will be archived
}
plan-will-unarchive = { $count ->
    [one] { $count } chat will be unarchived
   *[other] { $count } chats will be unarchived
}
plan-already-archived = { $count ->
    [one] { $count } is archived already and is left alone
   *[other] { $count } are archived already and are left alone
}
plan-already-open = { $count ->
    [one] { $count } is not archived and is left alone
   *[other] { $count } are not archived and are left alone
}
plan-invalid = { $count ->
    [one] { $count } cannot be archived: it is a status, a channel or no chat
   *[other] { $count } cannot be archived: they are statuses, channels or no chats
}
plan-takes = It takes about { $time }. It can be paused, stopped and undone.
plan-nothing = Nothing would change
plan-archive-text = An archived chat leaves the list on the phone; its messages stay
plan-unarchive-text = The chats come back into the list on the phone
plan-keep = Change nothing
plan-settings = Reading the settings…
plan-incoming-off = Incoming notifications are off
plan-incoming-off-text = Only chats with an incoming message that the instance has seen can be archived. Without notifications it sees none, so most of these may fail. Once they are on, it sees messages that come afterwards.
plan-incoming-unknown = Whether incoming notifications are on could not be read. If they are off, chats may fail.
run-archiving = { $count ->
    [one] Archiving { $count } chat
   *[other] Archiving { $count } chats
}
run-unarchiving = { $count ->
    [one] Unarchiving { $count } chat
   *[other] Unarchiving { $count } chats
}
run-undoing-archives = { $count ->
    [one] Undoing: archiving { $count } chat again
   *[other] Undoing: archiving { $count } chats again
}
run-undoing-unarchives = { $count ->
    [one] Undoing: unarchiving { $count } chat
   *[other] Undoing: unarchiving { $count } chats
}
run-archive = { $count ->
    [one] Archive { $count } chat
   *[other] Archive { $count } chats
}
run-unarchive = { $count ->
    [one] Unarchive { $count } chat
   *[other] Unarchive { $count } chats
}
run-undo-archives = { $count ->
    [one] Undo: archive { $count } chat again
   *[other] Undo: archive { $count } chats again
}
run-undo-unarchives = { $count ->
    [one] Undo: unarchive { $count } chat
   *[other] Undo: unarchive { $count } chats
}
run-count-archived = { $count } archived
run-count-unarchived = { $count } unarchived
run-count-already = { $count } already so
run-count-failed = { $count } not possible
run-count-not-seen = { $count } without a change seen
run-count-unknown = { $count } not confirmed
run-count-left = { $count } to do
run-count-left-time = { $count } to do, about { $time } left
run-pause = Pause
run-stop = Stop
run-resume = Continue
run-pausing = Pausing after the requests on their way…
run-stopping = Stopping after the requests on their way…
run-busy = Wait a moment
run-paused = Paused. Nothing is sent until you continue.
run-paused-instance = Paused: the instance takes no such request now. Nothing is sent until you continue.
run-paused-unwritten = Paused: nothing is sent that cannot be written down first. { $why }
run-elsewhere = Another window of this program is at work on this instance’s chats
run-interrupted = The program ended during this run. It goes on from where it was when you continue; what is not confirmed is read first.
run-stopped = Stopped. What was done stays done.
run-reading-back = { $count ->
    [one] Reading { $count } chat whose answer did not come…
   *[other] Reading { $count } chats whose answers did not come…
}
run-waiting = { $cause } It goes on by itself in { $time }.
run-waiting-list = In { $time } the chats whose answers did not come are looked up in the server’s list: single chats cannot be read now because of a limit
run-verify-waiting = Will be compared with the server’s list in { $time }, when that is renewed
run-verify-chats = { $count ->
    [one] Comparing: { $count } chat to read…
   *[other] Comparing: { $count } chats to read…
}
run-verify-skip = Do not compare
run-verifying = Comparing with the server’s list…
run-verify-failed = It could not be compared with the server’s list. { $cause }
run-verify-again = Compare again
run-verify-act = Compare now
run-verified = Compared with the server’s list: every change is there
run-verified-at = Compared with the server’s list at { $time }
run-verified-not-all = { $count ->
    [one] The server accepted { $count } chat but does not list it as changed. Unarchiving and archiving again often helps.
   *[other] The server accepted { $count } chats but does not list them as changed. Unarchiving and archiving again often helps.
}
run-verified-partly = { $count ->
    [one] { $count } chat could not be compared: the server does not tell whether it is archived.
   *[other] { $count } chats could not be compared: the server does not tell whether they are archived.
}
run-not-verified = Not compared with the server’s list
run-not-written = The run could not be written down, so nothing was sent
run-undo = Undo…
run-retry = Retry { $count } failed
run-save = Save results as CSV…
run-show = Show these chats
run-show-failed = Show what is not done
results-place = No.
results-phone = Phone
results-why = What it means
results-said = Server’s words
results-requests = Requests sent
results-time = Time
runs-show = { $count ->
    [one] { $count } earlier run
   *[other] { $count } earlier runs
}
runs-hide = Hide earlier runs
runs-open = Results
chats-run-nothing = There is nothing left to do
undo-title-archived = { $count ->
    [one] Unarchive { $count } chat again?
   *[other] Unarchive { $count } chats again?
}
undo-title-unarchived = { $count ->
    [one] Archive { $count } chat again?
   *[other] Archive { $count } chats again?
}
undo-act-archived = { $count ->
    [one] Unarchive { $count } chat
   *[other] Unarchive { $count } chats
}
undo-act-unarchived = { $count ->
    [one] Archive { $count } chat
   *[other] Archive { $count } chats
}
undo-text = This reverses just what the run of { $time } has changed.
undo-others = { $count ->
    [one] { $count } chat that was already so stays as it is.
   *[other] { $count } chats that were already so stay as they are.
}
undo-keep = Leave as it is
