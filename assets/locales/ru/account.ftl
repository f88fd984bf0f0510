restart-text = Номер не работает до 5 минут, пока инстанс перезапускается.
restart-title-incoming-on = Включить входящие уведомления для { $name }?
restart-limits-incoming-on = Это настройка incomingWebhook. Прежним чатам она не поможет: в архив можно отправить только чат, в который напишут после включения.
restart-keep-off = Оставить выключенными
restart-act-incoming-on = Включить и перезапустить
restart-title-incoming-off = Выключить входящие уведомления для { $name }?
restart-limits-incoming-off = Это настройка incomingWebhook. Программы перестанут получать входящие сообщения, а новые чаты нельзя будет отправить в архив.
restart-keep-on = Оставить включёнными
restart-act-incoming-off = Выключить и перезапустить
restart-title-interval = Отправлять из { $name } раз в { $interval }?
restart-limits-interval = Заблокированному номеру это не поможет, а то, что ждёт больше 24 часов, всё равно удалится.
restart-keep-interval = Оставить как есть
restart-act-interval = Изменить и перезапустить
restart-title-reboot = Перезапустить { $name }?
restart-limits-reboot = Часто помогает, если очередь стоит. Блокировку это не снимет и телефон не подключит.
restart-keep-running = Не перезапускать
restart-act-reboot = Перезапустить инстанс
restart-sending-incoming-on = Включаем входящие уведомления…
restart-sending-incoming-off = Выключаем входящие уведомления…
restart-sending-interval = Меняем интервал отправки…
restart-sending-reboot = Просим инстанс перезапуститься…
restart-waiting = Инстанс перезапускается…
restart-waiting-text = Это занимает до 5 минут; прошло { $time }. Проверяем каждые 10 секунд.
restart-stop-hint = Сервер всё равно продолжит
restart-done-incoming-on = Входящие уведомления включены
restart-done-incoming-on-text = Настройка сохранена, номер снова работает. Теперь чат можно отправить в архив, когда в него кто-нибудь напишет.
restart-done-incoming-off = Входящие уведомления выключены
restart-done-interval = Интервал отправки — { $interval }
restart-done-reboot = Инстанс перезапущен
restart-done-text = Видно в настройках, номер снова работает
restart-done-not-working = Сам номер сейчас не работает: посмотрите на его состояние
restart-not-seen = Прошло 5 минут, а изменения ещё не видно
restart-not-seen-text = Обновите данные через несколько минут. Если ничего не изменится, посмотрите инстанс в консоли.
restart-unknown = Неизвестно, выполнено ли это
restart-unknown-text = Обновите данные, чтобы увидеть настройки и состояние.
account-number = Номер
account-messenger = Мессенджер
account-link = Подключить телефон…
remedy-account = Страница «Аккаунт»
account-reboot = Перезапустить…
account-logout = Отключить телефон…
account-off-working = Уже выполняется другое изменение
account-settings = Настройки
account-settings-loading = Читаем настройки…
account-settings-none = Настройки пока неизвестны
account-interval = Интервал отправки
account-interval-hint = Время между двумя сообщениями очереди
account-interval-field = Секунды
account-interval-act = Изменить интервал…
account-interval-range = От 0,5 до 600 секунд
account-change = Изменить…
account-on = включены
account-off = выключены
account-incoming = Входящие уведомления
account-incoming-hint = Без них нельзя отправлять чаты в архив (incomingWebhook)
account-turn-on = Включить…
account-turn-off = Выключить…
account-webhook-set = задан
account-webhook-not-set = не задан
account-webhook-hint = Куда GREEN-API шлёт уведомления; меняется в консоли
meaning-unknown = Состояние пока неизвестно
meaning-as-of = Так было: данные на { $time }. Как сейчас, неизвестно.
meaning-authorized = Номер работает, очередь отправляется
meaning-not-authorized = Телефон не подключён. То, что ждёт, хранится 24 часа и уйдёт сразу после подключения.
meaning-blocked = WhatsApp заблокировал этот номер. Перезапуск не поможет: очистите очередь, затем подключите другой номер.
meaning-unavailable = MAX сообщает, что аккаунт временно недоступен. Часто это проходит само; менять номер сразу не стоит.
meaning-starting = Инстанс перезапускается, до 5 минут. Если дольше, перезапустите его ещё раз.
meaning-sleep = Телефон этого номера выключен. Включите его.
meaning-suspended = WhatsApp приостановил отправку с этого номера. Дайте ему отдохнуть, затем перезапустите инстанс.
meaning-restricted = Мессенджер временно ограничил аккаунт. Сообщения получают только те, кто сохранён в его контактах.
meaning-pending-code = Мессенджер ждёт код, чтобы завершить подключение
meaning-pending-password = Мессенджер ждёт пароль двухэтапной проверки
meaning-being-created = Инстанс ещё создаётся, до 5 минут
meaning-other = Инстанс сообщает «{ $state }»; программа такого состояния не знает
logout-title = Отключить телефон от { $name }?
logout-text = Инстанс перестанет отправлять и получать сообщения, пока снова не подключат телефон.
logout-waiting = { $count ->
    [one] Ждёт { $count } сообщение. Оно уйдёт с того номера, который подключат следующим.
    [few] Ждут { $count } сообщения. Они уйдут с того номера, который подключат следующим.
   *[many] Ждут { $count } сообщений. Они уйдут с того номера, который подключат следующим.
}
logout-keep = Оставить подключённым
logout-act = Отключить телефон
logout-running = Отключаем телефон…
logout-done = Телефон отключён
logout-done-text = То, что ждёт в очереди, хранится 24 часа
link-title = Подключение телефона
link-steps-scan = 
    1. Откройте WhatsApp на телефоне.
    2. Настройки, Связанные устройства, Привязка устройства.
    3. Наведите камеру на код.
