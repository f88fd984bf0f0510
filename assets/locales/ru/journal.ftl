sidebar-journal = Журнал
journal-subtitle = Что программа меняла у ваших инстансов
journal-all = Все инстансы
journal-filter = Инстанс
journal-unread = Не удалось прочитать журнал
journal-empty = Пока ничего не менялось
journal-empty-text = Очистка очередей, архивация, изменение настроек и перезапуски записываются сюда до отправки запроса и ещё раз, когда придёт ответ
journal-empty-practice = Записей пока нет
journal-empty-practice-text = Действия с учебными инстансами сюда не записываются. Для ваших инстансов здесь появятся записи об очистке, архивации, настройках и перезапусках.
journal-older = Показать более ранние
journal-under-way = Выполняется
journal-done = Выполнено
journal-refused = Отказано
journal-not-sent = Не отправлено
journal-unknown = Неизвестно
journal-done-of = Выполнено: { $done } из { $count }
journal-not-seen-of = { $outcome }, изменение не видно: { $count }
journal-clear = Очистка очереди отправки
journal-clear-many = { $count ->
    [one] Очистка { $count } очереди отправки
   *[other] Очистка { $count } очередей отправки
}
journal-clear-counted = { $count ->
    [one] Очистка очереди отправки: { $count } сообщение
    [few] Очистка очереди отправки: { $count } сообщения
   *[many] Очистка очереди отправки: { $count } сообщений
}
journal-clear-copied = { $what }, копия сохранена
journal-clear-notifications = Удаление входящих уведомлений
journal-archive = Архивация: { $chat }
journal-archive-many = { $count ->
    [one] Архивация: { $count } чат
    [few] Архивация: { $count } чата
   *[many] Архивация: { $count } чатов
}
journal-unarchive = Возврат из архива: { $chat }
journal-unarchive-many = { $count ->
    [one] Возврат из архива: { $count } чат
    [few] Возврат из архива: { $count } чата
   *[many] Возврат из архива: { $count } чатов
}
journal-send = Отправка из копии: { $chat }
journal-send-many = { $count ->
    [one] Отправка из копии: { $count } сообщение
    [few] Отправка из копии: { $count } сообщения
   *[many] Отправка из копии: { $count } сообщений
}
journal-logout = Отключение телефона
journal-reboot = Перезапуск инстанса
journal-watch = Изменение, замеченное при наблюдении
journal-watch-state = Замечено при наблюдении: { $before } → { $now }
journal-watch-count = Замечено при наблюдении: сообщений в очереди { $before } → { $now }
journal-noticed = Замечено
journal-token = Смена токена
journal-code = Запрос кода для подключения телефона
journal-password = Ввод пароля подключаемого телефона
journal-interval = Интервал отправки: { $interval }
journal-incoming-on = Включение входящих уведомлений
journal-incoming-off = Выключение входящих уведомлений
journal-settings = Изменение настроек
journal-program-ended = Программа закрылась раньше, чем пришёл ответ
trouble-database = Сохранённые копии и журнал
journal-search = Найти номер, чат или слово
journal-span = Время
journal-span-all = За всё время
journal-span-week = За 7 дней
journal-span-month = За 30 дней
journal-outcome-filter = Результат
journal-outcome-any = Любой результат
journal-outcome-failed = Отказано или не отправлено
journal-count = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
journal-count-newest = { $count ->
    [one] { $count } запись среди последних совпадений
    [few] { $count } записи среди последних совпадений
   *[many] { $count } записей среди последних совпадений
}
journal-count-over = Больше { $count } записей
journal-nothing-found = Ничего не найдено
journal-nothing-found-text = Для поиска нужны хотя бы три символа номера, имени чата или слова. Чтобы увидеть все записи, уберите поиск и фильтры.
journal-because = { $outcome }: { $why }
journal-interrupted = Прервано
journal-interrupted-of = Прервано, выполнено: { $done } из { $count }
journal-counted-done = выполнено: { $count }
journal-counted-refused = отказано: { $count }
journal-counted-not-sent = не отправлено: { $count }
journal-counted-unknown = неизвестно: { $count }
journal-counted-under-way = выполняется: { $count }
journal-what = Изменение:
journal-where = Инстанс:
journal-chat = Чат:
journal-chat-renamed = { $then } (сейчас «{ $now }») · { $id }
journal-when = Время:
journal-from-to = с { $begun } по { $ended }
journal-outcome = Результат:
journal-why = Причина:
journal-found = Проверка:
journal-who = Пользователь:
journal-found-empty = очередь была пуста
journal-found-waiting = { $count ->
    [one] в очереди было { $count } сообщение
    [few] в очереди было { $count } сообщения
   *[many] в очереди было { $count } сообщений
}
journal-found-archived = чат был в архиве
journal-found-not-archived = чата в архиве не было
journal-found-state = состояние «{ $state }»
journal-found-interval = интервал отправки { $interval }
journal-found-incoming-on = входящие уведомления были включены
journal-found-incoming-off = входящие уведомления были выключены
journal-found-notifications = { $count ->
    [one] в очереди было { $count } входящее уведомление
    [few] в очереди было { $count } входящих уведомления
   *[many] в очереди было { $count } входящих уведомлений
}
journal-found-of-run = как запрошено: { $seen }, иначе: { $not }
journal-reason = { $why }: { $count }
journal-found-at = { $found } (на { $time })
journal-seen-empty = Пусто на { $time }
journal-seen-waiting = Осталось { $count } на { $time }
journal-seen-archived = В архиве на { $time }
journal-seen-not-archived = Не в архиве на { $time }
journal-seen-state = { $state } на { $time }
journal-seen-applied = Действует на { $time }
journal-seen-not-applied = Не действует на { $time }
journal-more-requests = { $count ->
    [one] Показать ещё { $count } запрос
    [few] Показать ещё { $count } запроса
   *[many] Показать ещё { $count } запросов
}
journal-brief-cancelled = остановлено
journal-why-cancelled = Остановлено до отправки
journal-brief-no-connection = нет связи
journal-why-no-connection = Не было связи с сервером
journal-brief-no-message = нет входящих
journal-why-no-message = Инстанс не видел в этом чате входящих сообщений
journal-brief-already = уже сделано
journal-why-already = Чат уже был в этом состоянии
journal-brief-chat = чат не найден
journal-why-chat = Инстанс не знает такого чата
journal-brief-chat-id = chatId не принят
journal-why-chat-id = Сервер не принял этот chatId или номер телефона
journal-brief-people-only = только для людей
journal-why-people-only = С группами это не работает
journal-brief-already-linked = телефон уже подключён
journal-why-already-linked = Телефон уже был подключён
journal-brief-no-phone = телефон не подключён
journal-why-no-phone = К инстансу не был подключён телефон
journal-brief-starting = инстанс перезапускался
journal-why-starting = Инстанс перезапускался
journal-brief-starting-or-no-phone = перезапуск или нет телефона
journal-why-starting-or-no-phone = Инстанс перезапускался, или телефон не был подключён
journal-brief-restricted = аккаунт ограничен
journal-why-restricted = Мессенджер ограничил аккаунт
journal-brief-password = пароль не подошёл
journal-why-password = Мессенджер не принял пароль
journal-brief-not-paid = не оплачен
journal-why-not-paid = Инстанс не был оплачен
journal-brief-deleted = инстанс удалён
journal-why-deleted = Инстанс был удалён в GREEN-API
journal-brief-token = неверный токен
journal-why-token = Токен не подошёл к инстансу
journal-brief-address = неверный idInstance или apiUrl
journal-why-address = idInstance, apiUrl или мессенджер указаны неверно
journal-brief-web-page = ответила веб-страница
journal-why-web-page = Вместо ответа пришла веб-страница: вход в сеть, прокси или фильтр
journal-brief-too-many = слишком много запросов
journal-why-too-many = Запросов было слишком много
journal-brief-once-a-minute = не чаще раза в минуту
journal-why-once-a-minute = Это можно делать не чаще раза в минуту
journal-brief-quota = лимит тарифа исчерпан
journal-why-quota = Лимит тарифа на этот месяц исчерпан
journal-brief-request = ошибка в запросе
journal-why-request = Сервер нашёл ошибку в запросе
journal-brief-too-long = слишком длинный текст
journal-why-too-long = Текст оказался слишком длинным для сервера
journal-brief-file = слишком большой файл
journal-why-file = Файл оказался слишком большим для сервера
journal-brief-link = ссылка на файл устарела
journal-why-link = Сервер не смог скачать файл: ссылка на него устарела
journal-brief-not-awaited = ожидание прервано
journal-why-not-awaited = Остановлено до того, как пришёл ответ
journal-brief-program-fault = ошибка программы
journal-why-program-fault = Из-за ошибки в программе прервалось ожидание ответа
journal-brief-server-error = сбой сервера
journal-why-server-error = Сбой произошёл на стороне GREEN-API
journal-brief-not-available = сервер недоступен
journal-why-not-available = Сервис GREEN-API был перегружен, или там шли технические работы
journal-brief-odd-answer = ответ непонятен
journal-why-odd-answer = Ответ не удалось разобрать
journal-brief-no-answer = ответа не было
journal-why-no-answer = Ответ не пришёл
journal-why-not-sent = Запрос не удалось отправить
journal-why-refused = Сервер отказал
journal-verify = Проверить
journal-verify-hint = Сверяет контрольную сумму каждой строки и находит изменённые и пропавшие строки
journal-verifying = { $count ->
    [one] Проверена { $count } строка…
    [few] Проверены { $count } строки…
   *[many] Проверено { $count } строк…
}
journal-verified = { $count ->
    [one] Журнал не изменён: { $count } строка
    [few] Журнал не изменён: { $count } строки
   *[many] Журнал не изменён: { $count } строк
}
journal-verified-text = Изменённых и пропавших строк нет.
journal-not-verified = Журнал изменён
journal-altered = Строка { $line } изменена.
journal-missing = Строка { $line } пропала.
journal-foreign = Строку { $line } записала старая версия или другая программа.
journal-replaced = База данных заменена более старой или новой: нет строки { $line }, последней на { $time }, а возможно, и других до неё.
journal-more-findings = { $count ->
    [one] И ещё { $count } строка.
    [few] И ещё { $count } строки.
   *[many] И ещё { $count } строк.
}
journal-save = Сохранить как…
journal-save-workbook = Книга Excel (.xlsx)
journal-save-csv = CSV
journal-save-json = JSON
journal-exported-sheets = Записано в { $path }. Листов: { $sheets }, потому что на одном помещается не больше 1 048 576 строк
journal-exported-sheets-no-dialog = В этой системе нет диалога выбора файла, поэтому записано в { $path }. Листов: { $sheets }, потому что на одном помещается не больше 1 048 576 строк
journal-column-line = Строка
journal-column-time = Время
journal-column-instance = Инстанс
journal-column-change = Изменение
journal-column-name = Чат
journal-column-outcome = Результат
journal-column-why = Причина
journal-column-said = Ответ сервера
journal-column-found = Проверка
journal-column-who = Пользователь
journal-column-request = Запрос
journal-sheet-acts = Сводка
journal-sheet-requests = Запросы
journal-sheet-times = dd.mm.yyyy hh:mm:ss
journal-column-seconds = Длительность в секундах
journal-column-number = Количество
journal-instances = { $count ->
    [one] { $count } инстанс
    [few] { $count } инстанса
   *[many] { $count } инстансов
}
journal-clear-copied-part = { $what }, из них сохранено: { $count }
journal-seen-unlinked = Отключён на { $time }
journal-replace = Замена номера
journal-replace-numbers = Замена номера: { $from } → { $to }
journal-replace-no-number = нет номера
journal-number-linked = Новый номер подключён
journal-number-not-linked = Новый номер не подключён
journal-steps = Шаги:
journal-step-open = { $title }. Не выполнено
journal-step-skipped = { $title }. { $told }
journal-step-by-hand = { $title } (вручную). { $told }
journal-step-by-program = { $title } (сделала программа). { $told }
journal-step-seen = { $title } (проверила программа). { $told }
