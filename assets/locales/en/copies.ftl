copies-save = Save a copy
copies-saving = Saving a copy…
copies-saved = { $count ->
    [one] The { $count } message is saved on this computer
   *[other] All { $count } messages are saved on this computer
}
copies-saved-part = { $count } of { $waiting } messages are saved on this computer; the server shows no more
copies-saved-first = The first { $count } messages are saved on this computer; the server shows no more
copies-saved-nothing = There was nothing to save: the queue is empty
copies-saved-text = You find it under the queue, among the saved copies
copies-not-saved = The copy was not saved
copies-unread = The saved copies cannot be read now
copies-heading = Saved copies
copies-privacy = These are customers’ messages on this computer. A copy is deleted after some time (see Preferences) unless you keep it for good.
copies-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
copies-count-of = { $count } of { $waiting } messages
copies-before-clearing = before clearing
copies-by-hand = by hand
copies-pinned = kept
copies-open = Open
copies-open-it = Open the copy
copies-close = Close the copy
copies-pin = Keep for good
copies-unpin = Keep for a time
copies-delete = Delete…
copies-delete-title = { $count ->
    [one] Delete the copy of { $count } message?
   *[other] Delete the copy of { $count } messages?
}
copies-delete-text = It is deleted from this computer and cannot be brought back.
copies-delete-act = { $count ->
    [one] Delete { $count } message
   *[other] Delete { $count } messages
}
copies-keep = Keep the copy
copies-export-csv = Save as CSV…
copies-export-json = Save as JSON…
copies-exported = Written to { $path }
clear-copy = Save a copy first ({ $shown } of { $count } can be saved)
clear-copy-first = Save a copy first (the first { $shown } can be saved)
clear-copy-text = To look at, or to send again later
clear-copy-failed = The copy was not saved, so the queue was not cleared
clear-type-count = To clear without a copy, type { $count }
copies-search = Search in the copy
copies-exporting = Being written to a file
copies-exported-no-dialog = This system has no file dialog, so it was written to { $path }
file-dialog-title = Save the messages as
clear-elsewhere = Save elsewhere…
clear-elsewhere-choosing = Choose where to, in the system’s dialog…
clear-elsewhere-text = The messages can be saved to a file of your choice instead. The journal may then lack this clearing.
