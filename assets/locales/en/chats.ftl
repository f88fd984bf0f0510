chats-loading = Loading the chats…
chats-none = There are no chats
chats-none-text = Chats appear here once somebody writes to this number or is written to
chats-list-holds = The server renews this list once a minute: you can ask again after { $time }
chats-search = { $count ->
    [one] Search { $count } chat
   *[other] Search { $count } chats
}
chats-filter = Which chats are shown
chats-filter-all = All
chats-filter-not-archived = Not archived
chats-filter-archived = Archived
chats-filter-people = People
chats-filter-groups = Groups
chats-filter-chosen = Selected
chats-filter-run = In this run
chats-filter-run-failed = Not done in this run
chats-paste-list = Paste a list…
chats-open-list = Open a list…
chats-chosen = { $count } selected
chats-choose-none = Select none
chats-choose-shown = { $count ->
    [one] Select { $count } shown
   *[other] Select all { $count } shown
}
chats-archive-many = { $count ->
    [one] Archive { $count } chat…
   *[other] Archive { $count } chats…
}
chats-unarchive-many = { $count ->
    [one] Unarchive { $count } chat…
   *[other] Unarchive { $count } chats…
}
chats-run-off-running = Wait for the run of this instance to end, or stop it
chats-head-name = Name
chats-head-chat = Chat
chats-head-result = Result
chats-head-hint = Click to sort; click again for the most recent first
chats-nothing-found = No chats match
chats-known-archived = archived
chats-known-unread = { $count } unread
chats-known-outside = not in your chats
chats-copy-id = Copy chatId
chats-copy-name = Copy name
chats-into-form = Put into the field above
file-dialog-open = Open a list of chats
