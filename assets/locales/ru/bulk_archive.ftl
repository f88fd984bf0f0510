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
bulk-archive-plan-archive-title = { $count ->
    [one] Отправить { $count } чат в архив?
    [few] Отправить { $count } чата в архив?
   *[many] Отправить { $count } чатов в архив?
}
bulk-archive-plan-unarchive-title = { $count ->
    [one] Вернуть { $count } чат из архива?
    [few] Вернуть { $count } чата из архива?
   *[many] Вернуть { $count } чатов из архива?
}
bulk-archive-plan-archive-title-counting = Отправить эти чаты в архив?
bulk-archive-plan-unarchive-title-counting = Вернуть эти чаты из архива?
bulk-archive-plan-archive-act = { $count ->
    [one] Отправить { $count } чат
    [few] Отправить { $count } чата
   *[many] Отправить { $count } чатов
}
bulk-archive-plan-unarchive-act = { $count ->
    [one] Вернуть { $count } чат
    [few] Вернуть { $count } чата
   *[many] Вернуть { $count } чатов
}
bulk-archive-plan-counting = Смотрим, что изменится…
bulk-archive-plan-will-archive = { $count ->
    [one] { $count } чат уйдёт в архив
    [few] { $count } чата уйдут в архив
   *[many] { $count } чатов уйдут в архив
}
bulk-archive-plan-will-unarchive = { $count ->
    [one] { $count } чат вернётся из архива
    [few] { $count } чата вернутся из архива
   *[many] { $count } чатов вернутся из архива
}
bulk-archive-plan-already-archived = { $count ->
    [one] { $count } уже в архиве, его не тронем
    [few] { $count } уже в архиве, их не тронем
   *[many] { $count } уже в архиве, их не тронем
}
bulk-archive-plan-already-open = { $count ->
    [one] { $count } не в архиве, его не тронем
    [few] { $count } не в архиве, их не тронем
   *[many] { $count } не в архиве, их не тронем
}
bulk-archive-plan-invalid = { $count ->
    [one] { $count } нельзя отправить в архив: это статус, канал или не чат
    [few] { $count } нельзя отправить в архив: это статусы, каналы или не чаты
   *[many] { $count } нельзя отправить в архив: это статусы, каналы или не чаты
}
bulk-archive-plan-takes = Займёт около { $time }. Можно приостановить, остановить и отменить.
bulk-archive-plan-nothing = Ничего не изменится
bulk-archive-plan-archive-text = Чат в архиве не виден в списке на телефоне; его сообщения остаются
bulk-archive-plan-unarchive-text = Чаты снова появятся в списке на телефоне
bulk-archive-plan-keep = Ничего не менять
bulk-archive-plan-settings = Читаем настройки…
bulk-archive-plan-incoming-off = Входящие уведомления выключены
bulk-archive-plan-incoming-off-text = В архив можно отправить только чат, в котором инстанс видел входящее сообщение. Без уведомлений он их не видит, поэтому с большинством чатов может не получиться. Когда уведомления включены, он видит сообщения, пришедшие после этого.
bulk-archive-plan-incoming-unknown = Узнать, включены ли входящие уведомления, не удалось. Если они выключены, с частью чатов может не получиться.
bulk-archive-archiving = { $count ->
    [one] Отправляем в архив { $count } чат
    [few] Отправляем в архив { $count } чата
   *[many] Отправляем в архив { $count } чатов
}
bulk-archive-unarchiving = { $count ->
    [one] Возвращаем из архива { $count } чат
    [few] Возвращаем из архива { $count } чата
   *[many] Возвращаем из архива { $count } чатов
}
bulk-archive-undoing-archives = { $count ->
    [one] Отменяем: снова в архив { $count } чат
    [few] Отменяем: снова в архив { $count } чата
   *[many] Отменяем: снова в архив { $count } чатов
}
bulk-archive-undoing-unarchives = { $count ->
    [one] Отменяем: возвращаем { $count } чат
    [few] Отменяем: возвращаем { $count } чата
   *[many] Отменяем: возвращаем { $count } чатов
}
bulk-archive-archive = { $count ->
    [one] В архив: { $count } чат
    [few] В архив: { $count } чата
   *[many] В архив: { $count } чатов
}
bulk-archive-unarchive = { $count ->
    [one] Из архива: { $count } чат
    [few] Из архива: { $count } чата
   *[many] Из архива: { $count } чатов
}
bulk-archive-undo-archives = { $count ->
    [one] Отмена: снова в архив { $count } чат
    [few] Отмена: снова в архив { $count } чата
   *[many] Отмена: снова в архив { $count } чатов
}
bulk-archive-undo-unarchives = { $count ->
    [one] Отмена: из архива { $count } чат
    [few] Отмена: из архива { $count } чата
   *[many] Отмена: из архива { $count } чатов
}
bulk-archive-count-archived = отправлено: { $count }
bulk-archive-count-unarchived = возвращено: { $count }
bulk-archive-count-already = уже так: { $count }
bulk-archive-count-failed = не получилось: { $count }
bulk-archive-count-not-seen = изменение не видно: { $count }
bulk-archive-count-unknown = не подтверждено: { $count }
bulk-archive-count-left = осталось: { $count }
bulk-archive-count-left-time = осталось: { $count }, около { $time }
bulk-archive-pause = Приостановить
bulk-archive-stop = Остановить
bulk-archive-resume = Продолжить
bulk-archive-pausing = Приостановим, когда придут ответы на отправленное…
bulk-archive-stopping = Остановим, когда придут ответы на отправленное…
bulk-archive-busy = Подождите немного
bulk-archive-paused = Приостановлено. Пока вы не продолжите, ничего не отправляется.
bulk-archive-paused-instance = Приостановлено: инстанс сейчас не принимает такие запросы. Пока вы не продолжите, ничего не отправляется.
bulk-archive-paused-unwritten = Приостановлено: что нельзя сначала записать, то не отправляется. { $why }
bulk-archive-elsewhere = С чатами этого инстанса работает другое окно программы
bulk-archive-interrupted = Программа завершилась во время этого задания. Когда вы продолжите, оно пойдёт с того же места; неподтверждённое сначала будет прочитано.
bulk-archive-lost = Во время этого задания произошёл сбой программы, отчёт о нём сохранён. Когда вы продолжите, неподтверждённое сначала будет прочитано.
bulk-archive-stopped = Остановлено. Что сделано, то сделано.
bulk-archive-reading-back = { $count ->
    [one] Читаем { $count } чат, ответа о котором не было…
    [few] Читаем { $count } чата, ответов о которых не было…
   *[many] Читаем { $count } чатов, ответов о которых не было…
}
bulk-archive-waiting = { $cause } Продолжится само через { $time }.
bulk-archive-waiting-list = Чаты, ответа о которых не было, проверим по списку сервера через { $time }: читать их по одному сейчас не даёт лимит
bulk-archive-verify-waiting = Через { $time }, когда сервер обновит список, сравним с ним
bulk-archive-verify-chats = { $count ->
    [one] Сравниваем: осталось прочитать { $count } чат…
    [few] Сравниваем: осталось прочитать { $count } чата…
   *[many] Сравниваем: осталось прочитать { $count } чатов…
}
bulk-archive-verify-skip = Не сравнивать
bulk-archive-verifying = Сравниваем со списком сервера…
bulk-archive-verify-failed = Сравнить со списком сервера не удалось. { $cause }
bulk-archive-verify-again = Сравнить снова
bulk-archive-verify-act = Сравнить
bulk-archive-verified = Сравнили со списком сервера: все изменения на месте
bulk-archive-verified-at = Сравнили со списком сервера в { $time }
bulk-archive-verified-not-all = { $count ->
    [one] Сервер принял { $count } чат, но в его списке изменения нет. Часто помогает вернуть чат из архива и отправить туда снова.
    [few] Сервер принял { $count } чата, но в его списке изменения нет. Часто помогает вернуть чаты из архива и отправить туда снова.
   *[many] Сервер принял { $count } чатов, но в его списке изменения нет. Часто помогает вернуть чаты из архива и отправить туда снова.
}
bulk-archive-verified-partly = { $count ->
    [one] Сравнить не удалось { $count } чат: сервер не сообщает, в архиве ли он.
    [few] Сравнить не удалось { $count } чата: сервер не сообщает, в архиве ли они.
   *[many] Сравнить не удалось { $count } чатов: сервер не сообщает, в архиве ли они.
}
bulk-archive-not-verified = Со списком сервера не сравнивали
bulk-archive-not-written = Записать задание не удалось, поэтому ничего не отправлено
bulk-archive-undo = Отменить сделанное…
bulk-archive-retry = Повторить неудавшиеся: { $count }
bulk-archive-save = Сохранить результаты как CSV…
bulk-archive-show = Показать эти чаты
bulk-archive-show-failed = Показать, что не получилось
results-place = №
results-phone = Телефон
results-why = Что это значит
results-said = Слова сервера
results-requests = Отправлено запросов
results-time = Время
bulk-archive-runs-show = { $count ->
    [one] { $count } прежнее задание
    [few] { $count } прежних задания
   *[many] { $count } прежних заданий
}
bulk-archive-runs-hide = Скрыть прежние задания
bulk-archive-runs-open = Результаты
chats-run-nothing = Делать больше нечего
bulk-archive-undo-title-archived = { $count ->
    [one] Вернуть { $count } чат из архива?
    [few] Вернуть { $count } чата из архива?
   *[many] Вернуть { $count } чатов из архива?
}
bulk-archive-undo-title-unarchived = { $count ->
    [one] Снова отправить { $count } чат в архив?
    [few] Снова отправить { $count } чата в архив?
   *[many] Снова отправить { $count } чатов в архив?
}
bulk-archive-undo-act-archived = { $count ->
    [one] Вернуть { $count } чат
    [few] Вернуть { $count } чата
   *[many] Вернуть { $count } чатов
}
bulk-archive-undo-act-unarchived = { $count ->
    [one] Отправить { $count } чат
    [few] Отправить { $count } чата
   *[many] Отправить { $count } чатов
}
bulk-archive-undo-text = Будет отменено только то, что изменило задание от { $time }.
bulk-archive-undo-others = { $count ->
    [one] { $count } чат, который и так был таким, останется как есть.
    [few] { $count } чата, которые и так были такими, останутся как есть.
   *[many] { $count } чатов, которые и так были такими, останутся как есть.
}
bulk-archive-undo-keep = Оставить как есть
