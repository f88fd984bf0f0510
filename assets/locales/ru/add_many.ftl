add-many-title = Добавить несколько инстансов
add-many-text = Скопируйте список инстансов в любой программе и вставьте его здесь. Или откройте файл.
add-many-kinds = Подойдёт таблица, где среди столбцов есть idInstance и apiTokenInstance, JSON, выгрузка из Postman или данные инстансов один за другим. До сохранения вы увидите, что нашлось.
add-many-open = Открыть файл…
add-many-nothing = Здесь нет ни одного инстанса: у каждого должны быть idInstance и apiTokenInstance
add-many-all-hidden = Все строки с инстансами на этом листе скрыты фильтром или вручную. Покажите их в Excel или LibreOffice, сохраните файл и откройте его снова.
add-many-too-long = Список слишком большой: можно не больше 2 МБ
add-many-too-many = В списке больше { $count } инстансов: разделите его
add-many-huge-workbook = Этой книге нужно слишком много памяти. Скопируйте строки с инстансами и вставьте их сюда.
add-many-found = { $count ->
    [one] Найден { $count } инстанс
    [few] Найдено { $count } инстанса
   *[many] Найдено { $count } инстансов
}
add-many-file = Из «{ $name }»
add-many-doubtful = Вызывают сомнения: { $count } (стоят первыми)
add-many-act = { $count ->
    [one] Добавить { $count } инстанс
    [few] Добавить { $count } инстанса
   *[many] Добавить { $count } инстансов
}
add-many-act-none = Добавить инстансы
add-many-select-all = Выбрать все
add-many-select-none = Снять выделение
add-many-off-none = Выберите хотя бы один инстанс
add-many-name-of = Название { $id }
add-many-suggested = { $host } (предложено)
add-many-no-id = Нет idInstance
add-many-unreadable-id = idInstance не разобрать: возможно, его сократила таблица
add-many-no-token = Нет apiTokenInstance
add-many-unreadable-token = На месте apiTokenInstance что-то другое
add-many-no-address = Нет apiUrl, и по idInstance его не определить
add-many-known = Уже есть в программе: «{ $name }»
add-many-known-without = Уже есть в программе: «{ $name }», но его токена на этом компьютере нет. Добавится только токен.
add-many-duplicate = Повторяется в списке
add-many-other-token = В списке есть и другой токен: проверьте, какой верный
add-many-other-pool = Обычно у такого idInstance другой apiUrl: { $host }
add-many-foreign-host = { $host } не принадлежит GREEN-API, а токен уйдёт туда
add-many-unusable-address = Указанный адрес — не apiUrl; взят обычный
add-many-adding = { $count ->
    [one] Добавляем { $count } инстанс…
    [few] Добавляем { $count } инстанса…
   *[many] Добавляем { $count } инстансов…
}
add-many-progress = Добавлено: { $added } · не добавлено: { $failed } · осталось: { $left }
add-many-result = { $count ->
    [one] Добавлено { $added } из { $count } инстанса
    [few] Добавлено { $added } из { $count } инстансов
   *[many] Добавлено { $added } из { $count } инстансов
}
add-many-closing = Если закрыть это окно, добавленные инстансы останутся, а остальные не добавятся
add-many-waiting = Ждёт
add-many-anyway = Всё равно добавить
add-many-anyway-of = Всё равно добавить «{ $name }»
add-many-anyway-all = Всё равно добавить: { $count }
add-many-retry = Повторить: { $count }
add-many-added = { $count ->
    [one] Добавлен { $count } инстанс
    [few] Добавлено { $count } инстанса
   *[many] Добавлено { $count } инстансов
}
add-many-added-some = Добавлено инстансов: { $count }, не добавлено: { $left }
file-dialog-open-instances = Открыть список инстансов
add-many-correct = Исправить токен…
add-many-correct-of = Исправить токен инстанса «{ $name }»
add-many-check-again = Проверить ещё раз
add-many-new-token = Новый apiTokenInstance
