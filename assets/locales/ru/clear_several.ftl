clear-several-open = { $queues ->
    [one] Очистить { $queues } очередь: { $messages }…
    [few] Очистить { $queues } очереди: { $messages }…
   *[many] Очистить { $queues } очередей: { $messages }…
}
clear-several-open-unknown = { $queues ->
    [one] Очистить { $queues } очередь…
    [few] Очистить { $queues } очереди…
   *[many] Очистить { $queues } очередей…
}
clear-several-title = { $queues ->
    [one] Очистить { $queues } очередь: { $messages }?
    [few] Очистить { $queues } очереди: { $messages }?
   *[many] Очистить { $queues } очередей: { $messages }?
}
clear-several-title-none = Очистить эти очереди?
clear-several-act = { $queues ->
    [one] Очистить { $queues } очередь: { $messages }
    [few] Очистить { $queues } очереди: { $messages }
   *[many] Очистить { $queues } очередей: { $messages }
}
clear-several-act-none = Очистить очереди
clear-several-act-short = { $queues ->
    [one] Очистить { $queues } очередь
    [few] Очистить { $queues } очереди
   *[many] Очистить { $queues } очередей
}
clear-several-left-out-because = Пропускаем: { $why }
clear-several-keep = Оставить очереди
clear-several-text = Удалятся все сообщения в этих очередях, в том числе те, что придут до очистки. Они не будут отправлены, и GREEN-API не сможет их вернуть.
clear-several-how = Каждая очередь сначала сохраняется на этом компьютере, потом очищается и пересчитывается. Сбой в одной не останавливает остальные.
clear-several-asking = { $count ->
    [one] Ещё читаем { $count } очередь
    [few] Ещё читаем { $count } очереди
   *[many] Ещё читаем { $count } очередей
}
clear-several-asking-one = Читаем…
clear-several-off-none = Сейчас нельзя очистить ни одну из этих очередей
clear-several-at-least = { $count ->
    [one] { $count } сообщение или больше
    [few] { $count } сообщения или больше
   *[many] { $count } сообщений или больше
}
clear-several-holds = В копию войдут { $shown } из { $count } сообщений
clear-several-holds-first = В копию войдут первые { $shown } сообщений
clear-several-rest-known-unknown = Я знаю, что сохранить можно не все сообщения
clear-several-rest-text = Несохранённые удалятся без просмотра: в списке бывает не больше 500 сообщений
clear-several-type = Для подтверждения введите число сообщений: { $count }
clear-several-left-out = Пропускаем
clear-several-left-out-count = Пропускаем: { $count } (в конце списка)
clear-several-look-only = включён режим «Только просмотр»
clear-several-replaced = идёт замена номера
clear-several-working = с ним сейчас идёт другая работа
clear-several-no-token = на этом компьютере нет его токена
clear-several-number-unknown = неизвестно, сколько сообщений ждёт
clear-several-empty = сообщений в очереди нет
clear-several-running = { $queues ->
    [one] Очищаем { $queues } очередь: { $messages }
    [few] Очищаем { $queues } очереди: { $messages }
   *[many] Очищаем { $queues } очередей: { $messages }
}
clear-several-done = Готово { $done } из { $count }
clear-several-not-begun = Не начато
clear-several-clearing = Очищаем…
clear-several-checking = Проверяем ещё раз…
clear-several-cleared = Очищена, пуста
clear-several-still = Осталось { $count }
clear-several-still-many = Осталось { $count } или больше
clear-several-doubt = Проверьте ещё раз
clear-several-unknown = Результат неизвестен
clear-several-not-saved = Не сохранена и не очищена
clear-several-not-cleared = Не очищена
clear-several-stop = Остановиться после этой
clear-several-stopping = { $count ->
    [1] Другие очереди не тронем. Результат появится, когда эта будет пересчитана.
    [one] Другие очереди не тронем. Результат появится, когда будет пересчитана { $count } уже начатая.
    [few] Другие очереди не тронем. Результат появится, когда будут пересчитаны { $count } уже начатые.
   *[many] Другие очереди не тронем. Результат появится, когда будет пересчитано { $count } уже начатых.
}
clear-several-all-begun = Все очереди уже в работе. Результат появится, когда они будут пересчитаны.
clear-several-all-cleared = { $count ->
    [1] Очищена { $count } очередь, она пуста
    [2] Очищены обе очереди, они пусты
    [one] Очищена { $count } очередь, все пусты
    [few] Очищены все { $count } очереди, они пусты
   *[many] Очищены все { $count } очередей, они пусты
}
clear-several-none-cleared = Ни одна очередь не очищена
clear-several-some-cleared = { $count ->
    [one] Очищены и пусты: { $done } из { $count } очереди
   *[other] Очищены и пусты: { $done } из { $count } очередей
}
clear-several-unknown-text = Если результат неизвестен, очередь могла быть очищена. Прежде чем делать что-то ещё, проверьте её снова.
clear-several-ended-text = Результат и сохранённая копия — на странице каждой очереди; чтобы открыть её, щёлкните строку.
clear-several-open-queue = Открыть эту очередь
clear-several-quit = { $count ->
    [1] До { $count } очереди дело не дошло, она останется как есть.
    [one] До { $count } очереди дело не дошло, они останутся как есть.
   *[other] До { $count } очередей дело не дошло, они останутся как есть.
}
