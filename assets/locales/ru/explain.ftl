# Что не удалось: начало заголовка, до двоеточия.
explain-act = { $act ->
    [clear] Очередь не очищена
    [archive] Чат не архивирован
    [unarchive] Чат не возвращён из архива
    [settings] Настройки не изменены
    [send] Сообщение не отправлено
    [number] Номер не проверен
    [instance] Инстанс не проверен
    [look] Данные не обновлены
    [overview] Нет ответа
   *[other] Не выполнено
}

explain-unknown-outcome-what = { $act ->
    [clear] Неизвестно, очищена ли очередь
    [archive] Неизвестно, архивирован ли чат
    [unarchive] Неизвестно, возвращён ли чат из архива
    [settings] Неизвестно, изменены ли настройки
    [send] Неизвестно, отправлено ли сообщение
   *[other] Неизвестно, выполнено ли действие
}
explain-unknown-outcome-todo = Прежде чем повторять, обновите данные и посмотрите, что там сейчас.

explain-no-archive-what = В { $messenger } нет архива
explain-no-archive-why = GREEN-API не архивирует чаты { $messenger } и не возвращает их из архива.
explain-no-archive-todo = Наведите порядок в чатах в самом приложении { $messenger }.

explain-not-available-what = { explain-act }: в { $messenger } этого нет
explain-not-available-why = В GREEN-API для { $messenger } нет метода { $method }.
explain-not-available-todo = Проверьте, тот ли мессенджер указан у инстанса.

explain-look-only-what = { explain-act }: у инстанса включён режим «Только просмотр»
explain-look-only-why = Пока он включён, запросы, которые что-то меняют на сервере, не отправляются.
explain-look-only-todo = Ничего не сделано. Чтобы вносить изменения, выключите «Только просмотр» в форме инстанса.

explain-no-client-what = { explain-act }: программа не может открыть соединение
explain-no-client-why = Причина: { $detail }.
explain-no-client-todo = Перезапустите программу. Если не поможет, отправьте этот текст в поддержку.

explain-not-recorded-what = { explain-act }: запрос не отправлен, потому что не удалось сделать запись в журнале
explain-not-recorded-why = Каждое изменение на сервере до отправки записывается в журнал программы, а записать в него не удалось. Причина: { $detail }.
explain-not-recorded-todo = Ничего не сделано. Устраните названную причину и повторите.
explain-not-recorded-full-why = Каждое изменение на сервере до отправки записывается в журнал программы, а диск заполнен.
explain-not-recorded-full-todo = Ничего не сделано. Освободите место и повторите.
explain-not-recorded-read-only-why = Каждое изменение на сервере до отправки записывается в журнал программы, а в его папку нельзя писать.
explain-not-recorded-read-only-todo = Ничего не сделано. Разрешите запись в папку данных и повторите.
explain-not-recorded-locked-why = Каждое изменение на сервере до отправки записывается в журнал программы, а программа запущена ещё раз и сейчас пишет в него.
explain-not-recorded-locked-todo = Ничего не сделано. Повторите чуть позже.
explain-not-recorded-newer-why = Журнал записан более новой версией программы и оставлен как есть.
explain-not-recorded-newer-todo = Ничего не сделано. Запустите более новую версию программы.
explain-not-recorded-computer-why = Каждое изменение на сервере до отправки записывается в журнал программы, а папка данных занята программой на компьютере { $computer }.
explain-not-recorded-computer-todo = Ничего не сделано. Закройте программу на { $computer } и повторите.
explain-not-recorded-no-locks-why = Каждое изменение на сервере до отправки записывается в журнал программы, а диск, на котором лежит папка данных, не поддерживает блокировку файлов.
explain-not-recorded-no-locks-todo = Ничего не сделано. Запустите программу с --data-dir и папкой на диске этого компьютера.
explain-not-recorded-not-a-file-why = Каждое изменение на сервере программа сначала записывает в свой журнал, а на месте файла журнала в папке данных — папка или устройство.
explain-not-recorded-not-a-file-todo = Ничего не сделано. Уберите из папки данных то, что называется instance-desk.db, и повторите.

explain-name-not-found-what = { explain-act }: адрес { $host } не найден
explain-name-not-found-why = Нет подключения к сети или в apiUrl опечатка.
explain-name-not-found-todo = Проверьте сеть и apiUrl и повторите.

explain-no-connection-what = { explain-act }: нет связи с сервером
explain-no-connection-why = Сеть недоступна, соединение что-то блокирует или apiUrl указан неверно. Подробности: { $detail }.
explain-no-connection-todo = Проверьте сеть и apiUrl и повторите.

