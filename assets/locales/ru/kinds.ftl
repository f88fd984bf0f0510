kind-text = Текст
kind-file = Файл
kind-poll = Опрос
kind-location = Геопозиция
kind-contact = Контакт
kind-link = Ссылка
kind-forward = Пересылка
kind-text-status = Статус
kind-media-status = Медиастатус
kind-voice-status = Голос. статус
kind-unknown = Неизвестно
kinds-text = { $count ->
    [one] { $count } текст
    [few] { $count } текста
   *[many] { $count } текстов
}
kinds-file = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
}
kinds-poll = { $count ->
    [one] { $count } опрос
    [few] { $count } опроса
   *[many] { $count } опросов
}
kinds-location = { $count ->
    [one] { $count } геопозиция
    [few] { $count } геопозиции
   *[many] { $count } геопозиций
}
kinds-contact = { $count ->
    [one] { $count } контакт
    [few] { $count } контакта
   *[many] { $count } контактов
}
kinds-link = { $count ->
    [one] { $count } ссылка
    [few] { $count } ссылки
   *[many] { $count } ссылок
}
kinds-forward = { $count ->
    [one] { $count } пересылка
    [few] { $count } пересылки
   *[many] { $count } пересылок
}
kinds-status = { $count ->
    [one] { $count } статус
    [few] { $count } статуса
   *[many] { $count } статусов
}
kinds-other = { $count ->
    [one] { $count } другое
    [few] { $count } других
   *[many] { $count } других
}
content-answers = { $count ->
    [one] { $count } вариант
    [few] { $count } варианта
   *[many] { $count } вариантов
}
content-forward = { $count ->
    [one] { $count } сообщение из { $from }
    [few] { $count } сообщения из { $from }
   *[many] { $count } сообщений из { $from }
}
recipient-status = Статус · всем
recipient-none = Без получателя
recipient-group = Группа { $id }
recipient-group-named = { $name } · группа
