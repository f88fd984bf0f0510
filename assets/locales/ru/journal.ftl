sidebar-journal = Журнал
journal-text = Что программа просила серверы изменить, новое сверху
journal-all = Все инстансы
journal-filter = Инстанс
journal-unread = Журнал сейчас не читается
journal-empty = Пока ничего не менялось
journal-empty-text = Очистка, архив, настройки и перезапуски записываются сюда до отправки и ещё раз, когда придёт ответ
journal-older = Показать старее
journal-under-way = Выполняется
journal-done = Выполнено
journal-refused = Отказано
journal-not-sent = Не отправлено
journal-unknown = Неизвестно
journal-done-of = Выполнено: { $done } из { $count }
journal-clear = Очистка очереди отправки
journal-clear-notifications = Удаление входящих уведомлений
journal-archive = Отправка в архив: { $chat }
journal-archive-many = { $count ->
    [one] Отправка в архив: { $count } чат
    [few] Отправка в архив: { $count } чата
   *[many] Отправка в архив: { $count } чатов
}
journal-unarchive = Возврат из архива: { $chat }
journal-unarchive-many = { $count ->
    [one] Возврат из архива: { $count } чат
    [few] Возврат из архива: { $count } чата
   *[many] Возврат из архива: { $count } чатов
}
journal-send = Повторная отправка: { $chat }
journal-send-many = { $count ->
    [one] Повторная отправка: { $count } сообщение
    [few] Повторная отправка: { $count } сообщения
   *[many] Повторная отправка: { $count } сообщений
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
journal-program-ended = Программа завершилась до того, как пришёл ответ
trouble-database = О сохранённых копиях и журнале
