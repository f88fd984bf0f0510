replace-entry = Заменить номер…
replace-title = Замена номера: { $name }
replace-leave = Уйти и вернуться позже
replace-give-up = Закончить на этом…
replace-remembered = Каждый шаг запоминается: программу можно закрыть и вернуться позже.
replace-remembered-not = Это не запоминается: если закрыть программу, придётся начать заново.
replace-loading = Проверяем, не начата ли уже замена…
replace-step-of = Шаг { $step } из { $count }
replace-banner = Идёт замена номера: шаг { $step } из { $count }
replace-go-on = Продолжить
replace-back = Назад
replace-skip = Пропустить шаг…
replace-mark-done = Сделано
replace-mark-skipped = Пропущено
replace-stop = Остановить отправку
replace-stop-hint = CRM, боты и рассылки
replace-stop-done = Вы сообщили, что CRM и боты остановлены
replace-stop-text = Приостановите всё, что отправляет через этот инстанс: CRM, ботов, рассылки, интеграции. То, что они отправят за это время, встанет в очередь и сразу уйдёт с нового номера.
replace-stop-act = Всё остановлено
replace-stop-skip-title = Продолжить, ничего не останавливая?
replace-stop-skip-text = То, что придёт во время замены, уйдёт с нового номера, и его тоже могут заблокировать. За очередью ведётся наблюдение: пока в ней что-то есть, код скрыт.
replace-save = Сохранить очередь
replace-save-hint = Копия на этом компьютере
replace-save-done = Сохранено { $count } из { $waiting } на этом компьютере, { $time }
replace-save-done-first = Сохранены первые { $count } на этом компьютере, { $time }
replace-save-nothing = Ничего не ждало отправки, { $time }
replace-save-text = Перед очисткой все сообщения, которые показывает сервер, сохраняются на этом компьютере. Нужные из них потом можно будет отправить снова.
replace-save-act = { $count ->
    [one] Сохранить { $count } сообщение
    [few] Сохранить { $count } сообщения
   *[many] Сохранить { $count } сообщений
}
replace-save-check = Проверить, ждёт ли что-нибудь
replace-save-part = Сервер показывает первые { $shown } из { $count }: остальные сохранить нельзя
replace-save-skip-title = Продолжить без копии?
replace-save-skip-text = Тогда удалённое пропадёт: GREEN-API не сможет его вернуть, и отправить снова будет нечего.
replace-clear = Очистить очередь
replace-clear-hint = Старое не уйдёт с нового номера
replace-clear-done = Было { $before }, стало 0, { $time }
replace-clear-done-now = Стало 0, { $time }
replace-clear-was-empty = Ничего не ждало отправки, { $time }
replace-clear-text = То, что ждёт, уйдёт сразу после подключения нового номера, и его тоже могут заблокировать. Шаг выполнен, когда проверено, что очередь пуста; после этого за ней ведётся наблюдение, пока не подключён новый номер.
replace-clear-act = { $count ->
    [one] Удалить { $count } сообщение…
    [few] Удалить { $count } сообщения…
   *[many] Удалить { $count } сообщений…
}
replace-clear-unsaved = В копии может не быть того, что ждёт сейчас. Перед очисткой будет предложено сохранить ещё одну.
replace-clear-saved-title = { $count ->
    [one] Удалить { $count } сообщение из очереди?
    [few] Удалить { $count } сообщения из очереди?
   *[many] Удалить { $count } сообщений из очереди?
}
replace-clear-saved-text = { $count ->
    [one] Оно сохранено на этом компьютере, { $time }. То, что придёт до очистки, тоже удалится, и в копии его нет.
    [few] Все { $count } сохранены на этом компьютере, { $time }. То, что придёт до очистки, тоже удалится, и в копии его нет.
   *[many] Все { $count } сохранены на этом компьютере, { $time }. То, что придёт до очистки, тоже удалится, и в копии его нет.
}
replace-clear-skip-title = Продолжить, не очищая очередь?
replace-clear-skip-text = То, что ждёт, уйдёт с нового номера сразу после подключения, и его тоже могут заблокировать.
replace-clear-skip-count = { $count ->
    [one] Сейчас ждёт { $count } сообщение.
    [few] Сейчас ждут { $count } сообщения.
   *[many] Сейчас ждут { $count } сообщений.
}
replace-waits = { $count ->
    [one] Ждёт { $count } сообщение
    [few] Ждут { $count } сообщения
   *[many] Ждут { $count } сообщений
}
replace-waits-at-least = Ждут { $count } сообщений или больше
replace-waits-nothing = Ничего не ждёт отправки
replace-waits-unknown = Пока неизвестно, сколько сообщений ждут
replace-notifications = Удалить входящие уведомления
replace-notifications-hint = Необязательно. То, что ждёт ваши программы
replace-notifications-done = Удалены, { $time }
replace-notifications-done-count = Было { $count }, удалены, { $time }
replace-notifications-text = То, что получил старый номер, 24 часа ждёт ваши программы. Удалите это, если они не должны отвечать на него с нового номера. Сами чаты не изменятся.
replace-notifications-count = { $count ->
    [one] По данным сервера, ждёт { $count } уведомление
    [few] По данным сервера, ждут { $count } уведомления
   *[many] По данным сервера, ждут { $count } уведомлений
}
replace-notifications-uncounted = Сколько их ждёт, сервер не сообщает
replace-notifications-act = Удалить уведомления
replace-notifications-ask = Удалить уведомления…
replace-notifications-title = Удалить входящие уведомления?
replace-notifications-gone = Ваши программы их больше не получат: ни сейчас, ни потом.
replace-notifications-final = Удаление начнётся сразу; отменить его или вернуть уведомления нельзя.
replace-notifications-keep = Оставить
replace-notifications-running = Удаляем; счётчик отстаёт на 10 секунд…
replace-notifications-again = Запрос разрешён раз в минуту: снова через { $time }
replace-notifications-left = { $count ->
    [one] По данным сервера, ещё ждёт { $count }. Возможно, счётчик отстаёт или уведомление только что пришло.
    [few] По данным сервера, ещё ждут { $count }. Возможно, счётчик отстаёт или они только что пришли.
   *[many] По данным сервера, ещё ждут { $count }. Возможно, счётчик отстаёт или они только что пришли.
}
replace-notifications-skip-title = Оставить уведомления как есть?
replace-notifications-skip-text = Ваши программы получат то, что пришло на старый номер, и могут ответить на это с нового.
replace-unlink = Отключить старый номер
replace-unlink-hint = Телефон старого номера
replace-unlink-hint-number = { $number } будет отключён
replace-unlink-done = { $number } отключён
replace-unlink-done-unknown = Старый номер отключён
replace-unlink-not-linked = Телефон не был подключён
replace-unlink-text = Инстанс отключится от старого номера. Чаты останутся на его телефоне; пока не подключён новый номер, инстанс ничего не отправляет и не получает.
replace-unlink-linked = Сейчас подключён { $number }
replace-unlink-none = Сейчас телефон не подключён
replace-unlink-act = Отключить старый номер…
replace-unlink-check = Проверить и продолжить
replace-unlink-running = Отключаем и ждём, пока это станет видно по состоянию…
replace-unlink-not-seen = Телефон всё ещё подключён
replace-unlink-not-seen-text = Состояние инстанса: «{ $state }». Отключите телефон ещё раз или перезапустите инстанс.
replace-unlink-skip-title = Оставить старый номер подключённым?
replace-unlink-skip-text = Пока он подключён, другой номер подключить нельзя: сервер не даёт кода.
replace-link = Подключить новый номер
replace-link-hint = Отсканируйте код новым телефоном
replace-link-done = { $number } подключён
replace-link-done-same = { $number } снова подключён
replace-link-title = Отсканируйте код новым телефоном
replace-link-title-type = Введите код на новом телефоне
replace-link-text = Приготовьте телефон с новым номером. Очередь будет пересчитана перед самым показом кода.
replace-link-show = Пересчитать очередь и показать код
replace-link-counting = Пересчитываем очередь перед показом кода…
replace-link-counted = В очереди перед показом кода: 0. Если придёт сообщение, код будет скрыт, пока очередь не очистят.
replace-link-not-counted = Очистка пропущена: то, что ждёт, уйдёт сразу после подключения.
replace-link-hide = Скрыть код
replace-link-cleaning = Сервер ещё завершает отключение старого номера
replace-link-cleaning-text = До этого подключить телефон нельзя. Проверяем каждые 5 секунд.
replace-link-old-there = Старый номер всё ещё подключён
replace-link-old-there-text = Пока это так, сервер не даёт кода. Вернитесь назад и отключите его.
replace-link-already = Сервер отвечает, что телефон уже подключён
replace-link-already-text = По состоянию инстанса этого ещё не видно. Проверяем каждые 5 секунд.
replace-link-ask-again = Запросить код ещё раз
replace-link-starting = Инстанс перезапускается уже { $time }
replace-link-starting-text = Перезапуск занимает до 5 минут. Часто помогает перезапустить ещё раз; уже сделанное сохранится.
replace-link-reading = Телефон подключён. Узнаём его номер…
replace-link-question = { $number } — это новый номер?
replace-link-question-same = { $number } — тот же номер, что был подключён раньше. Всё верно?
replace-link-question-text = Теперь инстанс отправляет с этого номера.
replace-link-yes = Да, это новый номер
replace-link-yes-same = Да, оставить этот номер
replace-link-no = Нет, отключить его
replace-link-skip-title = Продолжить, не подключая номер?
replace-link-skip-text = Инстанс ничего не отправляет и не получает. Наблюдение за очередью закончится: то, что в неё придёт, уйдёт сразу после подключения телефона.
replace-watch = { $count ->
    [one] Снова ждёт { $count } сообщение
    [few] Снова ждут { $count } сообщения
   *[many] Снова ждут { $count } сообщений
}
replace-watch-text = Что-то продолжает отправлять. Найдите и остановите это, затем снова очистите очередь; до этого код не показывается.
replace-watch-clear = Очистить очередь снова…
replace-watch-unknown = Не удалось пересчитать очередь
replace-watch-disputed = Неизвестно, есть ли что-то в очереди
replace-watch-hidden = Пока очередь не пересчитана, код не показывается.
replace-watch-again = Пересчитать
replace-interval = Отправлять медленнее
replace-interval-hint = Интервал отправки { $before } → { $after }
replace-interval-hint-same = Интервал отправки { $after }
replace-interval-text = Новый номер легче всего заблокировать, если с него сразу уходит много сообщений. 15 с между сообщениями — осторожное начало; через несколько недель интервал можно уменьшить на вкладке «Аккаунт».
replace-interval-now = Сейчас: { $interval }
replace-interval-set = Установить { $interval }…
replace-interval-keep = Оставить { $interval }
replace-interval-reading = Читаем настройки…
replace-interval-skip-title = Оставить интервал отправки как есть?
replace-interval-skip-text = Новый номер будет отправлять так же часто, как старый.
replace-again = Отправить сохранённое снова
replace-again-hint = Необязательно. Заранее ничего не выбрано
replace-again-done = Вы сообщили, что всё, { $time }
replace-again-text = Сохранённое теперь можно отправить с нового номера. Заранее ничего не выбрано: подумайте, кому что ещё нужно.
replace-again-later = Сохранённое можно будет отправить, когда будет подключён номер. Заранее ничего не выбрано: подумайте, кому что ещё нужно.
replace-again-none = При этой замене ничего не сохранено
replace-again-copy = { $count ->
    [one] { $count } сообщение, { $time }
    [few] { $count } сообщения, { $time }
   *[many] { $count } сообщений, { $time }
}
replace-again-finish = Завершить
replace-again-skip-title = Завершить, ничего не отправляя снова?
replace-again-skip-text = Копии останутся на этом компьютере: их можно посмотреть и отправить позже.
replace-skipped = Пропущено, { $time }
replace-over = Номер заменён
replace-over-text = Подключён { $number }. Остановленное можно снова запускать, начиная с самого медленного.
replace-over-unlinked = Замена закончена, но новый номер здесь не подключён
replace-over-unlinked-text = Пропущенные шаги видны в списке. Замену можно начать снова в любой момент.
replace-over-queue = Показать очередь
replace-interrupted = Программа закрылась посреди этого шага
replace-interrupted-reading = Узнаём, что есть сейчас: до этого неизвестно, выполнен ли он.
replace-interrupted-read = То, что есть сейчас, прочитано заново. Второй раз ничего не запрашивалось.
replace-unkept = Этот шаг не удаётся запомнить
replace-unkept-text = Если закрыть программу, она не будет знать, на чём вы остановились.
replace-unkept-go-on = Продолжить без этого
replace-unkept-drop = Пока не делать
replace-skip-keep = Остаться на этом шаге
replace-skip-act = Пропустить
replace-end-title = Закончить замену номера на этом?
replace-end-text = Сделанное останется, ничего не отменится, а наблюдение за очередью прекратится. Сохранённое останется среди копий.
replace-end-keep = Продолжить замену
replace-end-act = Закончить
replace-step-waits = С этим инстансом идёт другая работа: дождитесь конца или отмените её
replace-off-working = Дождитесь завершения
trouble-replacement = Не удаётся прочитать начатую замену номера инстанса { $name }
