chats-loading = Загружаем чаты…
chats-none = Чатов нет
chats-none-text = Чаты появятся здесь, когда на этот номер напишут или с него кому-то напишут
chats-list-holds = Сервер обновляет этот список раз в минуту: запросить снова можно после { $time }
chats-search = { $count ->
    [one] Поиск в { $count } чате
    [few] Поиск в { $count } чатах
   *[many] Поиск в { $count } чатах
}
chats-filter = Какие чаты показаны
chats-filter-all = Все
chats-filter-not-archived = Не в архиве
chats-filter-archived = В архиве
chats-filter-people = Люди
chats-filter-groups = Группы
chats-filter-chosen = Выбранные
chats-filter-run = Из этого задания
chats-filter-run-failed = Неудавшиеся
chats-paste-list = Вставить список…
chats-open-list = Открыть список…
chats-chosen = Выбрано: { $count }
chats-choose-none = Снять выделение
chats-choose-shown = Выбрать все показанные: { $count }
chats-archive-many = { $count ->
    [one] Архивировать { $count } чат…
    [few] Архивировать { $count } чата…
   *[many] Архивировать { $count } чатов…
}
chats-unarchive-many = { $count ->
    [one] Вернуть из архива { $count } чат…
    [few] Вернуть из архива { $count } чата…
   *[many] Вернуть из архива { $count } чатов…
}
chats-run-off-running = Дождитесь конца задания этого инстанса или остановите его
chats-head-name = Имя
chats-head-chat = Чат
chats-head-result = Результат
chats-head-hint = Нажмите, чтобы отсортировать; ещё раз — сначала недавние
chats-nothing-found = Таких чатов нет
chats-known-archived = в архиве
chats-known-unread = { $count ->
    [one] { $count } непрочитанное
    [few] { $count } непрочитанных
   *[many] { $count } непрочитанных
}
chats-known-outside = нет в ваших чатах
chats-copy-id = Скопировать chatId
chats-copy-name = Скопировать имя
chats-into-form = Подставить в поле выше
file-dialog-open = Открыть список чатов
