replace-number-entry = Заменить номер…
replace-number-title = Замена номера: «{ $name }»
replace-number-leave = Отложить
replace-number-give-up = Прекратить замену…
replace-number-remembered = Шаги запоминаются: программу можно закрыть
replace-number-remembered-not = Шаги не запоминаются: если закрыть программу, придётся начать сначала
replace-number-loading = Проверяем, не начата ли уже замена…
replace-number-step-of = Шаг { $step } из { $count }
replace-number-banner = Идёт замена номера: шаг { $step } из { $count }
replace-number-go-on = Продолжить
replace-number-back = Назад
replace-number-skip = Пропустить шаг…
replace-number-mark-done = Сделано
replace-number-mark-skipped = Пропущено
replace-number-stop = Остановить рассылки и ботов
replace-number-stop-hint = А также CRM и интеграции
replace-number-stop-done = Вы сообщили, что рассылки и боты остановлены
replace-number-stop-text = Приостановите всё, что отправляет через этот инстанс: CRM, ботов, рассылки, интеграции. Сообщения, которые они отправят за это время, встанут в очередь и сразу уйдут с нового номера.
replace-number-stop-act = Готово, всё остановлено
replace-number-stop-skip-title = Продолжить, ничего не останавливая?
replace-number-stop-skip-text = Сообщения, которые придут во время замены, уйдут с нового номера, и его тоже могут заблокировать. За очередью ведётся наблюдение: пока она не пуста, код скрыт.
replace-number-save = Сохранить очередь
replace-number-save-hint = Копия на этом компьютере
replace-number-save-done = Сохранено { $count } из { $waiting } на этом компьютере, { $time }
replace-number-save-done-first = Сохранены первые { $count } на этом компьютере, { $time }
replace-number-save-nothing = Очередь была пуста, { $time }
replace-number-save-text = Перед очисткой все сообщения, которые показывает сервер, сохраняются на этом компьютере. Нужные из них потом можно будет отправить из копии.
replace-number-save-act = { $count ->
    [one] Сохранить { $count } сообщение
    [few] Сохранить { $count } сообщения
   *[many] Сохранить { $count } сообщений
}
replace-number-save-check = Проверить, пуста ли очередь
replace-number-save-part = Сервер показывает первые { $shown } из { $count }: остальные сохранить нельзя
replace-number-save-skip-title = Продолжить без копии?
replace-number-save-skip-text = Удалённые сообщения пропадут: GREEN-API не сможет их вернуть, и отправить снова будет нечего.
replace-number-clear = Очистить очередь
replace-number-clear-hint = Старое не уйдёт с нового номера
replace-number-clear-done = Было { $before }, стало 0, { $time }
replace-number-clear-done-now = Стало 0, { $time }
replace-number-clear-was-empty = Очередь была пуста, { $time }
replace-number-clear-text = Сообщения из очереди уйдут сразу после подключения нового номера, и его тоже могут заблокировать. Шаг выполнен, когда проверено, что очередь пуста; после этого за ней ведётся наблюдение, пока не подключён новый номер.
replace-number-clear-act = { $count ->
    [one] Удалить { $count } сообщение…
    [few] Удалить { $count } сообщения…
   *[many] Удалить { $count } сообщений…
}
replace-number-clear-unsaved = В копии может не быть сообщений, которые пришли позже. Перед очисткой будет предложено сохранить ещё одну.
replace-number-clear-saved-title = { $count ->
    [one] Удалить { $count } сообщение из очереди?
    [few] Удалить { $count } сообщения из очереди?
   *[many] Удалить { $count } сообщений из очереди?
}
replace-number-clear-saved-text = { $count ->
    [one] В копии на этом компьютере { $count } сообщение, { $time }. Тех, что придут позже, в копии не будет.
    [few] В копии на этом компьютере { $count } сообщения, { $time }. Тех, что придут позже, в копии не будет.
   *[many] В копии на этом компьютере { $count } сообщений, { $time }. Тех, что придут позже, в копии не будет.
}
replace-number-clear-skip-title = Продолжить, не очищая очередь?
replace-number-clear-skip-text = Сообщения из очереди уйдут с нового номера сразу после подключения, и его тоже могут заблокировать.
replace-number-clear-skip-count = { $count ->
    [one] Сейчас в очереди { $count } сообщение.
    [few] Сейчас в очереди { $count } сообщения.
   *[many] Сейчас в очереди { $count } сообщений.
}
replace-number-waits = { $count ->
    [one] В очереди { $count } сообщение
    [few] В очереди { $count } сообщения
   *[many] В очереди { $count } сообщений
}
replace-number-waits-at-least = { $count ->
    [one] В очереди { $count } сообщение или больше
    [few] В очереди { $count } сообщения или больше
   *[many] В очереди { $count } сообщений или больше
}
replace-number-waits-nothing = Очередь пуста
replace-number-waits-unknown = Пока неизвестно, сколько сообщений в очереди
replace-number-notifications = Удалить входящие уведомления
replace-number-notifications-hint = Необязательно. Входящие для ваших программ
replace-number-notifications-done = Удалены, { $time }
replace-number-notifications-done-count = Было { $count }, удалены, { $time }
replace-number-notifications-text = Входящие старого номера 24 часа хранятся для ваших программ. Удалите их, если программы не должны отвечать на них с нового номера. Сами чаты не изменятся.
replace-number-notifications-count = { $count ->
    [one] По данным сервера, хранится { $count } уведомление
    [few] По данным сервера, хранятся { $count } уведомления
   *[many] По данным сервера, хранится { $count } уведомлений
}
replace-number-notifications-unknown = Пока неизвестно, сколько хранится уведомлений
replace-number-notifications-uncounted = Сколько их, сервер не сообщает
replace-number-notifications-act = Удалить уведомления
replace-number-notifications-ask = Удалить уведомления…
replace-number-notifications-title = Удалить входящие уведомления?
replace-number-notifications-gone = Ваши программы их больше не получат: ни сейчас, ни потом.
replace-number-notifications-final = Удаление начнётся сразу; отменить его или вернуть уведомления нельзя.
replace-number-notifications-keep = Оставить
replace-number-notifications-running = Удаляем; счётчик отстаёт на 10 секунд…
replace-number-notifications-counting = Считаем уведомления…
replace-number-notifications-none = Уведомлений не было, { $time }
replace-number-notifications-again = Запрос разрешён раз в минуту: снова через { $time }
replace-number-notifications-left = По данным сервера, осталось: { $count }. Возможно, счётчик отстаёт или только что пришли новые.
replace-number-notifications-skip-title = Оставить уведомления как есть?
replace-number-notifications-skip-text = Ваши программы получат то, что пришло на старый номер, и могут ответить на это с нового.
replace-number-unlink = Отключить старый номер
replace-number-unlink-hint = Телефон старого номера
replace-number-unlink-hint-number = { $number } будет отключён
replace-number-unlink-done = { $number } отключён
replace-number-unlink-done-unknown = Старый номер отключён
replace-number-unlink-not-linked = Телефон не был подключён
replace-number-unlink-text = Инстанс отключится от старого номера. Чаты останутся на его телефоне; пока не подключён новый номер, инстанс ничего не отправляет и не получает.
replace-number-unlink-linked = Сейчас подключён { $number }
replace-number-unlink-none = Сейчас телефон не подключён
replace-number-unlink-act = Отключить старый номер…
replace-number-unlink-check = Проверить и продолжить
replace-number-unlink-running = Отключаем и ждём подтверждения…
replace-number-unlink-not-seen = Телефон всё ещё подключён
replace-number-unlink-not-seen-text = Состояние инстанса: «{ $state }». Отключите телефон ещё раз или перезапустите инстанс.
replace-number-unlink-skip-title = Оставить старый номер подключённым?
replace-number-unlink-skip-text = Пока он подключён, другой номер подключить нельзя: сервер не даёт кода.
replace-number-link = Подключить новый номер
replace-number-link-hint = Отсканируйте код новым телефоном
replace-number-link-hint-type = Введите код на новом телефоне
replace-number-link-hint-password = Мессенджер просит пароль
replace-number-link-hint-reading = Телефон подключён, узнаём его номер
replace-number-link-hint-question = Ответьте, новый ли это номер
replace-number-link-done = { $number } подключён
replace-number-link-done-same = { $number } снова подключён
replace-number-link-title = Отсканируйте код новым телефоном
replace-number-link-title-type = Введите код на новом телефоне
replace-number-link-text = Приготовьте телефон с новым номером. Очередь будет пересчитана перед самым показом кода.
replace-number-link-show = Пересчитать очередь и показать код
replace-number-link-counting = Пересчитываем очередь перед показом кода…
replace-number-link-counted = В очереди перед показом кода: 0. Если придёт сообщение, код будет скрыт, пока очередь не очистят.
replace-number-link-not-counted = Очистка пропущена: сообщения из очереди уйдут сразу после подключения.
replace-number-link-hide = Скрыть код
replace-number-link-cleaning = Сервер ещё завершает отключение старого номера
replace-number-link-cleaning-text = До этого подключить телефон нельзя. Проверяем каждые 5 секунд.
replace-number-link-old-there = Старый номер всё ещё подключён
replace-number-link-old-there-text = Пока это так, сервер не даёт кода. Вернитесь назад и отключите его.
replace-number-link-already = Сервер отвечает, что телефон уже подключён
replace-number-link-already-text = По состоянию инстанса этого ещё не видно. Проверяем каждые 5 секунд.
replace-number-link-ask-again = Запросить код ещё раз
replace-number-link-starting = Инстанс перезапускается уже { $time }
replace-number-link-starting-text = Перезапуск занимает до 5 минут. Часто помогает перезапустить ещё раз; уже сделанное сохранится.
replace-number-link-reading = Телефон подключён. Узнаём его номер…
replace-number-link-checking = Проверяем, что номер всё ещё подключён…
replace-number-link-unread = Сервер долго не сообщает номер, поэтому больше его не запрашиваем.
replace-number-link-read-again = Запросить номер ещё раз
replace-number-link-question = { $number } — это новый номер?
replace-number-link-question-same = { $number } — тот же номер, что был подключён раньше. Всё верно?
replace-number-link-question-text = Теперь инстанс отправляет с этого номера.
replace-number-link-yes = Да, это новый номер
replace-number-link-yes-same = Да, оставить этот номер
replace-number-link-no = Нет, отключить его
replace-number-link-unlink = Отключить его
replace-number-link-skip-title = Продолжить, не подключая номер?
replace-number-link-skip-text = Инстанс ничего не отправляет и не получает. Наблюдение за очередью закончится: новые сообщения уйдут сразу после подключения телефона.
replace-number-watch = { $count ->
    [one] В очереди снова { $count } сообщение
    [few] В очереди снова { $count } сообщения
   *[many] В очереди снова { $count } сообщений
}
replace-number-watch-text = Что-то продолжает отправлять. Найдите и остановите это, затем снова очистите очередь; до этого код не показывается.
replace-number-watch-clear = Очистить очередь снова…
replace-number-watch-unknown = Не удалось пересчитать очередь
replace-number-watch-disputed = Неизвестно, пуста ли очередь
replace-number-watch-hidden = Пока очередь не пересчитана, код не показывается.
replace-number-watch-again = Пересчитать
replace-number-interval = Отправлять медленнее
replace-number-interval-hint = Интервал отправки { $before } → { $after }
replace-number-interval-hint-same = Интервал отправки { $after }
replace-number-interval-text = Новый номер легче всего заблокировать, если с него сразу уходит много сообщений. 15 с между сообщениями — осторожное начало; через несколько недель интервал можно уменьшить на странице «Аккаунт».
replace-number-interval-unlinked = Сейчас телефон не подключён. Интервал — настройка инстанса: он будет действовать и для номера, который подключат потом.
replace-number-interval-now = Сейчас: { $interval }
replace-number-interval-set = Установить { $interval }…
replace-number-interval-keep = Оставить { $interval }
replace-number-interval-reading = Читаем настройки…
replace-number-interval-skip-title = Оставить интервал отправки как есть?
replace-number-interval-skip-text = Новый номер будет отправлять так же часто, как старый.
replace-number-again = Отправить сообщения из копии
replace-number-again-hint = Необязательно. Заранее ничего не выбрано
replace-number-again-done = Отмечено как сделанное, { $time }
replace-number-again-text = Сохранённые сообщения теперь можно отправить с нового номера. Заранее ничего не выбрано: подумайте, кому что ещё нужно.
replace-number-again-later = Сохранённые сообщения можно будет отправить, когда будет подключён номер. Заранее ничего не выбрано: подумайте, кому что ещё нужно.
replace-number-again-none = При этой замене ничего не сохранено
replace-number-again-copy = { $count ->
    [one] { $count } сообщение, { $time }
    [few] { $count } сообщения, { $time }
   *[many] { $count } сообщений, { $time }
}
replace-number-again-finish = Завершить
replace-number-again-sending = Сообщения из копии ещё отправляются. Дождитесь конца или приостановите отправку.
replace-number-again-skip-title = Завершить, ничего не отправляя из копии?
replace-number-again-skip-text = Копии останутся на этом компьютере: их можно посмотреть и отправить позже.
replace-number-skipped = Пропущено, { $time }
replace-number-last-look = Последняя проверка нового номера
replace-number-over = Номер заменён
replace-number-over-text = Подключён { $number }. Рассылки и ботов можно снова запускать, начиная с самых медленных.
replace-number-over-unlinked = Замена закончена, но новый номер здесь не подключён
replace-number-over-unlinked-text = Пропущенные шаги видны в списке. Замену можно начать снова в любой момент.
replace-number-over-queue = Показать очередь
replace-number-interrupted = Программа закрылась посреди этого шага
replace-number-interrupted-reading = Проверяем; выполнен ли шаг, пока неизвестно.
replace-number-interrupted-read = Данные прочитаны заново. Повторно ничего не отправлялось.
replace-number-unkept = Этот шаг не удаётся запомнить
replace-number-unkept-text = Если закрыть программу, она не будет знать, на чём вы остановились.
replace-number-unkept-go-on = Продолжить без запоминания
replace-number-unkept-drop = Пока не делать
replace-number-skip-idle = Похоже, в этом шаге делать нечего.
replace-number-skip-keep = Остаться на этом шаге
replace-number-skip-act = Пропустить
replace-number-end-title = Прекратить замену номера?
replace-number-end-text = Сделанное останется, ничего не отменится, а наблюдение за очередью прекратится. Сохранённое останется среди копий.
replace-number-end-keep = Продолжить замену
replace-number-end-act = Прекратить замену
replace-number-step-waits = С этим инстансом идёт другая работа: дождитесь конца или отмените её
replace-number-off-working = Дождитесь завершения
replace-number-off-asked = Сначала ответьте, новый ли это номер
trouble-replacement = Не удалось прочитать начатую замену номера инстанса «{ $name }»
replace-number-again-sent = { $count ->
    [one] Поставлено в очередь { $count } сообщение из копий, { $time }
    [few] Поставлены в очередь { $count } сообщения из копий, { $time }
   *[many] Поставлено в очередь { $count } сообщений из копий, { $time }
}
replace-number-again-unsent = Завершено, из копий ничего не отправлено, { $time }