explain-proxy-failed-what = { explain-act }: нет связи через прокси
explain-proxy-failed-why = Запросы идут через прокси { $proxy }, но он не открыл соединение с GREEN-API. Причина: { $detail }.
explain-proxy-failed-todo = Проверьте прокси: где он задан, написано в настройках программы. Или обратитесь к тому, кто обслуживает вашу сеть.
explain-proxy-sign-in-why = Запросы идут через прокси { $proxy }. Он требует имя пользователя и пароль или не принимает заданные.
explain-proxy-sign-in-todo = Задайте прокси вместе с ними в HTTPS_PROXY, например http://имя:пароль@прокси:3128, и перезапустите программу. Или попросите того, кто обслуживает вашу сеть, пропускать программу без пароля.
explain-proxy-closed-why = Запросы идут через прокси { $proxy }. Он ответил, но к GREEN-API не пропустил: адрес запрещён, недоступен или сначала нужно войти в сеть.
explain-proxy-closed-todo = Откройте в браузере любую страницу и войдите в сеть, если появится такая просьба, затем повторите. Или попросите того, кто обслуживает вашу сеть, разрешить адрес из apiUrl, порт 443.

explain-proxy-script-what = { explain-act }: нет связи с сервером
explain-proxy-script-why = В настройках этого компьютера прокси выбирает сценарий (PAC), а программа сценарии не выполняет. Она соединялась напрямую. Подробности: { $detail }.
explain-proxy-script-todo = Узнайте адрес прокси у того, кто обслуживает вашу сеть, укажите его в настройках компьютера или в HTTPS_PROXY и перезапустите программу.

explain-proxy-unreadable-what = { explain-act }: нет связи с сервером
explain-proxy-unreadable-why = Прокси задан, но его адрес записан с ошибкой, поэтому программа соединялась напрямую. Подробности: { $detail }.
explain-proxy-unreadable-todo = Исправьте адрес прокси и перезапустите программу: где он задан, написано в настройках программы. Или обратитесь к тому, кто обслуживает вашу сеть.
explain-proxy-unread-why = Настройки этого компьютера прочитать не удалось. Если в них задан прокси, он не используется: программа соединялась напрямую. Подробности: { $detail }.
explain-proxy-unread-todo = Проверьте сеть и перезапустите программу. Если в этой сети нужен прокси, задайте его в HTTPS_PROXY.

explain-tls-failed-what = { explain-act }: не удалось установить защищённое соединение
explain-tls-failed-why = Обычно причина в неверной дате на компьютере, в антивирусе или межсетевом экране, который проверяет соединения, или в неверном apiUrl. Подробности: { $detail }.
explain-tls-failed-todo = Проверьте дату и apiUrl или обратитесь к тому, кто обслуживает вашу сеть.

explain-timed-out-what = { explain-act }: сервер не ответил вовремя
explain-timed-out-why = Запрос отправлен, но ответ не пришёл за { $after }.
explain-timed-out-todo = Повторите через минуту.

explain-no-connection-in-time-what = { explain-act }: нет связи с сервером
explain-no-connection-in-time-why = Соединиться не удалось за { $after }. Ничего не отправлено.
explain-no-connection-in-time-todo = Проверьте сеть и повторите.

explain-connection-lost-what = { explain-act }: соединение прервалось
explain-connection-lost-why = Соединение закрылось раньше, чем пришёл весь ответ. Подробности: { $detail }.
explain-connection-lost-todo = Повторите.

explain-cancelled-what = { explain-act }: отменено
explain-cancelled-why = Ничего не отправлено.
explain-cancelled-sent-why = Вы перестали ждать, когда запрос уже был отправлен. Ответ мог прийти позже.
explain-cancelled-todo = Повторить можно в любой момент.

explain-program-fault-what = { explain-act }: сбой этой программы
explain-program-fault-why = Из-за ошибки в программе прервалось ожидание ответа. Запрос мог дойти до сервера. Отчёт об ошибке сохранён.
explain-program-fault-todo = Обновите данные и проверьте, что изменилось, прежде чем повторять.

explain-body-too-large-what = { explain-act }: ответ слишком большой
explain-body-too-large-why = Он больше { $megabytes } МБ, а больше программа не читает.
explain-body-too-large-todo = Если это повторится, сообщите в поддержку GREEN-API.

explain-redirected-what = { explain-act }: сервер отправляет на другой адрес
explain-redirected-why = Программа туда не перешла, потому что вместе с запросом ушёл бы токен. Обычно причина в неверном apiUrl или в том, что сеть сначала просит войти.
explain-redirected-todo = Сверьте apiUrl с консолью и откройте в браузере любую страницу.

