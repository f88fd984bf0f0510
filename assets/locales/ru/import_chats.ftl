import-chats-title = Вставить список чатов
import-chats-title-file = Чаты из «{ $name }»
import-chats-paste-text = Скопируйте номера телефонов или chatId в любой программе и вставьте их здесь
import-chats-paste-kinds = По одному в строке или ячейки таблицы с любыми столбцами
import-chats-paste = Вставить
import-chats-off-empty = Пока ничего не вставлено
import-chats-reading = Читаем список…
import-chats-no-chats = В этом списке нет ни одного чата
import-chats-act = { $count ->
    [one] Выбрать { $count } чат
    [few] Выбрать { $count } чата
   *[many] Выбрать { $count } чатов
}
import-chats-act-show = Показать в таблице
import-chats-keep = Отмена
import-chats-encoding = Кодировка
import-chats-sheet = Лист
import-chats-delimiter = Разделитель
import-chats-delimiter-nothing = По одному в строке
import-chats-delimiter-tab = Табуляция
import-chats-delimiter-semicolon = Точка с запятой (;)
import-chats-delimiter-comma = Запятая (,)
import-chats-delimiter-bar = Вертикальная черта (|)
import-chats-header = Первая строка
import-chats-header-yes = Первая строка — заголовки
import-chats-header-no = Первая строка — данные
import-chats-column = Столбец с чатами
import-chats-column-named = Столбец { $number }: { $title }
import-chats-column-number = Столбец { $number }
import-chats-every-cell = Каждая ячейка
import-chats-hidden = Скрытые строки
import-chats-hidden-leave-out = Пропускать
import-chats-hidden-include = Учитывать
import-chats-hidden-left-out = { $count ->
    [one] { $count } строка листа скрыта фильтром или вручную: пропускается
    [few] { $count } строки листа скрыты фильтром или вручную: пропускаются
   *[many] { $count } строк листа скрыты фильтром или вручную: пропускаются
}
import-chats-hidden-included = { $count ->
    [one] Учтена и { $count } скрытая строка листа
    [few] Учтены и { $count } скрытые строки листа
   *[many] Учтены и { $count } скрытых строк листа
}
import-chats-hidden-unknown = Если в файле есть скрытые строки, они тоже учтены. Чтобы их пропустить, сохраните его как .xlsx и откройте тот файл.
import-chats-garbled = Часть знаков не прочитана: выберите другую кодировку
import-chats-chats = { $count ->
    [one] { $count } чат
    [few] { $count } чата
   *[many] { $count } чатов
}
import-chats-doubtful = { $count ->
    [one] { $count } номер похож на ошибочный: попадёт в таблицу, но не будет выбран
    [few] { $count } номера похожи на ошибочные: попадут в таблицу, но не будут выбраны
   *[many] { $count } номеров похожи на ошибочные: попадут в таблицу, но не будут выбраны
}
import-chats-not-among-chats = { $count ->
    [one] { $count } номера нет среди чатов: попадёт в таблицу, но не будет выбран
    [few] { $count } номеров нет среди чатов: попадут в таблицу, но не будут выбраны
   *[many] { $count } номеров нет среди чатов: попадут в таблицу, но не будут выбраны
}
import-chats-not-loaded = Чаты этого инстанса не загружены, сравнить не с чем
import-chats-duplicates = { $count ->
    [one] { $count } строка повторяет чат
    [few] { $count } строки повторяют чат
   *[many] { $count } строк повторяют чат
}
import-chats-mistakes = { $count ->
    [one] В { $count } строке нет чата: пропускается
    [few] В { $count } строках нет чата: пропускаются
   *[many] В { $count } строках нет чата: пропускаются
}
import-chats-line = Строка { $line }
import-chats-duplicate-of = Тот же чат, что в строке { $line }
import-chats-mistake-empty = Пустая ячейка
import-chats-mistake-shortened = Сокращено таблицей: сделайте столбец текстовым и сохраните снова
import-chats-mistake-rounded = Таблица округлила этот id: последние цифры потеряны
import-chats-mistake-decimal = Число с дробной частью — не номер телефона
import-chats-mistake-several = Несколько номеров в одной ячейке: запишите каждый в своей строке
import-chats-mistake-extension = Номер с добавочным: уберите добавочный
import-chats-mistake-other-digits = Рядом с номером есть другие цифры: оставьте только номер
import-chats-mistake-date = Дата, а не номер
import-chats-mistake-long = Длиннее любого chatId и номера, показано только начало
import-chats-refused-empty = Здесь ничего нет
import-chats-refused-hidden = Все строки этого листа скрыты. Чтобы прочитать их, выберите «{ import-chats-hidden-include }» в поле «{ import-chats-hidden }».
import-chats-refused-large = Размер списка — { $size }, а можно не больше 32 МБ
import-chats-refused-lines = В списке может быть не больше 100 000 строк
import-chats-refused-long-line = В списке есть строка длиннее 4 МБ. Запишите по одному чату в строке.
import-chats-refused-password = Эта книга закрыта паролем. Откройте её в Excel или LibreOffice, сохраните без пароля и откройте тот файл.
import-chats-refused-no-workbook = Это не книга Excel или LibreOffice, либо файл повреждён. Откройте его там, сохраните как .xlsx и откройте тот файл.
import-chats-refused-huge = Этой книге нужно слишком много памяти. Скопируйте столбец с чатами и вставьте его сюда.
import-chats-refused-folder = Это папка. Перетащите сам файл.
import-chats-refused-not-text = Это не текстовый файл
import-chats-refused-sylk = Это файл SYLK (.slk). Откройте его в Excel или LibreOffice, сохраните как .xlsx и откройте тот файл.
import-chats-refused-json = Это данные программы в формате JSON, а не список. Выгрузите список в .xlsx или CSV либо скопируйте номера и вставьте их сюда.
import-chats-refused-google-sheet = Это не сама таблица, а ссылка на неё в Google Диске. Откройте таблицу, скачайте её как .xlsx и откройте тот файл.
import-chats-refused-messages = Это переписка, а не список чатов. Скопируйте номера и вставьте их сюда, каждый в своей строке.
import-chats-refused-token = Это данные для подключения инстанса, а не список чатов. Они не показываются. Скопируйте список и вставьте его сюда.
import-chats-unreadable = Не удалось прочитать файл: { $detail }
import-chats-no-dialog = В этой системе нет диалога выбора файла. Скопируйте список и вставьте его сюда; либо установите zenity или xdg-desktop-portal для своего рабочего стола и повторите.
