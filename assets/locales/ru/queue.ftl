queue-clear-button = { $count ->
    [one] Удалить { $count } сообщение
    [few] Удалить { $count } сообщения
   *[many] Удалить { $count } сообщений
}
