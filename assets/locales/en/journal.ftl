sidebar-journal = Journal
journal-all = All instances
journal-filter = Instance
journal-unread = The journal cannot be read now
journal-empty = Nothing has been changed yet
journal-empty-text = Clearing a queue, archiving, settings and restarts are written here before they leave, and again when the answer comes
journal-older = Show older
journal-under-way = Under way
journal-done = Done
journal-refused = Refused
journal-not-sent = Not sent
journal-unknown = Not known
journal-done-of = Done: { $done } of { $count }
journal-clear = Clearing the sending queue
journal-clear-many = { $count ->
    [one] Clearing { $count } sending queue
   *[other] Clearing { $count } sending queues
}
journal-clear-notifications = Deleting the incoming notifications
journal-archive = Archiving { $chat }
journal-archive-many = Archiving { $count } chats
journal-unarchive = Unarchiving { $chat }
journal-unarchive-many = Unarchiving { $count } chats
journal-send = Sending again to { $chat }
journal-send-many = Sending { $count } messages again
journal-logout = Unlinking the phone
journal-reboot = Restarting the instance
journal-watch = Change seen by the watch
journal-token = Changing the token
journal-code = Asking for a code to link a phone
journal-interval = Sending interval: { $interval }
journal-incoming-on = Turning on incoming notifications
journal-incoming-off = Turning off incoming notifications
journal-settings = Changing the settings
journal-program-ended = The program ended before the answer came
trouble-database = Saved copies and the journal
journal-search = Search numbers, chats, words
journal-span = Time
journal-span-all = Any time
journal-span-week = Last 7 days
journal-span-month = Last 30 days
journal-outcome-filter = Outcome
journal-outcome-any = Any outcome
journal-outcome-failed = Refused or not sent
journal-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
journal-count-newest = { $count ->
    [one] { $count } entry among the newest matches
   *[other] { $count } entries among the newest matches
}
journal-count-over = More than { $count } entries
journal-nothing-found = Nothing found
journal-nothing-found-text = A search needs at least three characters of a number, a chat’s name or a word. Empty the search and the filters to see every entry.
journal-interrupted = Interrupted
journal-interrupted-of = Interrupted, done: { $done } of { $count }
journal-counted-done = { $count } done
journal-counted-refused = { $count } refused
journal-counted-not-sent = { $count } not sent
journal-counted-unknown = { $count } not known
journal-counted-under-way = { $count } under way
journal-what = Change:
journal-where = Instance:
journal-chat = Chat:
journal-when = Time:
journal-from-to = from { $begun } to { $ended }
journal-outcome = Outcome:
journal-why = Why:
journal-found = Read back:
journal-who = User:
journal-found-empty = the queue was empty
journal-found-waiting = { $count ->
    [one] { $count } message was waiting
   *[other] { $count } messages were waiting
}
journal-found-archived = the chat was archived
journal-found-not-archived = the chat was not archived
journal-more-requests = { $count ->
    [one] Show { $count } older request
   *[other] Show { $count } older requests
}
journal-why-cancelled = It was stopped before it was sent
journal-why-no-connection = There was no connection to the server
journal-why-not-sent = It could not be sent
journal-why-no-message = The chat has no incoming message that the server knows
journal-why-already = The chat was so already
journal-why-chat = The server does not know this chat
journal-why-not-authorized = The instance was not authorized
journal-why-blocked = The number was blocked
journal-why-expired = The instance had expired or was deleted
journal-why-token = The server did not accept the token
journal-why-limit = The limit of the plan or of requests was reached
journal-why-refused = The server refused it
journal-why-not-awaited = It was stopped before the answer came
journal-why-no-answer = No usable answer came
journal-verify = Verify
journal-verify-hint = Compares every line with its record, to find altered and missing lines
journal-verifying = { $count ->
    [one] Verifying: { $count } line so far
   *[other] Verifying: { $count } lines so far
}
journal-verified = { $count ->
    [one] The journal is as it was written: { $count } line
   *[other] The journal is as it was written: { $count } lines
}
journal-verified-text = No line was altered, and none is missing.
journal-not-verified = The journal is not as it was written
journal-altered = Line { $line } was altered.
journal-missing = Line { $line } is missing.
journal-foreign = Line { $line } was written by an older version or by another program.
journal-more-findings = { $count ->
    [one] And { $count } more line.
   *[other] And { $count } more lines.
}
journal-save = Save as…
journal-save-workbook = Excel workbook (.xlsx)
journal-save-csv = CSV
journal-save-json = JSON
journal-column-line = Line
journal-column-time = Time
journal-column-instance = Instance
journal-column-change = Change
journal-column-name = Chat
journal-column-outcome = Outcome
journal-column-why = Why
journal-column-said = The server’s words
journal-column-found = Read back
journal-column-who = User
journal-column-request = Request
