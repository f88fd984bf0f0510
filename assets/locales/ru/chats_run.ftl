chat-state-waiting = Не начат
chat-state-archiving = Отправляется…
chat-state-unarchiving = Возвращается…
chat-state-archived = В архиве
chat-state-unarchived = Возвращён
chat-state-already-archived = Уже был в архиве
chat-state-already-open = Не был в архиве
chat-state-not-seen = Изменение не видно
chat-state-no-incoming = Входящих ещё не было
chat-state-no-contact = Нет среди контактов
chat-state-invalid = Не chatId
chat-state-failed = Не выполнено
chat-state-unknown = Не подтверждено
chat-hint-found-so = Ответа не было, но чат прочитан и уже такой. Отмена его не тронет.
chat-hint-not-seen = Сервер принял запрос, но чат не изменился
chat-hint-no-incoming = Инстанс не видел в этом чате входящих сообщений. Чат можно отправить в архив после того, как в него напишут.
chat-hint-no-contact = Инстанс не знает этого чата. Проверьте номер.
chat-hint-invalid = WhatsApp такого id не принимает
chat-hint-failed = Ответ сервера: { $said }
chat-hint-unknown = Ответа не было. Прежде чем отправлять снова, чат будет прочитан.
plan-archive-title = { $count ->
    [one] Отправить { $count } чат в архив?
    [few] Отправить { $count } чата в архив?
   *[many] Отправить { $count } чатов в архив?
}
plan-unarchive-title = { $count ->
    [one] Вернуть { $count } чат из архива?
    [few] Вернуть { $count } чата из архива?
   *[many] Вернуть { $count } чатов из архива?
}
plan-archive-title-counting = Отправить эти чаты в архив?
plan-unarchive-title-counting = Вернуть эти чаты из архива?
plan-archive-act = { $count ->
    [one] Отправить { $count } чат
    [few] Отправить { $count } чата
   *[many] Отправить { $count } чатов
}
plan-unarchive-act = { $count ->
    [one] Вернуть { $count } чат
    [few] Вернуть { $count } чата
   *[many] Вернуть { $count } чатов
}
plan-counting = Смотрим, что изменится…
plan-will-archive = { $count ->
    [one] { $count } чат уйдёт в архив
    [few] { $count } чата уйдут в архив
   *[many] { $count } чатов уйдут в архив
}
plan-will-unarchive = { $count ->
    [one] { $count } чат вернётся из архива
    [few] { $count } чата вернутся из архива
   *[many] { $count } чатов вернутся из архива
}
plan-already-archived = { $count ->
    [one] { $count } уже в архиве, его не тронем
    [few] { $count } уже в архиве, их не тронем
   *[many] { $count } уже в архиве, их не тронем
}
plan-already-open = { $count ->
    [one] { $count } не в архиве, его не тронем
    [few] { $count } не в архиве, их не тронем
   *[many] { $count } не в архиве, их не тронем
}
plan-invalid = { $count ->
    [one] { $count } нельзя отправить в архив: это статус, канал или не чат
    [few] { $count } нельзя отправить в архив: это статусы, каналы или не чаты
   *[many] { $count } нельзя отправить в архив: это статусы, каналы или не чаты
}
plan-takes = Займёт около { $time }. Можно приостановить, остановить и отменить.
plan-nothing = Ничего не изменится
plan-archive-text = Чат в архиве не виден в списке на телефоне; его сообщения остаются
plan-unarchive-text = Чаты снова появятся в списке на телефоне
plan-keep = Ничего не менять
plan-settings = Читаем настройки…
plan-incoming-off = Входящие уведомления выключены
plan-incoming-off-text = В архив можно отправить только чат, в котором инстанс видел входящее сообщение. Без уведомлений он их не видит, поэтому с большинством чатов может не получиться. Когда уведомления включены, он видит сообщения, пришедшие после этого.
plan-incoming-unknown = Узнать, включены ли входящие уведомления, не удалось. Если они выключены, с частью чатов может не получиться.
run-archiving = { $count ->
    [one] Отправляем в архив { $count } чат
    [few] Отправляем в архив { $count } чата
   *[many] Отправляем в архив { $count } чатов
}
run-unarchiving = { $count ->
    [one] Возвращаем из архива { $count } чат
    [few] Возвращаем из архива { $count } чата
   *[many] Возвращаем из архива { $count } чатов
}
run-undoing-archives = { $count ->
    [one] Отменяем: снова в архив { $count } чат
    [few] Отменяем: снова в архив { $count } чата
   *[many] Отменяем: снова в архив { $count } чатов
}
run-undoing-unarchives = { $count ->
    [one] Отменяем: возвращаем { $count } чат
    [few] Отменяем: возвращаем { $count } чата
   *[many] Отменяем: возвращаем { $count } чатов
}
run-archive = { $count ->
    [one] В архив: { $count } чат
    [few] В архив: { $count } чата
   *[many] В архив: { $count } чатов
}
run-unarchive = { $count ->
    [one] Из архива: { $count } чат
    [few] Из архива: { $count } чата
   *[many] Из архива: { $count } чатов
}
run-undo-archives = { $count ->
    [one] Отмена: снова в архив { $count } чат
    [few] Отмена: снова в архив { $count } чата
   *[many] Отмена: снова в архив { $count } чатов
}
run-undo-unarchives = { $count ->
    [one] Отмена: из архива { $count } чат
    [few] Отмена: из архива { $count } чата
   *[many] Отмена: из архива { $count } чатов
}
run-count-archived = отправлено: { $count }
run-count-unarchived = возвращено: { $count }
run-count-already = уже так: { $count }
run-count-failed = не получилось: { $count }
run-count-not-seen = изменение не видно: { $count }
run-count-unknown = не подтверждено: { $count }
run-count-left = осталось: { $count }
run-count-left-time = осталось: { $count }, около { $time }
run-pause = Приостановить
run-stop = Остановить
run-resume = Продолжить
run-pausing = Приостановим, когда придут ответы на отправленное…
run-stopping = Остановим, когда придут ответы на отправленное…
run-busy = Подождите немного
run-paused = Приостановлено. Пока вы не продолжите, ничего не отправляется.
run-paused-instance = Приостановлено: инстанс сейчас не принимает такие запросы. Пока вы не продолжите, ничего не отправляется.
run-paused-unwritten = Приостановлено: что нельзя сначала записать, то не отправляется. { $why }
run-elsewhere = С чатами этого инстанса работает другое окно программы
run-interrupted = Программа завершилась во время этого задания. Когда вы продолжите, оно пойдёт с того же места; неподтверждённое сначала будет прочитано.
run-stopped = Остановлено. Что сделано, то сделано.
run-reading-back = { $count ->
    [one] Читаем { $count } чат, ответа о котором не было…
    [few] Читаем { $count } чата, ответов о которых не было…
   *[many] Читаем { $count } чатов, ответов о которых не было…
}
run-waiting = { $cause } Продолжится само через { $time }.
run-waiting-list = Чаты, ответа о которых не было, проверим по списку сервера через { $time }: читать их по одному сейчас не даёт лимит
run-verify-waiting = Через { $time }, когда сервер обновит список, сравним с ним
run-verify-chats = { $count ->
    [one] Сравниваем: осталось прочитать { $count } чат…
    [few] Сравниваем: осталось прочитать { $count } чата…
   *[many] Сравниваем: осталось прочитать { $count } чатов…
}
run-verify-skip = Не сравнивать
run-verifying = Сравниваем со списком сервера…
run-verify-failed = Сравнить со списком сервера не удалось. { $cause }
run-verify-again = Сравнить снова
run-verify-act = Сравнить
run-verified = Сравнили со списком сервера: все изменения на месте
run-verified-at = Сравнили со списком сервера в { $time }
run-verified-not-all = { $count ->
    [one] Сервер принял { $count } чат, но в его списке изменения нет. Часто помогает вернуть чат из архива и отправить туда снова.
    [few] Сервер принял { $count } чата, но в его списке изменения нет. Часто помогает вернуть чаты из архива и отправить туда снова.
   *[many] Сервер принял { $count } чатов, но в его списке изменения нет. Часто помогает вернуть чаты из архива и отправить туда снова.
}
run-verified-partly = { $count ->
    [one] Сравнить не удалось { $count } чат: сервер не сообщает, в архиве ли он.
    [few] Сравнить не удалось { $count } чата: сервер не сообщает, в архиве ли они.
   *[many] Сравнить не удалось { $count } чатов: сервер не сообщает, в архиве ли они.
}
run-not-verified = Со списком сервера не сравнивали
run-not-written = Записать задание не удалось, поэтому ничего не отправлено
run-undo = Отменить сделанное…
run-retry = Повторить неудавшиеся: { $count }
run-save = Сохранить результаты как CSV…
run-show = Показать эти чаты
run-show-failed = Показать, что не получилось
results-place = №
results-phone = Телефон
results-why = Что это значит
results-said = Слова сервера
results-requests = Отправлено запросов
results-time = Время
runs-show = { $count ->
    [one] { $count } прежнее задание
    [few] { $count } прежних задания
   *[many] { $count } прежних заданий
}
runs-hide = Скрыть прежние задания
runs-open = Результаты
chats-run-nothing = Делать больше нечего
undo-title-archived = { $count ->
    [one] Вернуть { $count } чат из архива?
    [few] Вернуть { $count } чата из архива?
   *[many] Вернуть { $count } чатов из архива?
}
undo-title-unarchived = { $count ->
    [one] Снова отправить { $count } чат в архив?
    [few] Снова отправить { $count } чата в архив?
   *[many] Снова отправить { $count } чатов в архив?
}
undo-act-archived = { $count ->
    [one] Вернуть { $count } чат
    [few] Вернуть { $count } чата
   *[many] Вернуть { $count } чатов
}
undo-act-unarchived = { $count ->
    [one] Отправить { $count } чат
    [few] Отправить { $count } чата
   *[many] Отправить { $count } чатов
}
undo-text = Будет отменено только то, что изменило задание от { $time }.
undo-others = { $count ->
    [one] { $count } чат, который и так был таким, останется как есть.
    [few] { $count } чата, которые и так были такими, останутся как есть.
   *[many] { $count } чатов, которые и так были такими, останутся как есть.
}
undo-keep = Оставить как есть
