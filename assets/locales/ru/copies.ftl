copies-save = Сохранить копию
copies-saving = Сохраняем копию…
copies-saved = { $count ->
    [one] { $count } сообщение сохранено на этом компьютере
    [few] Все { $count } сообщения сохранены на этом компьютере
   *[many] Все { $count } сообщений сохранены на этом компьютере
}
copies-saved-part = На этом компьютере сохранено сообщений: { $count } из { $waiting }; больше сервер не показывает
copies-saved-first = На этом компьютере сохранены первые { $count } сообщений; больше сервер не показывает
copies-saved-nothing = Сохранять нечего: очередь пуста
copies-saved-text = Копия лежит ниже, в разделе «Сохранённые копии»
copies-not-saved = Копия не сохранена
copies-unread = Сохранённые копии сейчас не читаются
copies-heading = Сохранённые копии
copies-privacy = Это сообщения клиентов на этом компьютере. Копия со временем удаляется (срок в настройках), если её не закрепить.
copies-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
copies-count-of = { $count } из { $waiting } сообщений
copies-before-clearing = перед очисткой
copies-by-hand = вручную
copies-pinned = закреплена
copies-open = Открыть
copies-open-it = Открыть копию
copies-close = Закрыть копию
copies-pin = Закрепить
copies-unpin = Открепить
copies-delete = Удалить…
copies-delete-title = { $count ->
    [one] Удалить копию с { $count } сообщением?
    [few] Удалить копию с { $count } сообщениями?
   *[many] Удалить копию с { $count } сообщениями?
}
copies-delete-text = Она удалится с этого компьютера, вернуть её будет нельзя.
copies-delete-act = { $count ->
    [one] Удалить { $count } сообщение
    [few] Удалить { $count } сообщения
   *[many] Удалить { $count } сообщений
}
copies-keep = Оставить копию
copies-export-csv = Сохранить как CSV…
copies-export-json = Сохранить как JSON…
copies-exported = Записано в { $path }
clear-copy = Сначала сохранить копию (можно сохранить { $shown } из { $count })
clear-copy-first = Сначала сохранить копию (можно сохранить первые { $shown })
clear-copy-text = Чтобы потом посмотреть или отправить ещё раз
clear-copy-failed = Копия не сохранена, поэтому очередь не очищена
clear-type-count = Чтобы очистить без копии, введите { $count }
copies-search = Найти в копии
copies-exporting = Записывается в файл
copies-exported-no-dialog = В этой системе нет диалога выбора файла, поэтому записано в { $path }
file-dialog-title = Сохранить сообщения как
clear-elsewhere = Сохранить в другом месте…
clear-elsewhere-choosing = Выберите место в системном диалоге…
clear-elsewhere-text = Сообщения можно сохранить в файл, который вы выберете. В журнале этой очистки тогда может не быть.
