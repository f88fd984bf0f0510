# Notifications of the watch. The name stands first, since the system may cut the rest off.
notification-blocked = { $name }: номер заблокирован
notification-suspended = { $name }: отправка приостановлена
notification-expired = { $name }: инстанс не оплачен
notification-token-refused = { $name }: токен не принят
notification-unlinked = { $name }: телефон не подключён
notification-waits-in-vain = { $name }: сообщения ждут, а номер отправлять не может
notification-not-moving = { $name }: очередь не движется
notification-growing = { $name }: очередь растёт уже полчаса
notification-well-again = { $name }: снова работает
notification-waiting = { $count ->
    [one] { $count } сообщение ждёт отправки.
    [few] { $count } сообщения ждут отправки.
   *[many] { $count } сообщений ждут отправки.
}
notification-clear-first = Очистите очередь, прежде чем подключать новый номер.
notification-first-message = Первое адресовано { $chat }.
notification-several = Изменения у { $count ->
    [one] { $count } инстанса
   *[many] { $count } инстансов
}
notification-meanwhile = За тихие часы — изменения у { $count ->
    [one] { $count } инстанса
   *[many] { $count } инстансов
}
notification-more = и ещё { $count }

# The question, asked once when there are two instances.
watch-ask = Следить за вашими инстансами?
watch-ask-text = Программа будет по кругу проверять состояние и очередь каждого и сообщит, если номер заблокируют или очередь перестанет двигаться. Изменить это можно в настройках.
watch-not-now = Не сейчас
# A notification in the window, with the time when it came.
watch-announced-at = { $title }, { $time }
watch-open = Открыть инстанс

# Preferences.
watch-heading = Наблюдение
watch-every = Проверять все инстансы
watch-every-text = За один круг программа узнаёт состояние и длину очереди каждого инстанса; запросы идут равномерно. Пока нет сети, запросы не отправляются.
watch-never = Никогда
watch-interval = { $minutes ->
    [1] Каждую минуту
    [one] Каждую { $minutes } минуту
    [few] Каждые { $minutes } минуты
   *[many] Каждые { $minutes } минут
}
watch-notify = Уведомлять, когда
watch-notify-text = Один раз на каждое изменение, уведомлением системы. Щелчок открывает инстанс.
watch-notify-here = Один раз на каждое изменение. Уведомления система не показывает, поэтому они появляются в этом окне.
watch-notify-state = номер заблокирован, отправка приостановлена или телефон отключён
watch-notify-waiting = сообщения ждут, а номер отправлять не может
watch-notify-queue = очередь не движется или растёт полчаса
watch-notify-well = инстанс снова работает
watch-quiet = Тихие часы
watch-quiet-text = Обо всех изменениях за это время придёт одно уведомление — когда тихие часы закончатся.
watch-quiet-from = Тихие часы с
watch-quiet-to = Тихие часы до
watch-quiet-until = до
watch-quiet-none = Нет
watch-close = При закрытии окна
watch-close-area = Программа продолжит следить из области уведомлений, пока вы не выберете там «Выйти».
watch-close-minimized = Наблюдение продолжается в свёрнутом окне: убрать его в область уведомлений здесь нельзя. Завершить программу — Ctrl+Q.
watch-close-ask = Спрашивать
watch-close-quit = Выйти
watch-close-keep = Следить дальше
watch-login = Запускать при входе в систему
watch-login-text = Программа следит за инстансами в фоне, без окна.
watch-login-failed = Не удалось изменить запуск при входе в систему
watch-login-failed-why = Причина: { $why }.

# Closing the window while the watch is on.
watch-closing = Следить дальше без окна?
watch-closing-area = Программа может следить за инстансами из области уведомлений и сообщать об изменениях. Ответ запомнится; изменить его можно в настройках.
watch-closing-minimized = Программа может следить за инстансами в свёрнутом окне и сообщать об изменениях. Ответ запомнится; изменить его можно в настройках.

# The title of the window, and the icon in the notification area.
watch-title = ({ $count }) { $title }
watch-tray-open = Открыть Instance Desk
