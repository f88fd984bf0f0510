json-items = { $count ->
    [one] { $count } элемент
    [few] { $count } элемента
   *[many] { $count } элементов
}
json-copy-value = Копировать значение
json-scrolls = Ответ, прокручивается клавишами со стрелками
json-tree = Дерево
json-raw = Как есть
json-headers = Заголовки
json-copy = Копировать
json-copy-curl = Копировать как curl
json-no-answer = Нет ответа
json-no-answer-came = Ответ не пришёл.
json-empty = Ответ пустой.
json-no-headers = Заголовков, о которых стоит знать, в ответе нет.
json-reading = Читаем ответ…
json-cut-short = На этом месте ответ обрывается.
json-servers-answer = Ответ сервера
json-search = Поиск в ответе
json-found = { $current } из { $count }
json-found-many = { $current } из { $count } или больше
json-found-none = Ничего не найдено
json-found-previous = Предыдущее
json-found-next = Следующее