link-steps-type = 
    1. Откройте WhatsApp на телефоне.
    2. Настройки, Связанные устройства, Связать по номеру телефона.
    3. Введите код.
link-steps-max = 
    1. В MAX отключите пароль для входа.
    2. Настройки, Устройства, вход по QR-коду.
    3. Наведите камеру на код.
link-picture = QR-код для подключения телефона
link-no-picture = Не удалось показать код
link-asking = Ждём код. Первый может появиться через несколько минут.
link-password = Телефон просит пароль двухэтапной проверки
link-code-lives = Действует ещё { $time }
link-phone = Номер нового телефона
link-phone-wrong = Введите номер с кодом страны
link-use-code = Получить код для ввода
link-use-camera = Использовать камеру
link-stop = Прекратить подключение
link-waiting = { $count ->
    [one] Ждёт { $count } сообщение; оно уйдёт сразу после подключения
    [few] Ждут { $count } сообщения; они уйдут сразу после подключения
   *[many] Ждут { $count } сообщений; они уйдут сразу после подключения
}
link-waiting-text = Из-за них новый номер могут заблокировать. Если отправлять их не нужно, очистите очередь до сканирования кода.
link-see-queue = Посмотреть очередь
link-done = Телефон подключён
link-done-text = Номер работает, очередь отправляется
new-token-heading = apiTokenInstance
new-token-text = Смените токен, если его мог увидеть кто-то посторонний. Старый перестанет работать сразу.
new-token-not-here = Для этого мессенджера токен меняют в консоли
new-token = Сменить токен…
new-token-title = Сменить токен { $name }?
new-token-consequence = GREEN-API создаст новый токен, старый сразу перестанет работать. Новый прежде всего будет сохранён здесь.
new-token-elsewhere = Другим программам, которые работают с этим инстансом, тоже понадобится новый токен: он виден в консоли.
new-token-keep = Оставить старый токен
new-token-act = Сменить токен
new-token-running = Меняем токен…
new-token-done = Токен сменён
new-token-done-text = Новый токен сохранён. Другим программам, которые работают с этим инстансом, он тоже понадобится.
new-token-not-kept = Токен сменён, но сохранить его не удалось
new-token-not-kept-text = Скопируйте его сейчас: он показан только здесь и пропадёт при закрытии программы. Его видно и в консоли.
new-token-copy = Скопировать токен
new-token-copied = Токен скопирован
notice-token-kept = Новый токен сохранён
history-heading = Прошлые состояния
history-show = Показать
history-hide = Скрыть
history-empty = Прошлые состояния неизвестны
tab-account = Аккаунт
