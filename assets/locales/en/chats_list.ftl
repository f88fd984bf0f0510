chats-loading = Loading the chats…
chats-none = There are no chats
chats-none-text = Chats appear here once somebody writes to this number or is written to
chats-list-holds = The server renews this list once a minute: ask again from { $time } on
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
chats-open-csv = Open CSV…
chats-chosen = { $count } selected
chats-choose-none = Clear
chats-choose-shown = { $count ->
    [one] Select { $count } shown
   *[other] Select all { $count } shown
}
chats-archive-many = { $count ->
    [one] Archive { $count } chat…
   *[other] Archive { $count } chats…
}
chats-unarchive-many = Unarchive…
chats-run-off-running = Wait for the run of this instance to end, or stop it
chats-head-name = Name
chats-head-chat = Chat
chats-head-result = Result
chats-head-hint = Click to sort; click again for the most recent first
chats-nothing-found = No chat fits
chats-known-archived = archived
chats-known-unread = { $count } unread
chats-known-outside = from the list
chats-copy-id = Copy chatId
chats-copy-name = Copy name
chats-into-form = Put into the field above
file-dialog-open = Open a list of chats
list-title = Paste a list of chats
list-title-file = Chats from { $name }
list-paste-text = Copy phone numbers or chatIds anywhere, then press Ctrl+V here
list-paste-kinds = One in a line, or cells of a table with any columns
list-paste = Paste
list-off-empty = Nothing is pasted yet
list-reading = Reading the list…
list-no-chats = There is no chat in this list
list-act = { $count ->
    [one] Select { $count } chat
   *[other] Select { $count } chats
}
list-act-show = Show in the table
list-keep = Cancel
list-encoding = Encoding
list-delimiter = What parts the cells
list-delimiter-nothing = One in a line
list-delimiter-tab = Parted by tabs
list-delimiter-semicolon = Parted by ;
list-delimiter-comma = Parted by ,
list-delimiter-bar = Parted by |
list-header = The first line
list-header-yes = First line: titles
list-header-no = First line: a chat
list-column = Where the chats are
list-column-named = Column { $number }: { $title }
list-column-number = Column { $number }
list-every-cell = Every cell
list-garbled = Some characters could not be read: choose another encoding
list-chats = { $count ->
    [one] { $count } chat
   *[other] { $count } chats
}
list-doubtful = { $count ->
    [one] { $count } number looks wrong: it is put into the table, but not selected
   *[other] { $count } numbers look wrong: they are put into the table, but not selected
}
list-duplicates = { $count ->
    [one] { $count } line repeats a chat
   *[other] { $count } lines repeat a chat
}
list-mistakes = { $count ->
    [one] { $count } line names no chat and is left out
   *[other] { $count } lines name no chat and are left out
}
list-line = Line { $line }
list-duplicate-of = The same chat as in line { $line }
list-mistake-shortened = Shortened by the spreadsheet: format the column as text and save again
list-mistake-rounded = The spreadsheet rounded this id: its last digits are lost
list-mistake-decimal = A number with decimal places is no phone number
list-refused-empty = There is nothing in it
list-refused-large = { $size } are too much: a list may have 32 MB
list-refused-lines = A list may have 100,000 lines
list-refused-workbook = This is a workbook. Save it as CSV in Excel or LibreOffice, then open that file.
list-refused-not-text = This file is no text
list-refused-token = These are an instance’s connection data, not a list of chats. Nothing of it is shown. Copy the list and paste it here.
list-unreadable = The file cannot be read: { $detail }
list-no-dialog = This system has no dialog for choosing a file. Drop the file on this window instead.
