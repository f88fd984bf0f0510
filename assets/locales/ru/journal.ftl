sidebar-journal = Журнал
journal-text = Что программа меняла на серверах, новое сверху
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
journal-token = Смена токена
journal-code = Запрос кода для подключения телефона
journal-interval = Интервал отправки: { $interval }
journal-incoming-on = Включение входящих уведомлений
journal-incoming-off = Выключение входящих уведомлений
journal-settings = Изменение настроек
journal-program-ended = Программа закрылась раньше, чем пришёл ответ
trouble-database = Сохранённые копии и журнал
