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
    [one] 1 message waits.
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
