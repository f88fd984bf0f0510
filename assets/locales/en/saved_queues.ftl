saved-queues-save = Save a copy
saved-queues-saving = Saving a copy…
saved-queues-saving-text = The messages are read from GREEN-API and stored on this computer.
saved-queues-saved = { $count ->
    [one] { $count } message is saved on this computer
   *[other] All { $count } messages are saved on this computer
}
saved-queues-saved-part = { $count } of { $waiting } messages are saved on this computer; the server shows no more
saved-queues-saved-first = The first { $count } messages are saved on this computer; the server shows no more
saved-queues-saved-nothing = There was nothing to save: the queue is empty
saved-queues-saved-text = Find it under the queue, among the saved copies
saved-queues-not-saved = The copy was not saved
saved-queues-unread = The saved copies cannot be read now
saved-queues-heading = Saved copies
saved-queues-unlisted = { $count ->
    [one] { $count } saved copy cannot be read
   *[other] { $count } saved copies cannot be read
}
saved-queues-unlisted-text = Something else has changed the database. It is not listed here, and stays where it is.
saved-queues-none-waited = The queue was empty when this copy was made
saved-queues-privacy = These are customers’ messages on this computer. A copy is deleted after some time (see Preferences) unless you keep it for good.
saved-queues-count = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
saved-queues-count-of = { $count } of { $waiting } messages
saved-queues-before-clearing = before clearing
saved-queues-before-clearing-several = before clearing several queues, begun at { $time }
saved-queues-by-hand = saved separately
saved-queues-pinned = kept
saved-queues-open = Open
saved-queues-open-it = Open the copy
saved-queues-close = Close the copy
saved-queues-pin = Keep for good
saved-queues-unpin = Keep for a time
saved-queues-delete = Delete…
saved-queues-delete-title = { $count ->
    [one] Delete the copy of { $count } message?
   *[other] Delete the copy of { $count } messages?
}
saved-queues-delete-text = It is deleted from this computer and cannot be brought back.
saved-queues-delete-act = { $count ->
    [one] Delete the copy of { $count } message
   *[other] Delete the copy of { $count } messages
}
saved-queues-keep = Keep the copy
saved-queues-export-table = Save as a table…
saved-queues-export-json = Save as JSON…
saved-queues-exported = Written to { $path }
clear-queue-copy = Save a copy first ({ $shown } of { $count } can be saved)
clear-queue-copy-first = Save a copy first (the first { $shown } can be saved)
clear-queue-copy-text = To look at, or to send again later
clear-queue-copy-failed = The copy was not saved, so the queue was not cleared
clear-queue-step-failed = The step could not be saved, so the queue was not cleared
clear-queue-type-count = To clear without a copy, type { $count }
saved-queues-search = Search in the copy
saved-queues-exporting = Being written to a file
saved-queues-exported-no-dialog = This system has no file dialog, so it was written to { $path }
export-open-folder = Open the folder
export-type = Type
export-text = Text
export-file = File
export-link = Link
export-caption = Caption
file-name-queue = { $name } queue { $time }
file-name-chats = { $name } chats { $time }
file-dialog-lists = Lists
file-dialog-all = All files
file-dialog-title = Save as
clear-queue-elsewhere = Save elsewhere…
clear-queue-elsewhere-choosing = Select a place in the system’s dialog…
clear-queue-elsewhere-text = The messages can be saved to a file of your choice instead. The journal may then lack this clearing.
