all-instances-count = { $count ->
    [one] 1 instance
   *[other] { $count } instances
}
all-instances-count-shown = { $shown } of { $count ->
    [one] 1 instance
   *[other] { $count } instances
} shown
all-instances-need = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}
all-instances-none-need = none needs attention
all-instances-away = no connection
all-instances-watch = Watch…
all-instances-watching = { $minutes ->
    [one] Watching every minute
   *[other] Watching every { $minutes } minutes
}
all-instances-watching-short = Watching: { $minutes } min
all-instances-refresh = Refresh all
all-instances-checking = checking, { $count } left
all-instances-being-checked = All instances are being checked
all-instances-search = Search names, ids, tags
all-instances-search-short = Name, id, tag
all-instances-any-state = Any state
all-instances-attention = Need attention
all-instances-unknown = State not known
all-instances-messenger = Messenger
all-instances-any-messenger = Any messenger
all-instances-tag = Tag
all-instances-any-tag = Any tag
all-instances-none-selected = Nothing selected
all-instances-selected = { $count } selected
all-instances-select-shown = Select all { $count } shown
all-instances-select-none = Select none
all-instances-more-tags = +{ $count }
all-instances-instance = Instance
all-instances-state = State
all-instances-queue-hour = Queue, last hour
all-instances-checked = Checked
all-instances-next = Next
all-instances-sort = Click to sort by it, click again for the other order, and once more to sort by need
all-instances-waiting = waiting: { $count }
all-instances-course = from { $from } to { $to } in the last hour
all-instances-course-peak = from { $from } to { $to } in the last hour, at most { $most }
all-instances-checked-at = checked: { $time }
all-instances-next-of = { $act } ({ $name })
all-instances-open = Open
all-instances-interrupted = What was interrupted
all-instances-continue-archiving = Continue archiving…
all-instances-continue-unarchiving = Continue unarchiving…
all-instances-continue-sending = Continue sending…
all-instances-suspended-until = Suspended until { $time }
all-instances-end = until { $time }
all-instances-until = { $state } until { $time }
all-instances-not-moving-for = Not moving for { $time }
all-instances-not-moving = The queue is not moving
all-instances-growing = Growing for half an hour
all-instances-restarting-since = Restarting since { $time }
all-instances-restarting = Restarting
all-instances-unavailable = Often passes by itself
all-instances-restricted = Only saved contacts get messages
all-instances-phone-off = Waits until the phone is on
all-instances-being-created = Takes up to 5 minutes
all-instances-other = The console may tell more
all-instances-token-refused = No answer: the token is refused
all-instances-expired = No answer: the instance is not paid for
