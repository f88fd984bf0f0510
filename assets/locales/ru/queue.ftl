queue-clear-button = { $count ->
    [one] Удалить { $count } сообщение
    [few] Удалить { $count } сообщения
   *[many] Удалить { $count } сообщений
}
queue-waiting = { $count ->
    [one] сообщение ждёт
    [few] сообщения ждут
   *[many] сообщений ждут
}
queue-waiting-not-asked = Без токена неизвестно, сколько сообщений ждёт
queue-waiting-as-of = { $count ->
    [one] сообщение ждёт, по данным на { $time }
    [few] сообщения ждут, по данным на { $time }
   *[many] сообщений ждут, по данным на { $time }
}
queue-waiting-or-more = сообщений ждут
queue-waiting-or-more-as-of = сообщений ждут, по данным на { $time }
queue-chats-or-more = чатов
queue-chats = { $count ->
    [one] чат
    [few] чата
   *[many] чатов
}
queue-interval = интервал отправки
queue-not-moving = Не движется
queue-would-take = отправка заняла бы { $time }
queue-to-send-all = чтобы отправить все
queue-24-hours = GREEN-API удаляет сообщение, которое ждёт 24 часа
queue-clear = Очистить очередь…
queue-clear-off-unknown = Пока неизвестно, сколько сообщений в очереди
queue-clear-off-empty = Очередь пуста
queue-clear-off-running = Очередь очищается
queue-loading = Загружаем очередь…
queue-empty = Очередь пуста
queue-empty-as-of = На { $time } очередь была пуста
queue-empty-text = Здесь появятся сообщения, которые ждут отправки: пока телефон не подключён или до них не дошла очередь
queue-first-of = { $count ->
    [one] Первые { $shown } из { $count } сообщения
   *[other] Первые { $shown } из { $count } сообщений
}
queue-first-or-more = { $shown } сообщений или больше; GREEN-API показывает только первые { $shown }
queue-repeated = { $count ->
    [one] { $count } из этих сообщений GREEN-API показывает несколько раз; в счёте — один раз
   *[other] { $count } из этих сообщений GREEN-API показывает по несколько раз; в счёте каждое — один раз
}
queue-note-repeated = { $times ->
    [one] В списке { $times } раз
    [few] В списке { $times } раза
   *[many] В списке { $times } раз
}
queue-blocking = Первое сообщение, возможно, держит остальные: № 1, { $to }
queue-blocking-wrong = { $why }: такого получателя быть не может
queue-blocking-text = Удалить одно сообщение GREEN-API не может. Сохраните копию, очистите очередь и отправьте остальные из копии.
queue-note-blocking = Возможно, держит очередь
queue-column-number = №
queue-column-kind = Тип
queue-column-to = Кому
queue-column-content = Содержание
queue-detail-to = Кому
queue-copy-content = Скопировать сообщение
queue-copy-chat = Скопировать chatId
queue-copy-row = Скопировать строку
queue-copy-json = Скопировать JSON
warning-old = Состояние на { $time }: { $state }
warning-old-text = С тех пор оно могло измениться. Обновите, чтобы увидеть нынешнее.
warning-blocked = Этот номер заблокирован
warning-blocked-waiting = { $count ->
    [one] Этот номер заблокирован, и { $count } сообщение всё ещё ждёт отправки
    [few] Этот номер заблокирован, и { $count } сообщения всё ещё ждут отправки
   *[many] Этот номер заблокирован, и { $count } сообщений всё ещё ждут отправки
}
warning-blocked-text = Сообщения из очереди уйдут, как только будет подключён новый номер, и из-за них его тоже могут заблокировать. Очистите очередь до подключения нового номера.
warning-blocked-empty-text = Очередь пуста. Можно подключить другой номер.
warning-unavailable = MAX сообщает, что аккаунт временно недоступен
warning-unavailable-text = Часто это проходит само. Сообщения в очереди хранятся 24 часа и уйдут, когда аккаунт снова заработает.
warning-not-authorized = Телефон не подключён
warning-not-authorized-waiting = { $count ->
    [one] Телефон не подключён, и { $count } сообщение ждёт отправки
    [few] Телефон не подключён, и { $count } сообщения ждут отправки
   *[many] Телефон не подключён, и { $count } сообщений ждут отправки
}
warning-not-authorized-text = { $count ->
    [1] Оно уйдёт, как только телефон будет подключён. Если отправлять его не нужно, сначала очистите очередь.
   *[other] Они уйдут, как только телефон будет подключён. Если отправлять их не нужно, сначала очистите очередь.
}
warning-not-authorized-empty-text = Новые сообщения будут ждать в очереди, пока телефон не подключат
warning-starting = Инстанс перезапускается
warning-starting-text = Это занимает до 5 минут. Сообщения в очереди сохранятся и уйдут после перезапуска.
warning-starting-long = Инстанс перезапускается уже { $time }
warning-starting-long-text = Перезапуск занимает до 5 минут. Перезапустите инстанс ещё раз; если не поможет, напишите в поддержку GREEN-API.
warning-suspended = WhatsApp приостановил отправку с этого номера
warning-suspended-text = Сообщения в очереди хранятся 24 часа. Очистите очередь, если отправлять их не нужно, дайте номеру отдохнуть, затем перезапустите инстанс.
warning-restricted = { $messenger } временно ограничил этот аккаунт
warning-restricted-text = Сообщения получают только те, кто сохранён в контактах аккаунта. Сообщения в очереди хранятся 24 часа.
warning-pending-code = { $messenger } ждёт код
warning-pending-password = { $messenger } ждёт пароль двухэтапной проверки
warning-pending-text = Завершите подключение телефона на странице «Аккаунт». Сообщения из очереди уйдут сразу после этого.
warning-being-created = Инстанс ещё создаётся
warning-being-created-text = Это занимает до 5 минут. Обновите данные немного позже.
warning-sleep = Телефон этого номера выключен
warning-sleep-text = Сообщения из очереди уйдут, когда телефон включится
warning-other = Инстанс сообщает: «{ $state }»
warning-other-text = Программа не знает такого состояния. Подробности могут быть в консоли.
warning-not-moving = { $count ->
    [one] Очередь не движется: в ней { $count } сообщение
    [few] Очередь не движется: в ней { $count } сообщения
   *[many] Очередь не движется: в ней { $count } сообщений
}
warning-not-moving-text = Инстанс авторизован, но за три интервала отправки очередь не уменьшилась. Часто помогает перезапуск инстанса.
