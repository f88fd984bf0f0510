preferences-look = Оформление
preferences-language = Язык
preferences-theme = Тема
preferences-scale = Масштаб
preferences-system = Как в системе
preferences-light = Светлая
preferences-dark = Тёмная
preferences-tokens = Токены
preferences-try-keyring = Проверить хранилище
preferences-keyring-works = Работает
preferences-about = О программе
preferences-version = Instance Desk { $version }
preferences-about-text = Программа обращается только к apiUrl ваших инстансов. Настройки хранятся в папке ниже.
preferences-about-updates = Программа обращается только к apiUrl ваших инстансов, а если вы разрешите проверять новые версии — ещё к github.com. Настройки хранятся в папке ниже.
preferences-settings-folder = Настройки
preferences-route-unknown = Ищем прокси…
preferences-route-direct = Запросы идут напрямую, без прокси.
preferences-route-script = Запросы идут напрямую. В настройках этого компьютера прокси выбирает сценарий (PAC), а программа сценарии не выполняет: укажите там сам прокси или задайте HTTPS_PROXY и перезапустите программу.
preferences-route-unread = Запросы идут напрямую. Настройки этого компьютера прочитать не удалось, поэтому прокси, если он там задан, не используется: перезапустите программу или задайте прокси в HTTPS_PROXY.
preferences-route-unreadable-environment = Запросы идут напрямую. В переменных окружения ({ $variable }) задан прокси, но его адрес записан с ошибкой: он должен выглядеть так: http://proxy:3128. Исправьте его и перезапустите программу.
preferences-route-unreadable-desktop = Запросы идут напрямую. В настройках этого компьютера указан прокси, но его адрес записан с ошибкой. Исправьте его там и перезапустите программу.
preferences-route-environment = Запросы идут через прокси { $proxy }, заданный в переменных окружения ({ $variable }).
preferences-route-desktop = Запросы идут через прокси { $proxy }, заданный в настройках этого компьютера.
preferences-data-folder = Копии и журнал
preferences-logs-folder = Логи
preferences-use-store = Снова использовать { $store }
preferences-use-store-hint = Токены, введённые за этот сеанс, тоже сохранятся там
preferences-copies = Удалять копию через
preferences-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
preferences-licences = Лицензии библиотек и шрифтов…
licences-title = Лицензии библиотек и шрифтов
licences-search = Найти в лицензиях
licences-copy = Скопировать всё
preferences-journal = Хранить журнал и результаты заданий
