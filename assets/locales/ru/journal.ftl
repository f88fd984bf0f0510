sidebar-journal = Журнал
journal-all = Все инстансы
journal-filter = Инстанс
journal-unread = Не удалось прочитать журнал
journal-empty = Пока ничего не менялось
journal-empty-text = Очистка, архив, настройки и перезапуски записываются сюда до отправки запроса и ещё раз, когда придёт ответ
journal-older = Показать более ранние
journal-under-way = Выполняется
journal-done = Выполнено
journal-refused = Отказано
journal-not-sent = Не отправлено
journal-unknown = Неизвестно
journal-done-of = Выполнено: { $done } из { $count }
journal-clear = Очистка очереди отправки
journal-clear-many = { $count ->
    [one] Очистка { $count } очереди отправки
   *[other] Очистка { $count } очередей отправки
}
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
journal-token = Смена токена
journal-code = Запрос кода для подключения телефона
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
journal-more-requests = { $count ->
    [one] Показать ещё { $count } запрос
    [few] Показать ещё { $count } запроса
   *[many] Показать ещё { $count } запросов
}
journal-why-cancelled = Остановлено до отправки
journal-why-no-connection = Не было связи с сервером
journal-why-not-sent = Запрос не удалось отправить
journal-why-no-message = Сервер не знает ни одного входящего сообщения этого чата
journal-why-already = Чат уже был в этом состоянии
journal-why-chat = Сервер не знает такого чата
journal-why-not-authorized = Инстанс не был авторизован
journal-why-blocked = Номер был заблокирован
journal-why-expired = Срок инстанса истёк, или он удалён
journal-why-token = Сервер не принял токен
journal-why-limit = Исчерпан лимит тарифа или запросов
journal-why-refused = Сервер отказал
journal-why-not-awaited = Остановлено до того, как пришёл ответ
journal-why-no-answer = Понятного ответа не пришло
journal-verify = Проверить
journal-verify-hint = Сверяет каждую строку с контрольной записью и находит изменённые и пропавшие строки
journal-verifying = { $count ->
    [one] Проверяется: пока { $count } строка
    [few] Проверяется: пока { $count } строки
   *[many] Проверяется: пока { $count } строк
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
journal-more-findings = { $count ->
    [one] И ещё { $count } строка.
    [few] И ещё { $count } строки.
   *[many] И ещё { $count } строк.
}
journal-save = Сохранить как…
journal-save-workbook = Книга Excel (.xlsx)
journal-save-csv = CSV
journal-save-json = JSON
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
