saved-queues-save = Сохранить копию
saved-queues-saving = Сохраняем копию…
saved-queues-saving-text = Сообщения читаются с GREEN-API и записываются на этот компьютер.
saved-queues-saved = { $count ->
    [one] { $count } сообщение сохранено на этом компьютере
    [few] Все { $count } сообщения сохранены на этом компьютере
   *[many] Все { $count } сообщений сохранены на этом компьютере
}
saved-queues-saved-part = На этом компьютере сохранено сообщений: { $count } из { $waiting }; больше сервер не показывает
saved-queues-saved-first = На этом компьютере сохранено первых сообщений: { $count }; больше сервер не показывает
saved-queues-saved-nothing = Сохранять нечего: очередь пуста
saved-queues-saved-text = Копия ниже, в разделе «Сохранённые копии»
saved-queues-not-saved = Копия не сохранена
saved-queues-unread = Не удалось прочитать сохранённые копии
saved-queues-heading = Сохранённые копии
saved-queues-unlisted = { $count ->
    [one] Не удалось прочитать { $count } сохранённую копию
    [few] Не удалось прочитать { $count } сохранённые копии
   *[other] Не удалось прочитать { $count } сохранённых копий
}
saved-queues-unlisted-text = Базу изменило что-то постороннее. В списке этих данных нет, но из базы они не удалены.
saved-queues-none-waited = Когда сохраняли эту копию, очередь была пуста
saved-queues-privacy = Это сообщения клиентов на этом компьютере. Копия со временем удаляется (срок — на странице «Настройки»), если не хранить её бессрочно.
saved-queues-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
saved-queues-count-of = { $waiting ->
    [one] { $count } из { $waiting } сообщения
   *[other] { $count } из { $waiting } сообщений
}
saved-queues-before-clearing = перед очисткой
saved-queues-before-clearing-several = перед очисткой нескольких очередей, начатой в { $time }
saved-queues-by-hand = сохранена отдельно
saved-queues-pinned = хранится бессрочно
saved-queues-open = Открыть
saved-queues-open-it = Открыть копию
saved-queues-close = Закрыть копию
saved-queues-pin = Хранить бессрочно
saved-queues-unpin = Хранить до срока
saved-queues-delete = Удалить…
saved-queues-delete-title = { $count ->
    [one] Удалить копию с { $count } сообщением?
    [few] Удалить копию с { $count } сообщениями?
   *[many] Удалить копию с { $count } сообщениями?
}
saved-queues-delete-text = Она удалится с этого компьютера, вернуть её будет нельзя.
saved-queues-delete-act = { $count ->
    [one] Удалить копию: { $count } сообщение
    [few] Удалить копию: { $count } сообщения
   *[many] Удалить копию: { $count } сообщений
}
saved-queues-keep = Оставить копию
saved-queues-export-table = Сохранить как таблицу…
saved-queues-export-json = Сохранить как JSON…
saved-queues-exported = Записано в { $path }
clear-queue-copy = Сначала сохранить копию (можно сохранить { $shown } из { $count })
clear-queue-copy-first = Сначала сохранить копию (можно сохранить первые { $shown })
clear-queue-copy-text = Чтобы посмотреть или отправить потом
clear-queue-copy-failed = Копия не сохранена, поэтому очередь не очищена
clear-queue-step-failed = Этот шаг не удалось записать, поэтому очередь не очищена
clear-queue-type-count = Чтобы очистить без копии, введите { $count }
saved-queues-search = Найти в копии
saved-queues-exporting = Записывается в файл
saved-queues-exported-no-dialog = В этой системе нет диалога выбора файла, поэтому записано в { $path }
export-open-folder = Открыть папку
export-type = Тип
export-text = Текст
export-file = Файл
export-link = Ссылка
export-caption = Подпись
file-name-queue = { $name } очередь { $time }
file-name-chats = { $name } чаты { $time }
file-dialog-lists = Списки
file-dialog-all = Все файлы
file-dialog-title = Сохранить как
clear-queue-elsewhere = Сохранить в другом месте…
clear-queue-elsewhere-choosing = Выберите место в системном диалоге…
clear-queue-elsewhere-text = Сообщения можно сохранить в файл, который вы выберете. В журнале этой очистки тогда может не быть.
