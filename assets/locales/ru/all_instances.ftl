all-instances-count = { $count ->
    [one] { $count } инстанс
    [few] { $count } инстанса
   *[other] { $count } инстансов
}
all-instances-count-shown = показано { $shown } из { $count ->
    [one] { $count } инстанса
   *[other] { $count } инстансов
}
all-instances-need = { $count ->
    [one] { $count } требует внимания
   *[other] { $count } требуют внимания
}
all-instances-none-need = ни один не требует внимания
all-instances-away = нет связи
all-instances-watch = Наблюдение…
all-instances-watching = { $minutes ->
    [1] Наблюдение каждую минуту
    [one] Наблюдение каждую { $minutes } минуту
    [few] Наблюдение каждые { $minutes } минуты
   *[other] Наблюдение каждые { $minutes } минут
}
all-instances-watching-short = Наблюдение: { $minutes } мин
all-instances-refresh = Обновить все
all-instances-checking = проверка, осталось { $count }
all-instances-being-checked = Идёт проверка всех инстансов
all-instances-search = Найти по названию, id, метке
all-instances-search-short = Название, id, метка
all-instances-any-state = Любое состояние
all-instances-attention = Требуют внимания
all-instances-unknown = Состояние неизвестно
all-instances-messenger = Мессенджер
all-instances-any-messenger = Любой мессенджер
all-instances-tag = Метка
all-instances-any-tag = Любая метка
all-instances-none-selected = Ничего не выбрано
all-instances-selected = Выбрано: { $count }
all-instances-select-shown = Выбрать все показанные: { $count }
all-instances-select-none = Снять выделение
all-instances-more-tags = +{ $count }
all-instances-instance = Инстанс
all-instances-state = Состояние
all-instances-queue-hour = Очередь за час
all-instances-checked = Проверено
all-instances-next = Что дальше
all-instances-sort = Щелчок сортирует по этому столбцу, второй — в обратном порядке, третий — снова по срочности
all-instances-waiting = ожидает: { $count }
all-instances-course = за час: было { $from }, стало { $to }
all-instances-course-peak = за час: было { $from }, стало { $to }, максимум { $most }
all-instances-checked-at = проверено: { $time }
all-instances-next-of = { $act } ({ $name })
all-instances-open = Открыть
all-instances-interrupted = Что прервалось
all-instances-continue-archiving = Продолжить задание…
all-instances-continue-unarchiving = Продолжить задание…
all-instances-continue-sending = Отправлять дальше…
all-instances-suspended-until = Приостановлен до { $time }
all-instances-end = до { $time }
all-instances-until = { $state } до { $time }
all-instances-not-moving-for = Очередь не движется уже { $time }
all-instances-not-moving = Очередь не движется
all-instances-growing = Полчаса только растёт
all-instances-restarting-since = Перезапускается с { $time }
all-instances-restarting = Перезапускается
all-instances-unavailable = Часто проходит само
all-instances-restricted = Сообщения получают только сохранённые контакты
all-instances-phone-off = Ждёт, пока включат телефон
all-instances-being-created = Создание — до 5 минут
all-instances-other = Подробности могут быть в консоли
all-instances-token-refused = Нет ответа: токен не принят
all-instances-expired = Нет ответа: инстанс не оплачен