explain-html-what = { explain-act }: вместо ответа пришла веб-страница
explain-html-why = Ответил не сервис GREEN-API, а что-то на пути к нему: страница входа в сеть, прокси или фильтр.
explain-html-todo = { $act ->
    [instance] Проверьте apiUrl. Если он верный, войдите в сеть через браузер или попросите того, кто её обслуживает, разрешить этот адрес.
   *[other] Войдите в сеть через браузер или попросите того, кто её обслуживает, разрешить адрес из apiUrl, затем повторите.
}

explain-odd-answer-what = { explain-act }: ответ сервера непонятен
explain-odd-answer-todo = Повторите. Если не поможет, отправьте ответ сервера в поддержку.
explain-empty-why = Сервер прислал пустой ответ.
explain-null-why = Сервер ответил «null»: данных пока нет.
explain-not-json-why = Ответ обрывается или пришёл не от GREEN-API.
explain-wrong-reply-why = На такой запрос GREEN-API отвечает иначе.

explain-not-cleared-what = Очередь не очищена: сервер отказал
explain-not-cleared-why = Он ответил, что очередь не очищена. Так бывало с неавторизованными инстансами.
explain-not-cleared-todo = Обновите данные, чтобы увидеть, что осталось в очереди, и повторите.

explain-not-done-what = { explain-act }: сервер отказал
explain-not-done-why = Он ответил, что действие не выполнено.
explain-not-done-todo = Обновите данные, чтобы увидеть состояние инстанса, и повторите.

explain-once-a-minute-what = { explain-act }: это можно делать раз в минуту
explain-once-a-minute-why = Входящие уведомления удалили меньше минуты назад.
explain-once-a-minute-todo = Повторите через { $wait }.

explain-nothing-listed-what = { explain-act }: список пуст
explain-nothing-listed-why = После подключения телефона список загружается несколько минут. Или в нём пока ничего нет.
explain-nothing-listed-todo = Повторите через минуту. Если список останется пустым, подключите телефон заново.

explain-number-not-named-what = Неизвестно, какой номер подключён
explain-number-not-named-why = Инстанс не сообщает, какой номер подключён.
explain-number-not-named-todo = Посмотрите на странице «Аккаунт», подключён ли телефон. После подключения или перезапуска инстанс может назвать номер только через несколько минут.

explain-already-authorized-what = Телефон уже подключён
explain-already-authorized-why = Инстанс авторизован.
explain-already-authorized-todo = Чтобы подключить другой телефон, сначала нажмите «Отключить телефон…».

explain-password-already-linked-what = Пароль не понадобился
explain-password-already-linked-why = GREEN-API сообщает, что телефон уже подключён, но по состоянию инстанса этого ещё не видно.
explain-password-already-linked-todo = Чтобы подключить другой телефон, сначала нажмите «Отключить телефон…».

explain-starting-what = { explain-act }: инстанс перезапускается
explain-starting-why = Перезапуск занимает до 5 минут, например после изменения настроек.
explain-starting-todo = Повторите через минуту. Если прошло больше 5 минут, перезапустите инстанс на его странице «Аккаунт».

explain-starting-or-not-authorized-what = { explain-act }: инстанс перезапускается или телефон не подключён
explain-starting-or-not-authorized-why = Что из двух верно, сервер не сообщает.
explain-starting-or-not-authorized-todo = Обновите данные, чтобы увидеть состояние. Если телефон не подключён, подключите его на странице «Аккаунт».

explain-number-blocked-what = { explain-act }: мессенджер заблокировал номер
explain-number-blocked-why = Пока номер заблокирован, чаты недоступны и ничего не отправляется.
explain-number-blocked-todo = Подключите к инстансу другой номер: при замене очередь сначала сохраняется.

explain-not-authorized-what = { explain-act }: к инстансу не подключён телефон
explain-not-authorized-why = Без телефона сообщения не уходят и чаты недоступны. Очередь хранится 24 часа.
explain-not-authorized-todo = Подключите телефон на странице «Аккаунт».

explain-expired-what = { explain-act }: инстанс не оплачен
explain-expired-why = Оплаченный срок закончился. То же самое сервер сообщает первые 5 минут после создания инстанса.
explain-expired-todo = Продлите инстанс в консоли. Если он новый, повторите через минуту.

explain-deleted-what = { explain-act }: инстанс удалён
explain-deleted-why = В GREEN-API его больше нет.
explain-deleted-todo = Проверьте idInstance или уберите инстанс из программы.

