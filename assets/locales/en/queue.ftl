queue-clear-button = { $count ->
    [one] Clear { $count } message
   *[other] Clear { $count } messages
}
