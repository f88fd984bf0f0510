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
