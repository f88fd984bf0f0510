chats-field = chatId или номер телефона
chats-examples = Номер телефона с кодом страны или id вида 79123456789@c.us или 120363043968066561@g.us
chats-archive = Архивировать
chats-unarchive = Вернуть из архива
chats-max-title = В MAX нет архива
chats-max-text = GREEN-API не архивирует чаты MAX. В приложении на телефоне можно отключить уведомления чата или удалить его.
chats-will-be-sent = В запросе будет
chats-kind-person = человек
chats-kind-group = группа
chats-kind-lid = скрытый номер
chats-off-running = Чат уже меняется
chats-off-empty = Введите chatId или номер телефона
chats-off-wrong = Это пока не chatId и не номер телефона
chats-archiving = Архивируем { $chat }…
chats-unarchiving = Возвращаем { $chat } из архива…
chats-archived = Чат в архиве: { $chat }
chats-unarchived = Возвращён из архива: { $chat }
chats-accepted = Запрос принят, но { $chat } ещё не проверен
chats-seen-text = Проверено на сервере
chats-unread-text = Сервер принял запрос, но проверить чат после этого не удалось
chats-unread-limit = Проверить чат не удалось. { $limit } Через минуту вместо этого будет прочитан список чатов.
chats-not-seen = Запрос принят, но { $chat } не в архиве
chats-not-seen-open = Запрос принят, но { $chat } всё ещё в архиве
chats-not-seen-text = Сервер принял запрос, но чат не изменился. Часто помогает вернуть его из архива и архивировать снова.
chats-already-archived = Уже в архиве: { $chat }
chats-already-archived-text = Делать ничего не нужно. Если на телефоне чат не в архиве, верните его из архива и архивируйте снова.
chats-already-open = Чат не был в архиве: { $chat }
chats-unknown = Неизвестно, выполнено ли это
chats-unknown-archived = Проверено на сервере: чат в архиве.
chats-unknown-open = Проверено на сервере: чат не в архиве.
chats-unknown-not-done = Проверено на сервере: чат не изменился.
chats-unknown-unread = Проверить чат на сервере тоже не удалось.
chat-id-empty = Ничего не введено
chat-id-too-short = { $digits ->
    [one] { $digits } цифра — слишком мало: введите номер с кодом страны
    [few] { $digits } цифры — слишком мало: введите номер с кодом страны
   *[many] { $digits } цифр — слишком мало: введите номер с кодом страны
}
chat-id-too-long = { $digits ->
    [one] { $digits } цифра — слишком много
    [few] { $digits } цифры — слишком много
   *[many] { $digits } цифр — слишком много
}
chat-id-character = Это не номер и не chatId: { $position }-й знак — { $character }, такого в них не бывает
chat-id-leading-zero = Номер начинается с кода страны, а не с 0
chat-id-country = MAX принимает только номера России (7) и Беларуси (375)
chat-id-group = id группы выглядит как 120363043968066561@g.us или 79001234567-1479621234@g.us
chat-id-suffix = @{ $suffix } не подходит: id заканчивается на @c.us, @g.us или @lid
chat-id-unsupported = @{ $suffix } — статус или канал; архивировать можно только чат
doubt-no-code = Проверьте: похоже, не хватает кода страны
doubt-dialled-eight = Проверьте: начинается с 8; запишите номер с + и кодом страны
doubt-plus-eight = Проверьте: кода +8 нет ни у одной страны, поэтому номер прочитан как +7
doubt-trunk-zero = Проверьте: 0 после кода страны набирают только внутри страны
doubt-length = { $digits ->
    [one] Проверьте: в номере { $digits } цифра, а в номерах этой страны обычно { $usual }
    [few] Проверьте: в номере { $digits } цифры, а в номерах этой страны обычно { $usual }
   *[many] Проверьте: в номере { $digits } цифр, а в номерах этой страны обычно { $usual }
}
doubt-other-digits = Проверьте: возможно, не все эти цифры относятся к номеру
doubt-hidden-number = Проверьте: похоже на скрытый номер, а его id оканчивается на @lid
doubt-short-lid = Проверьте: для id, который оканчивается на @lid, цифр слишком мало
doubt-zeros = Проверьте: номер оканчивается на пять нулей, таблица могла потерять последние цифры
doubt-not-among-chats = Проверьте: нет среди чатов и контактов
doubt-other-spelling = Проверьте: среди чатов этот номер записан как { $chat }
remedy-check-number = Проверить номер
remedy-turn-on-incoming = Включить входящие уведомления…
remedy-archive-again = Вернуть и архивировать снова
remedy-edit = Изменить инстанс…
number-checking = Проверяем { $number }…
number-known = { $number } есть в WhatsApp
number-known-text = Номер верный. Чат можно архивировать, когда с этого номера кто-нибудь напишет.
number-unknown = { $number } нет в WhatsApp
number-unknown-text = Проверьте код страны и все цифры
chats-looking = Проверяем { $chat } ещё раз…
chats-look-again = Проверить ещё раз
chats-taken-out = Чат { $chat } вернули из архива, но архивировать снова пока не удалось
