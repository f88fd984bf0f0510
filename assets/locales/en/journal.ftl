sidebar-journal = Journal
journal-subtitle = What this program changed on your instances
journal-all = All instances
journal-filter = Instance
journal-unread = The journal cannot be read now
journal-empty = Nothing has been changed yet
journal-empty-text = Clearing a queue, archiving, settings and restarts are written here before they leave, and again when the answer comes
journal-empty-practice = No entries yet
journal-empty-practice-text = Practice instances leave no entries. Changes on your own instances are written here: clearing a queue, archiving, settings and restarts.
journal-older = Show older
journal-under-way = Under way
journal-done = Done
journal-refused = Refused
journal-not-sent = Not sent
journal-unknown = Not known
journal-done-of = Done: { $done } of { $count }
journal-not-seen-of = { $outcome }, no visible change: { $count }
journal-clear = Clearing the sending queue
journal-clear-many = { $count ->
    [one] Clearing { $count } sending queue
   *[other] Clearing { $count } sending queues
}
journal-clear-counted = { $count ->
    [one] Clearing the sending queue: { $count } message
   *[other] Clearing the sending queue: { $count } messages
}
journal-clear-copied = { $what }, copy saved
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
journal-watch-state = Seen by the watch: { $before } → { $now }
journal-watch-count = Seen by the watch: waiting messages { $before } → { $now }
journal-noticed = Noticed
journal-token = Changing the token
journal-code = Asking for a code to link a phone
journal-password = Entering the password of a phone that is being linked
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
journal-because = { $outcome }: { $why }
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
journal-chat-renamed = { $then } (now “{ $now }”) · { $id }
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
journal-found-state = the state was “{ $state }”
journal-found-interval = the sending interval was { $interval }
journal-found-incoming-on = incoming notifications were on
journal-found-incoming-off = incoming notifications were off
journal-found-notifications = { $count ->
    [one] { $count } incoming notification was waiting
   *[other] { $count } incoming notifications were waiting
}
journal-found-of-run = { $seen } found as asked for, { $not } not
journal-reason = { $why }: { $count }
journal-found-at = { $found } (at { $time })
journal-seen-empty = Seen empty at { $time }
journal-seen-waiting = { $count } still waiting at { $time }
journal-seen-archived = Seen archived at { $time }
journal-seen-not-archived = Seen unarchived at { $time }
journal-seen-state = { $state } at { $time }
journal-seen-applied = Applied at { $time }
journal-seen-not-applied = Not applied at { $time }
journal-more-requests = { $count ->
    [one] Show { $count } older request
   *[other] Show { $count } older requests
}
journal-brief-cancelled = stopped
journal-why-cancelled = It was stopped before it was sent
journal-brief-no-connection = no connection
journal-why-no-connection = There was no connection to the server
journal-brief-no-message = no incoming message
journal-why-no-message = The instance has seen no incoming message in this chat
journal-brief-already = already done
journal-why-already = The chat was in this state already
journal-brief-chat = unknown chat
journal-why-chat = The instance does not know this chat
journal-brief-chat-id = chatId not accepted
journal-why-chat-id = The server does not take this chatId or phone number
journal-brief-people-only = works for people only
journal-why-people-only = This does not work for groups
journal-brief-already-linked = a phone is linked
journal-why-already-linked = A phone was linked already
journal-brief-no-phone = no phone is linked
journal-why-no-phone = No phone was linked to the instance
journal-brief-starting = instance restarting
journal-why-starting = The instance was restarting
journal-brief-starting-or-no-phone = restarting or no phone
journal-why-starting-or-no-phone = The instance was restarting, or no phone was linked
journal-brief-restricted = account restricted
journal-why-restricted = The messenger had restricted the account
journal-brief-password = password not accepted
journal-why-password = The messenger did not accept the password
journal-brief-not-paid = not paid for
journal-why-not-paid = The instance was not paid for
journal-brief-deleted = instance deleted
journal-why-deleted = The instance was deleted at GREEN-API
journal-brief-token = wrong token
journal-why-token = The token did not fit the instance
journal-brief-address = wrong idInstance or apiUrl
journal-why-address = idInstance, apiUrl or the messenger was wrong
journal-brief-web-page = a web page answered
journal-why-web-page = A web page came instead of an answer: a sign-in page, a proxy or a filter of the network
journal-brief-too-many = too many requests
journal-why-too-many = There were too many requests
journal-brief-once-a-minute = once a minute only
journal-why-once-a-minute = This works once a minute
journal-brief-quota = the plan’s limit is reached
journal-why-quota = The plan’s limit for this month was reached
journal-brief-request = error in the request
journal-why-request = The server found an error in the request
journal-brief-too-long = text too long
journal-why-too-long = The text was too long for the server
journal-brief-file = file too large
journal-why-file = The file was too large for the server
journal-brief-link = file link expired
journal-why-link = The server could not fetch the file: its link had expired
journal-brief-not-awaited = waiting stopped
journal-why-not-awaited = It was stopped before the answer came
journal-brief-program-fault = error in the program
journal-why-program-fault = The part of the program that waited for the answer failed
journal-brief-server-error = error on the server
journal-why-server-error = GREEN-API failed while doing this
journal-brief-not-available = server not available
journal-why-not-available = GREEN-API was overloaded or under maintenance
journal-brief-odd-answer = answer not understood
journal-why-odd-answer = The answer could not be understood
journal-brief-no-answer = no answer came
journal-why-no-answer = No answer came
journal-why-not-sent = It could not be sent
journal-why-refused = The server refused it
journal-verify = Verify
journal-verify-hint = Compares the checksum of every line, to find altered and missing lines
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
journal-replaced = The database was replaced by an older or a new one: line { $line }, which was its last on { $time }, is missing, and perhaps lines before it.
journal-more-findings = { $count ->
    [one] And { $count } more line.
   *[other] And { $count } more lines.
}
journal-save = Save as…
journal-save-workbook = Excel workbook (.xlsx)
journal-save-csv = CSV
journal-save-json = JSON
journal-exported-sheets = Written to { $path }, on { $sheets } sheets: a sheet holds at most 1,048,576 rows
journal-exported-sheets-no-dialog = This system has no file dialog, so it was written to { $path }, on { $sheets } sheets: a sheet holds at most 1,048,576 rows
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
journal-sheet-acts = Summary
journal-sheet-requests = Requests
journal-sheet-times = yyyy-mm-dd hh:mm:ss
journal-column-seconds = Duration in seconds
journal-column-number = How many
journal-instances = { $count ->
    [one] { $count } instance
   *[other] { $count } instances
}
journal-clear-copied-part = { $what }, { $count } of them saved
journal-seen-unlinked = Unlinked at { $time }
journal-replace = Replacing the number
journal-replace-numbers = Replacing the number: { $from } → { $to }
journal-replace-no-number = no number
journal-number-linked = New number linked
journal-number-not-linked = No new number linked
journal-steps = Steps:
journal-step-open = { $title }: not done
journal-step-skipped = { $title }: { $told }
journal-step-by-hand = { $title } (by hand): { $told }
journal-step-by-program = { $title } (by the program): { $told }
journal-step-seen = { $title } (seen by the program): { $told }
