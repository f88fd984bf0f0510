# Notifications of the watch. The name stands first, since the system may cut the rest off.
notification-blocked = { $name }: the number is blocked
notification-suspended = { $name }: sending is suspended
notification-expired = { $name }: the instance is not paid for
notification-token-refused = { $name }: the token is refused
notification-unlinked = { $name }: no phone is linked
notification-waits-in-vain = { $name }: messages wait, and the number cannot send
notification-not-moving = { $name }: the queue is not moving
notification-growing = { $name }: the queue has grown for half an hour
notification-well-again = { $name }: works again
notification-waiting = { $count ->
    [one] { $count } message waits.
   *[other] { $count } messages wait.
}
notification-clear-first = Clear the queue before you link a new number.
notification-first-message = The first one is for { $chat }.
notification-several = { $count ->
    [one] 1 instance has changed
   *[other] { $count } instances have changed
}
notification-meanwhile = During the quiet hours, { $count ->
    [one] 1 instance has changed
   *[other] { $count } instances have changed
}
notification-more = and { $count } more

# The question, asked once when there are two instances.
watch-ask = Watch your instances?
watch-ask-text = Instance Desk checks the state and the queue of each one in rounds, and notifies you when a number is blocked or a queue stops moving. You can change this in Preferences.
watch-not-now = Not now
# A notification in the window, with the time when it came.
watch-announced-at = { $title }, { $time }
watch-open = Open the instance

# Preferences.
watch-heading = Watch
watch-every = Check every instance
watch-every-text = Each round asks every instance for its state and the length of its queue, evenly spread over the round. Nothing is asked while the network is down.
watch-never = Never
watch-interval = { $minutes ->
    [one] Every minute
   *[other] Every { $minutes } minutes
}
watch-notify = Notify me when
watch-notify-text = Once for each change, by the system’s notifications. A click opens the instance.
watch-notify-here = Once for each change. This system shows no notifications, so they appear in this window.
watch-notify-state = a number is blocked, suspended or unlinked
watch-notify-waiting = messages wait on a number that cannot send
watch-notify-queue = a queue is not moving, or grows for 30 minutes
watch-notify-well = an instance works again
watch-quiet = Quiet hours
watch-quiet-text = Changes during these hours come in one notification afterwards.
watch-quiet-from = Quiet hours from
watch-quiet-to = Quiet hours to
watch-quiet-until = to
watch-quiet-none = None
watch-close = When the window is closed
watch-close-area = Watching goes on in the notification area until you end it there with Quit.
watch-close-minimized = Watching goes on in the minimized window, because this desktop cannot hide it in a notification area. Ctrl+Q ends the program.
watch-close-ask = Ask
watch-close-quit = Quit
watch-close-keep = Keep watching
watch-login = Start when I log in to this computer
watch-login-text = The program then watches without a window in sight.
watch-login-failed = The start at login could not be changed
watch-login-failed-why = Reason: { $why }.

# Closing the window while the watch is on.
watch-closing = Keep watching without the window?
watch-closing-area = Instance Desk can go on watching in the notification area and notify you. Your answer is remembered; you can change it in Preferences.
watch-closing-minimized = Instance Desk can go on watching in a minimized window and notify you. Your answer is remembered; you can change it in Preferences.

# The title of the window, and the icon in the notification area.
watch-title = ({ $count }) { $title }
watch-tray-open = Open Instance Desk
