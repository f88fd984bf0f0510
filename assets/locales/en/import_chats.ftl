import-chats-title = Paste a list of chats
import-chats-title-file = Chats from “{ $name }”
import-chats-paste-text = Copy phone numbers or chatIds in any program and paste them here
import-chats-paste-kinds = One per line, or cells of a table with any columns
import-chats-paste = Paste
import-chats-off-empty = Nothing is pasted yet
import-chats-reading = Reading the list…
import-chats-no-chats = There is no chat in this list
import-chats-act = { $count ->
    [one] Select { $count } chat
   *[other] Select { $count } chats
}
import-chats-act-show = Show in the table
import-chats-keep = Cancel
import-chats-encoding = Encoding
import-chats-sheet = Sheet
import-chats-delimiter = Separator
import-chats-delimiter-nothing = One per line
import-chats-delimiter-tab = Tab
import-chats-delimiter-semicolon = Semicolon (;)
import-chats-delimiter-comma = Comma (,)
import-chats-delimiter-bar = Vertical bar (|)
import-chats-header = The first line
import-chats-header-yes = First line is a heading
import-chats-header-no = First line is data
import-chats-column = Column with the chats
import-chats-column-named = Column { $number }: { $title }
import-chats-column-number = Column { $number }
import-chats-every-cell = Every cell
import-chats-hidden = Hidden rows
import-chats-hidden-leave-out = Leave out
import-chats-hidden-include = Include
import-chats-hidden-left-out = { $count ->
    [one] { $count } row is hidden in this sheet, by a filter or by hand, and is left out
   *[other] { $count } rows are hidden in this sheet, by a filter or by hand, and are left out
}
import-chats-hidden-included = { $count ->
    [one] { $count } row that is hidden in this sheet is included
   *[other] { $count } rows that are hidden in this sheet are included
}
import-chats-hidden-unknown = If rows are hidden in this file, they are included. To leave them out, save it as .xlsx and open that file.
import-chats-garbled = Some characters could not be read: select another encoding
import-chats-chats = { $count ->
    [one] { $count } chat
   *[other] { $count } chats
}
import-chats-doubtful = { $count ->
    [one] { $count } number looks wrong: it is put into the table, but not selected
   *[other] { $count } numbers look wrong: they are put into the table, but not selected
}
import-chats-not-among-chats = { $count ->
    [one] { $count } number is not among the chats: it is put into the table, but not selected
   *[other] { $count } numbers are not among the chats: they are put into the table, but not selected
}
import-chats-not-loaded = The chats of this instance are not loaded, so there is nothing to compare with
import-chats-duplicates = { $count ->
    [one] { $count } line repeats a chat
   *[other] { $count } lines repeat a chat
}
import-chats-mistakes = { $count ->
    [one] { $count } line is not a chat and is left out
   *[other] { $count } lines are not chats and are left out
}
import-chats-line = Line { $line }
import-chats-duplicate-of = The same chat as in line { $line }
import-chats-mistake-empty = The cell is empty
import-chats-mistake-shortened = Shortened by the spreadsheet: format the column as text and save again
import-chats-mistake-rounded = The spreadsheet rounded this id: its last digits are lost
import-chats-mistake-decimal = A number with decimal places is not a phone number
import-chats-mistake-several = Several numbers in one cell: put each of them on its own line
import-chats-mistake-extension = A number with an extension: remove the extension
import-chats-mistake-other-digits = Other digits beside the number: keep the number only
import-chats-mistake-date = A date, not a number
import-chats-mistake-long = Longer than any chatId or number; only its beginning is shown
import-chats-refused-empty = There is nothing in it
import-chats-refused-hidden = Every row of this sheet is hidden. To read them, set “{ import-chats-hidden }” to “{ import-chats-hidden-include }”.
import-chats-refused-large = The list is { $size }. It can have up to 32 MB.
import-chats-refused-lines = A list can have up to 100,000 lines
import-chats-refused-long-line = A line in it is longer than 4 MB. Put one chat on each line.
import-chats-refused-password = This workbook needs a password. Open it in Excel or LibreOffice, save it without one, then open that file.
import-chats-refused-no-workbook = This is not a workbook of Excel or LibreOffice, or it is damaged. Open it there, save it as .xlsx, then open that file.
import-chats-refused-huge = This workbook needs too much memory. Copy the column with the chats and paste it here.
import-chats-refused-folder = This is a folder. Drop the file itself.
import-chats-refused-not-text = This is not a text file
import-chats-refused-sylk = This is a SYLK file (.slk). Open it in Excel or LibreOffice, save it as .xlsx, then open that file.
import-chats-refused-json = This is a program’s data (JSON), not a list. Export the list there as .xlsx or CSV, or copy the numbers and paste them here.
import-chats-refused-google-sheet = This file is only a link to a spreadsheet in Google Drive. Open the spreadsheet, download it as .xlsx, then open that file.
import-chats-refused-messages = These are messages, not a list of chats. Copy the numbers and paste them here, each on its own line.
import-chats-refused-token = These are an instance’s connection data, not a list of chats. They are not shown. Copy the list and paste it here.
import-chats-unreadable = The file cannot be read: { $detail }
import-chats-no-dialog = This system has no dialog for selecting a file. Copy the list and paste it here; or install zenity, or xdg-desktop-portal for your desktop, and try again.
