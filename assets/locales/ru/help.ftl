help-title = Руководство
help-back = Назад
help-search = Найти в руководстве
help-contents = Содержание