explain-password-invalid-what = Неверный пароль
explain-password-invalid-why = { $messenger } его не принял. Важны заглавные буквы, раскладка клавиатуры и пробелы.
explain-password-invalid-todo = Введите пароль ещё раз.

explain-password-too-often-what = Слишком много неверных паролей
explain-password-too-often-why = { $messenger } временно не принимает пароль.
explain-password-too-often-todo = Подождите, возможно несколько часов, и введите пароль ещё раз.

explain-password-not-awaited-what = Пароль сейчас не ожидается
explain-password-not-awaited-why = Подключение, для которого он был нужен, уже завершилось.
explain-password-not-awaited-todo = Сначала отсканируйте новый QR-код.

explain-password-timeout-what = Пароль пришёл слишком поздно
explain-password-timeout-why = { $messenger } больше его не ждёт.
explain-password-timeout-todo = Отсканируйте новый QR-код и сразу введите пароль.

explain-password-other-what = Пароль не принят
explain-password-other-why = Сервер назвал причину «{ $detail }»; программа такой не знает.
explain-password-other-todo = Попробуйте ещё раз с новым QR-кодом. Если не поможет, обратитесь в поддержку GREEN-API.

explain-suspended-what = { explain-act }: { $messenger } ограничил этот аккаунт
explain-suspended-why = Пока действует ограничение, сообщения получают только те, кто сохранён в контактах аккаунта. Этого получателя там нет.
explain-suspended-todo = Дождитесь окончания и какое-то время отправляйте меньше сообщений.

explain-webhook-url-what = { explain-act }: уведомления получает другая программа
explain-webhook-url-why = Инстанс отправляет их на адрес из настройки webhookUrl.
explain-webhook-url-todo = Чтобы читать уведомления здесь, оставьте webhookUrl в консоли пустым.

explain-last-message-what = { explain-act }: инстанс не видел входящих сообщений в этом чате
explain-last-message-why = Либо { $kind ->
    [group] в эту группу
   *[person] с этого номера
} ещё не писали, либо писали, когда входящие уведомления были выключены.
explain-last-message-off-why = { explain-last-message-why } У этого инстанса они выключены.
explain-last-message-on-why = { explain-last-message-why } Сейчас у этого инстанса они включены.
explain-last-message-todo = Проверьте, тот ли это чат. Когда в него кто-нибудь напишет, его можно будет архивировать.
explain-last-message-off-todo = Если их включить, номер перезапустится и не будет работать до 5 минут, а архивировать можно будет только те чаты, в которые напишут после этого.

explain-already-archived-what = Чат уже в архиве
explain-already-archived-why = Сервер сообщает, что этот чат в архиве.
explain-already-archived-todo = Если на телефоне он всё ещё среди остальных чатов, верните его из архива и архивируйте снова.

explain-already-unarchived-what = Чат и так не в архиве
explain-already-unarchived-why = Сервер сообщает, что этого чата нет в архиве.
explain-already-unarchived-todo = Делать ничего не нужно.

explain-chat-not-found-what = { explain-act }: инстанс не знает этого чата
explain-chat-not-found-why = Его нет среди контактов подключённого телефона.
explain-chat-not-found-todo = Проверьте номер.

explain-chat-id-refused-what = { explain-act }: сервер не принимает такой chatId
explain-chat-id-refused-why = chatId для { $messenger } записывается иначе.
explain-chat-id-refused-todo = Исправьте chatId.

explain-bad-phone-number-what = { explain-act }: сервер не принимает такой номер телефона
explain-bad-phone-number-why = Нужен номер из 11 или 12 цифр, который начинается с кода страны.
explain-bad-phone-number-todo = Запишите номер с кодом страны, без + и 00.

explain-check-timed-out-what = { explain-act }: { $messenger } не ответил вовремя
explain-check-timed-out-why = Сервер спросил { $messenger } об этом номере, но ответа не получил.
explain-check-timed-out-todo = Повторите через минуту.

explain-check-limit-what = { explain-act }: { $messenger } пока не разрешает новые проверки
explain-check-limit-why = Проверено слишком много номеров. Обычно ограничение длится около 2 часов.
explain-check-limit-todo = Повторите позже. Из-за частых проверок незнакомых номеров аккаунт могут ограничить.

explain-groups-not-supported-what = { explain-act }: это работает только для людей
explain-groups-not-supported-why = О группах { $messenger } такого не сообщает.
explain-groups-not-supported-todo = Выберите чат с одним человеком.

