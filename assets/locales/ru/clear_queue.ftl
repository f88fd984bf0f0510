clear-queue-title = { $count ->
    [one] Удалить { $count } сообщение из очереди?
    [few] Удалить { $count } сообщения из очереди?
   *[many] Удалить { $count } сообщений из очереди?
}
clear-queue-title-at-least = { $count ->
    [one] Удалить { $count } сообщение или больше из очереди?
    [few] Удалить { $count } сообщения или больше из очереди?
   *[many] Удалить { $count } сообщений или больше из очереди?
}
clear-queue-act-at-least = { $count ->
    [one] Удалить { $count } сообщение или больше
    [few] Удалить { $count } сообщения или больше
   *[many] Удалить { $count } сообщений или больше
}
clear-queue-kinds = { $chats ->
    [one] { $kinds } — в { $chats } чат
    [few] { $kinds } — в { $chats } чата
   *[many] { $kinds } — в { $chats } чатов
}
clear-queue-kinds-unknown = Не удалось узнать, какие сообщения в очереди
clear-queue-text = Удалятся все сообщения в очереди, в том числе те, что придут до очистки. Они не будут отправлены, и GREEN-API не сможет их вернуть.
clear-queue-more-than-shown = { $rest ->
    [one] В списке первые { $shown }; ещё { $rest } сообщение удалится без просмотра.
    [few] В списке первые { $shown }; ещё { $rest } сообщения удалятся без просмотра.
   *[many] В списке первые { $shown }; ещё { $rest } сообщений удалятся без просмотра.
}
clear-queue-none-shown = { $rest ->
    [one] По счётчику в очереди { $rest } сообщение, но список пуст: удалится без просмотра.
    [few] По счётчику в очереди { $rest } сообщения, но список пуст: удалятся без просмотра.
   *[many] По счётчику в очереди { $rest } сообщений, но список пуст: удалятся без просмотра.
}
clear-queue-more-than-shown-unknown = В списке первые { $shown }; возможно, есть ещё, и они удалятся без просмотра.
clear-queue-rest-known = { $count ->
    [one] Я знаю, что { $count } сообщение сохранить нельзя
    [few] Я знаю, что { $count } сообщения сохранить нельзя
   *[many] Я знаю, что { $count } сообщений сохранить нельзя
}
clear-queue-rest-known-unknown = Я знаю, что сохранить можно только первые { $shown }
clear-queue-rest-off = Сохранить можно не всё: поставьте галочку, что знаете об этом
clear-queue-rest-appeared = Очередь не очищена: в ней уже больше сообщений, чем можно сохранить
clear-queue-number-changed = Число сообщений только что изменилось
clear-queue-keep = Оставить очередь
clear-queue-recording = Записываем в журнал…
clear-queue-running = Очищаем очередь…
clear-queue-running-text = Запрос отправлен
clear-queue-listing = Читаем очередь заново…
clear-queue-listing-text = Очищенной считается только пустая очередь
clear-queue-checking = Список пуст. Проверяем ещё раз…
clear-queue-checking-text = { $seconds ->
    [0] Счётчик сообщений отстаёт на 10 секунд; читаем его
    [1] Счётчик сообщений отстаёт на 10 секунд; читаем его
   *[other] Счётчик сообщений отстаёт на 10 секунд; прочитаем его через { $seconds } с
}
clear-queue-cancel-hint = Сервер продолжит; ответ всё ещё может прийти
clear-queue-look-again = Проверить ещё раз
clear-queue-empty = Очередь пуста: было { $before }, стало 0
clear-queue-empty-text = Список и счётчик прочитаны заново, последнее чтение в { $time }
clear-queue-empty-list-text = Список прочитан заново в { $time }. Счётчика у этого инстанса нет.
clear-queue-still = Очередь не пуста: было { $before }, сейчас { $left }
clear-queue-still-many = Очередь не пуста: было { $before }, сейчас { $left } или больше
clear-queue-still-text = Сервис GREEN-API принял запрос, но в { $time } эти сообщения всё ещё были в очереди. Возможно, через инстанс что-то продолжает отправлять: остановите это и очистите очередь ещё раз.
clear-queue-not-yet-known = Запрос принят, но пока неизвестно, пуста ли очередь
clear-queue-doubt-count = { $count ->
    [1] Список пуст, но счётчик показывает { $count }. Возможно, он отстаёт или сообщение как раз отправляется.
   *[other] Список пуст, но счётчик показывает { $count }. Возможно, он отстаёт или сообщения как раз отправляются.
}
clear-queue-doubt-list = Не удалось заново прочитать список.
clear-queue-doubt-number = Список пуст, но счётчик прочитать не удалось.
clear-queue-unknown = Неизвестно, очищена ли очередь
clear-queue-unknown-unread = Прочитать очередь тоже не удалось. Прежде чем делать что-то ещё, проверьте её снова.
clear-queue-unknown-empty = В { $time } очередь была пуста.
clear-queue-unknown-waiting = { $count ->
    [one] В { $time } в очереди было { $count } сообщение.
    [few] В { $time } в очереди было { $count } сообщения.
   *[many] В { $time } в очереди было { $count } сообщений.
}
clear-queue-as-of = Данные на { $time }: обновить их не удалось
