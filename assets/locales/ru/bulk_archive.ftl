chat-state-waiting = Не начат
chat-state-archiving = Архивируется…
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
chat-hint-found-so = Ответа не было, но чат прочитан и уже такой, как нужно. Отмена его не изменит.
chat-hint-not-seen = Сервер принял запрос, но чат не изменился
chat-hint-no-incoming = Инстанс не видел в этом чате входящих сообщений. Чат можно архивировать после того, как в него напишут.
chat-hint-no-contact = Инстанс не знает этого чата. Проверьте номер.
chat-hint-invalid = WhatsApp такого id не принимает
chat-hint-failed = Ответ сервера: { $said }
chat-hint-unknown = Ответа не было. Прежде чем повторить запрос, программа прочитает чат.
bulk-archive-plan-archive-title = { $count ->
    [one] Архивировать { $count } чат?
    [few] Архивировать { $count } чата?
   *[many] Архивировать { $count } чатов?
}
bulk-archive-plan-unarchive-title = { $count ->
    [one] Вернуть { $count } чат из архива?
    [few] Вернуть { $count } чата из архива?
   *[many] Вернуть { $count } чатов из архива?
}
bulk-archive-plan-archive-title-counting = Архивировать эти чаты?
bulk-archive-plan-unarchive-title-counting = Вернуть эти чаты из архива?
bulk-archive-plan-archive-act = { $count ->
    [one] Архивировать { $count } чат
    [few] Архивировать { $count } чата
   *[many] Архивировать { $count } чатов
}
bulk-archive-plan-unarchive-act = { $count ->
    [one] Вернуть { $count } чат из архива
    [few] Вернуть { $count } чата из архива
   *[many] Вернуть { $count } чатов из архива
}
bulk-archive-plan-counting = Смотрим, что изменится…
bulk-archive-plan-will-archive = { $count ->
    [one] { $count } чат будет в архиве
    [few] { $count } чата будут в архиве
   *[many] { $count } чатов будут в архиве
}
bulk-archive-plan-will-unarchive = { $count ->
    [one] { $count } чат вернётся из архива
    [few] { $count } чата вернутся из архива
   *[many] { $count } чатов вернутся из архива
}
bulk-archive-plan-already-archived = { $count ->
    [one] { $count } уже в архиве и останется как есть
    [few] { $count } уже в архиве и останутся как есть
   *[many] { $count } уже в архиве и останутся как есть
}
bulk-archive-plan-already-open = { $count ->
    [one] { $count } не в архиве и останется как есть
    [few] { $count } не в архиве и останутся как есть
   *[many] { $count } не в архиве и останутся как есть
}
bulk-archive-plan-invalid = { $count ->
    [1] { $count } нельзя архивировать: это статус, канал или не чат
   *[other] { $count } нельзя архивировать: это статусы, каналы или не чаты
}
bulk-archive-plan-takes = Займёт около { $time }. Можно приостановить, остановить, а потом и отменить сделанное.
bulk-archive-plan-nothing = Ничего не изменится
bulk-archive-plan-archive-text = Чат в архиве не виден в списке на телефоне; его сообщения остаются
bulk-archive-plan-unarchive-text = Чаты снова появятся в списке на телефоне
bulk-archive-plan-keep = Ничего не менять
bulk-archive-plan-settings = Читаем настройки…
bulk-archive-plan-incoming-off = Входящие уведомления выключены
bulk-archive-plan-incoming-off-text = Архивировать можно только чат, в котором инстанс видел входящее сообщение. Без уведомлений он их не видит, поэтому с большинством чатов может не получиться. Когда уведомления включены, он видит сообщения, пришедшие после этого.
bulk-archive-plan-incoming-unknown = Узнать, включены ли входящие уведомления, не удалось. Если они выключены, с частью чатов может не получиться.
bulk-archive-archiving = { $count ->
    [one] Архивируем { $count } чат
    [few] Архивируем { $count } чата
   *[many] Архивируем { $count } чатов
}
bulk-archive-unarchiving = { $count ->
    [one] Возвращаем из архива { $count } чат
    [few] Возвращаем из архива { $count } чата
   *[many] Возвращаем из архива { $count } чатов
}
bulk-archive-undoing-archives = { $count ->
    [one] Отменяем: снова архивируем { $count } чат
    [few] Отменяем: снова архивируем { $count } чата
   *[many] Отменяем: снова архивируем { $count } чатов
}
bulk-archive-undoing-unarchives = { $count ->
    [one] Отменяем: возвращаем из архива { $count } чат
    [few] Отменяем: возвращаем из архива { $count } чата
   *[many] Отменяем: возвращаем из архива { $count } чатов
}
bulk-archive-archived = { $count ->
    [one] В архиве: { $done } из { $count } чата
   *[other] В архиве: { $done } из { $count } чатов
}
bulk-archive-unarchived = { $count ->
    [one] Возвращено из архива: { $done } из { $count } чата
   *[other] Возвращено из архива: { $done } из { $count } чатов
}
bulk-archive-undo-archived = { $count ->
    [one] Отмена: снова в архиве { $done } из { $count } чата
   *[other] Отмена: снова в архиве { $done } из { $count } чатов
}
bulk-archive-undo-unarchived = { $count ->
    [one] Отмена: возвращено из архива { $done } из { $count } чата
   *[other] Отмена: возвращено из архива { $done } из { $count } чатов
}
bulk-archive-quit = Архивацию можно будет продолжить на странице «Чаты» с того же места; неподтверждённое сначала будет проверено.
bulk-archive-count-archived = в архиве: { $count }
bulk-archive-count-unarchived = возвращено: { $count }
bulk-archive-count-already = без изменений: { $count }
bulk-archive-count-failed = не получилось: { $count }
bulk-archive-count-not-seen = изменение не видно: { $count }
bulk-archive-count-unknown = не подтверждено: { $count }
bulk-archive-count-left = осталось: { $count }
bulk-archive-count-left-time = осталось: { $count }, около { $time }
bulk-archive-pause = Приостановить
bulk-archive-stop = Остановить
bulk-archive-resume = Продолжить
bulk-archive-pausing = Приостановим, когда придут ответы на начатые запросы…
bulk-archive-stopping = Остановим, когда придут ответы на начатые запросы…
bulk-archive-busy = Подождите немного
bulk-archive-paused = Приостановлено. Пока вы не продолжите, новых запросов не будет.
bulk-archive-paused-number = Приостановлено: сейчас подключён номер { $number }. Пока вы не продолжите, новых запросов не будет.
bulk-archive-paused-instance = Приостановлено: инстанс сейчас не принимает такие запросы. Пока вы не продолжите, новых не будет.
bulk-archive-paused-unwritten = Приостановлено: не удалось сделать запись в журнале, а без неё запросы не отправляются. { $why }
bulk-archive-elsewhere = Программа запущена ещё раз и уже работает с чатами этого инстанса
bulk-archive-unfinished = Остальное ждёт, пока вы не продолжите.
bulk-archive-interrupted = Программа закрылась во время этого задания. Когда вы продолжите, оно пойдёт с того же места; неподтверждённое сначала будет проверено.
bulk-archive-lost = Во время этого задания произошёл сбой программы, отчёт о нём сохранён. Когда вы продолжите, неподтверждённое сначала будет проверено.
bulk-archive-stopped = Остановлено. Уже сделанное останется.
bulk-archive-reading-back = { $count ->
    [1] Проверяем { $count } чат, по которому не пришёл ответ…
    [one] Проверяем { $count } чат: ответы по ним не пришли…
    [few] Проверяем { $count } чата, по которым не пришёл ответ…
   *[many] Проверяем { $count } чатов, по которым не пришёл ответ…
}
bulk-archive-waiting = { $cause } Продолжится само через { $time }.
bulk-archive-waiting-list = Чаты, по которым не пришёл ответ, проверим по списку сервера через { $time }: читать их по одному сейчас не даёт лимит
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
bulk-archive-verified = Сверено со списком сервера: все изменения на месте
bulk-archive-verified-none = Ничего не изменено, сравнивать нечего
bulk-archive-verified-at = Сверено со списком сервера в { $time }
bulk-archive-verified-not-all = { $count ->
    [one] Сервер принял { $count } чат, но в списке изменение не видно. Часто помогает вернуть из архива и архивировать снова.
    [few] Сервер принял { $count } чата, но в списке изменения не видны. Часто помогает вернуть из архива и архивировать снова.
   *[many] Сервер принял { $count } чатов, но в списке изменения не видны. Часто помогает вернуть из архива и архивировать снова.
}
bulk-archive-verified-partly = { $count ->
    [one] Не удалось сравнить { $count } чат: сервер не сообщает, что в архиве, а что нет.
    [few] Не удалось сравнить { $count } чата: сервер не сообщает, что в архиве, а что нет.
   *[many] Не удалось сравнить { $count } чатов: сервер не сообщает, что в архиве, а что нет.
}
bulk-archive-not-verified = Не сверено со списком сервера
bulk-archive-not-written = Записать задание не удалось, поэтому ничего не изменено
bulk-archive-not-listed = Прочитать прежние задания не удалось
bulk-archive-not-read = Прочитать результаты задания не удалось
bulk-archive-not-stopped = Остановка задания не записана. Запросов больше не будет, но программа снова предложит продолжить.
bulk-archive-redo-archive = { $count ->
    [one] Снова архивировать { $count } чат…
    [few] Снова архивировать { $count } чата…
   *[many] Снова архивировать { $count } чатов…
}
bulk-archive-redo-unarchive = { $count ->
    [one] Снова вернуть из архива { $count } чат…
    [few] Снова вернуть из архива { $count } чата…
   *[many] Снова вернуть из архива { $count } чатов…
}
bulk-archive-undo-archive = { $count ->
    [one] Отменить: вернуть из архива { $count } чат…
    [few] Отменить: вернуть из архива { $count } чата…
   *[many] Отменить: вернуть из архива { $count } чатов…
}
bulk-archive-undo-unarchive = { $count ->
    [one] Отменить: архивировать { $count } чат…
    [few] Отменить: архивировать { $count } чата…
   *[many] Отменить: архивировать { $count } чатов…
}
bulk-archive-retry = Повторить неудавшиеся: { $count }
bulk-archive-save = Сохранить результаты…
bulk-archive-show = Показать эти чаты
bulk-archive-show-failed = Показать, что не получилось
results-place = №
results-phone = Телефон
results-why = Что это значит
results-said = Ответ сервера
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
    [one] Снова архивировать { $count } чат?
    [few] Снова архивировать { $count } чата?
   *[many] Снова архивировать { $count } чатов?
}
bulk-archive-undo-act-archived = { $count ->
    [one] Вернуть { $count } чат из архива
    [few] Вернуть { $count } чата из архива
   *[many] Вернуть { $count } чатов из архива
}
bulk-archive-undo-act-unarchived = { $count ->
    [one] Архивировать { $count } чат
    [few] Архивировать { $count } чата
   *[many] Архивировать { $count } чатов
}
bulk-archive-undo-text = Будет отменено только то, что изменило задание от { $time }.
bulk-archive-undo-others = { $count ->
    [one] { $count } чат задание не меняло: останется как есть.
    [few] { $count } чата задание не меняло: останутся как есть.
   *[many] { $count } чатов задание не меняло: останутся как есть.
}
bulk-archive-other-number = Это задание выполнялось с другим номером, { $number }: у подключённого сейчас номера этих чатов может не быть.
bulk-archive-undo-keep = Оставить как есть