explain-validation-what = { explain-act }: сервер нашёл ошибку в запросе
explain-validation-why = Сервер сообщает: { $detail }
explain-validation-bare-why = Какую именно, он не сообщает.
explain-validation-todo = Проверьте, что введено. Если всё верно, отправьте ответ сервера в поддержку.

explain-bad-request-what = { explain-act }: сервер не смог прочитать запрос
explain-bad-request-why = Это ошибка программы или сервера, а не ваша.
explain-bad-request-todo = Отправьте ответ сервера в поддержку.

explain-bad-address-what = { explain-act }: сервер не смог прочитать idInstance или токен
explain-bad-address-why = Одно из значений этого инстанса указано неверно.
explain-bad-address-todo = Сверьте idInstance, apiTokenInstance и apiUrl с консолью.

explain-request-too-large-what = { explain-act }: запрос слишком длинный
explain-request-too-large-why = Сервер принимает до 100 КБ текста.
explain-request-too-large-todo = Сократите текст.

explain-file-too-large-what = { explain-act }: файл слишком большой
explain-file-too-large-why = Сервер принимает файлы до 100 МБ.
explain-file-too-large-todo = Выберите файл поменьше.

explain-bad-token-what = { explain-act }: токен не подходит к этому инстансу
explain-bad-token-why = apiTokenInstance указан неверно или был заменён новым.
explain-bad-token-todo = Скопируйте apiTokenInstance из консоли ещё раз.

explain-forbidden-what = { explain-act }: неверный idInstance или apiUrl
explain-forbidden-why = По этому адресу такого инстанса нет. У каждого инстанса свой apiUrl, так что одного верного idInstance мало.
explain-forbidden-todo = Сверьте idInstance и apiUrl с консолью.

explain-not-found-what = { explain-act }: у GREEN-API по этому адресу ничего нет
explain-not-found-why = Возможно, неверны idInstance или apiUrl либо у инстанса указан не тот мессенджер.
explain-not-found-todo = Сверьте idInstance, apiUrl и мессенджер с консолью.

explain-rate-limited-what = { explain-act }: слишком много запросов
explain-rate-limited-why = Возможно, с этим инстансом одновременно работает другая программа.
explain-rate-limited-todo = Повторите через несколько секунд.
explain-rate-limited-wait-todo = Повторите через { $wait }.

explain-quota-what = { explain-act }: исчерпан лимит тарифа
explain-quota-why = { $kind ->
    [chats] Тариф включает { $total ->
        [one] { $total } чат
        [few] { $total } чата
       *[many] { $total } чатов
    } в месяц, использовано { $used }.
    [checks] Тариф включает { $total ->
        [one] { $total } проверку номера
        [few] { $total } проверки номеров
       *[many] { $total } проверок номеров
    } в месяц, использовано { $used }.
    [contacts] Тариф включает { $total ->
        [one] { $total } запрос о чате
        [few] { $total } запроса о чатах
       *[many] { $total } запросов о чатах
    } (getContactInfo) в месяц, использовано { $used }.
    [unnamed] Таких запросов в этом месяце использовано { $used } из { $total }.
   *[other] Запросов { $method } в этом месяце использовано { $used } из { $total }.
}
explain-quota-bare-why = { $kind ->
    [chats] Новые чаты в этом месяце по тарифу закончились.
    [checks] Проверки номеров в этом месяце по тарифу закончились.
    [contacts] Запросы о чатах (getContactInfo) в этом месяце по тарифу закончились.
    [unnamed] Такие запросы в этом месяце по тарифу закончились.
   *[other] Запросы { $method } в этом месяце по тарифу закончились.
}
explain-quota-todo = Смените тариф в консоли или дождитесь следующего месяца.

explain-gave-up-what = { explain-act }: сервер не дождался запроса
explain-gave-up-why = Запрос слишком долго шёл до сервера.
explain-gave-up-todo = Повторите через минуту.

explain-server-error-what = { explain-act }: ошибка на сервере
explain-server-error-why = Сбой произошёл на стороне GREEN-API.
explain-server-error-todo = Повторите через минуту. Если не поможет, отправьте ответ сервера в поддержку.

explain-bad-gateway-what = { explain-act }: сервер сейчас недоступен
explain-bad-gateway-why = Сервис GREEN-API перегружен, или там идут технические работы.
explain-bad-gateway-todo = Повторите через минуту. Если не поможет, сообщите в поддержку GREEN-API.

explain-unknown-what = { explain-act }: эта ошибка программе неизвестна
explain-unknown-why = Сервер ответил кодом { $status }.
explain-unknown-todo = Ответ сервера приведён ниже. Отправьте его в поддержку.
