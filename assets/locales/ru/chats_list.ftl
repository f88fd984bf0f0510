chats-loading = Загружаем чаты…
chats-none = Чатов нет
chats-none-text = Чаты появятся здесь, когда на этот номер напишут или с него кому-то напишут
chats-list-holds = Сервер обновляет этот список раз в минуту: спросить снова можно с { $time }
chats-search = { $count ->
    [one] Найти среди { $count } чата
    [few] Найти среди { $count } чатов
   *[many] Найти среди { $count } чатов
}
chats-filter = Какие чаты показаны
chats-filter-all = Все
chats-filter-not-archived = Не в архиве
chats-filter-archived = В архиве
chats-filter-people = Люди
chats-filter-groups = Группы
chats-filter-chosen = Выбранные
chats-filter-run = Из этого задания
chats-filter-run-failed = Не выполненные
chats-paste-list = Вставить список…
chats-open-csv = Открыть CSV…
chats-chosen = Выбрано: { $count }
chats-choose-none = Снять
chats-choose-shown = Выбрать все показанные: { $count }
chats-archive-many = { $count ->
    [one] Отправить { $count } чат в архив…
    [few] Отправить { $count } чата в архив…
   *[many] Отправить { $count } чатов в архив…
}
chats-unarchive-many = Вернуть из архива…
chats-run-off-running = Дождитесь конца задания этого инстанса или остановите его
chats-head-name = Имя
chats-head-chat = Чат
chats-head-result = Результат
chats-head-hint = Нажмите, чтобы упорядочить; ещё раз — сначала недавние
chats-nothing-found = Таких чатов нет
chats-known-archived = в архиве
chats-known-unread = { $count ->
    [one] { $count } непрочитанное
    [few] { $count } непрочитанных
   *[many] { $count } непрочитанных
}
chats-known-outside = из списка
chats-copy-id = Скопировать chatId
chats-copy-name = Скопировать имя
chats-into-form = Подставить в поле выше
file-dialog-open = Открыть список чатов
list-title = Вставить список чатов
list-title-file = Чаты из { $name }
list-paste-text = Скопируйте где угодно номера телефонов или chatId и нажмите здесь Ctrl+V
list-paste-kinds = По одному в строке или ячейки таблицы с любыми столбцами
list-paste = Вставить
list-off-empty = Пока ничего не вставлено
list-reading = Читаем список…
list-no-chats = В этом списке нет ни одного чата
list-act = { $count ->
    [one] Выбрать { $count } чат
    [few] Выбрать { $count } чата
   *[many] Выбрать { $count } чатов
}
list-act-show = Показать в таблице
list-keep = Отмена
list-encoding = Кодировка
list-delimiter = Что разделяет ячейки
list-delimiter-nothing = По одному в строке
list-delimiter-tab = Разделены табуляцией
list-delimiter-semicolon = Разделены ;
list-delimiter-comma = Разделены ,
list-delimiter-bar = Разделены |
list-header = Первая строка
list-header-yes = Первая строка: названия
list-header-no = Первая строка: чат
list-column = Где чаты
list-column-named = Столбец { $number }: { $title }
list-column-number = Столбец { $number }
list-every-cell = Каждая ячейка
list-garbled = Часть знаков не прочитана: выберите другую кодировку
list-chats = { $count ->
    [one] { $count } чат
    [few] { $count } чата
   *[many] { $count } чатов
}
list-doubtful = { $count ->
    [one] { $count } номер похож на ошибочный: он попадёт в таблицу, но не будет выбран
    [few] { $count } номера похожи на ошибочные: они попадут в таблицу, но не будут выбраны
   *[many] { $count } номеров похожи на ошибочные: они попадут в таблицу, но не будут выбраны
}
list-duplicates = { $count ->
    [one] { $count } строка повторяет чат
    [few] { $count } строки повторяют чат
   *[many] { $count } строк повторяют чат
}
list-mistakes = { $count ->
    [one] { $count } строка не называет чат и пропускается
    [few] { $count } строки не называют чат и пропускаются
   *[many] { $count } строк не называют чат и пропускаются
}
list-line = Строка { $line }
list-duplicate-of = Тот же чат, что в строке { $line }
list-mistake-shortened = Сокращено таблицей: сделайте столбец текстовым и сохраните снова
list-mistake-rounded = Таблица округлила этот id: последние цифры потеряны
list-mistake-decimal = Число с дробной частью — не номер телефона
list-refused-empty = Здесь ничего нет
list-refused-large = { $size } — слишком много: в списке может быть 32 МБ
list-refused-lines = В списке может быть 100 000 строк
list-refused-workbook = Это книга Excel или LibreOffice. Сохраните её там как CSV и откройте тот файл.
list-refused-not-text = Этот файл — не текст
list-refused-token = Это данные для подключения инстанса, а не список чатов. Они не показываются. Скопируйте список и вставьте его сюда.
list-unreadable = Файл не читается: { $detail }
list-no-dialog = В этой системе нет диалога выбора файла. Перетащите файл в это окно.
