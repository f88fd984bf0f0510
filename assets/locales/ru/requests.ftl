json-items = { $count ->
    [one] { $count } элемент
    [few] { $count } элемента
   *[many] { $count } элементов
}
json-copy-value = Скопировать значение
json-scrolls = Текст; прокручивается клавишами со стрелками
json-tree = Дерево
json-raw = Как есть
json-headers = Заголовки
json-copy = Скопировать
json-copy-curl = Скопировать как curl
json-no-answer = Нет ответа
json-no-answer-came = Ответ не пришёл
json-empty = Ответ пустой
json-no-headers = Заголовков нет
json-reading = Читаем ответ…
json-cut-short = На этом месте ответ обрывается
json-servers-answer = Ответ сервера
json-not-servers-answer = Ответ не от GREEN-API
json-search = Поиск в ответе
json-found = { $current } из { $count }
json-found-many = { $current } из { $count } или больше
json-found-none = Ничего не найдено
json-found-previous = Предыдущее
json-found-next = Следующее

requests-empty-title = Запросов ещё не было
requests-empty-text = Здесь появятся запросы с момента запуска программы, новые сверху
requests-dropped = { $count ->
    [one] { $count } старый запрос (по всем инстансам) удалён, чтобы не занимать память
    [few] { $count } старых запроса (по всем инстансам) удалены, чтобы не занимать память
   *[many] { $count } старых запросов (по всем инстансам) удалено, чтобы не занимать память
}
requests-held-back = { $count ->
    [one] { $count } новый
   *[other] { $count } новых
}
requests-head-time = Время
requests-head-method = Метод
requests-head-answer = Ответ
requests-head-duration = Время ответа
requests-head-size = Размер
requests-back = Все запросы
requests-newer = Новее
requests-older = Старее
requests-request = Запрос
