"""Replaces a blocked practice number step by step, in Russian, with the simulated scan instead of a phone."""

import os
import pathlib

from canaries import Canaries
from driver import BUTTON, turn_accessibility_on
from main_job import Run

HOME = pathlib.Path(os.environ["HOME"])

WORDS = {
    "replace": "Заменить номер…",
    "stopped": "Готово, всё остановлено",
    "save": "Сохранить 128 сообщений",
    "saved": "Сохранено 128 из 128 на этом компьютере",
    "clear": "Удалить 128 сообщений…",
    "clear it": "Удалить 128 сообщений",
    "keep": "Оставить очередь",
    "emptied": "Было 128, стало 0",
    "notifications": "Удалить уведомления…",
    "delete them": "Удалить уведомления",
    "notified": "удалены",
    "leave": "Отложить",
    "step 5": "Идёт замена номера: шаг 5 из 8",
    "go on": "Продолжить",
    "unlink": "Отключить старый номер…",
    "unlink it": "Отключить телефон",
    "unlinked": "+7\u00a0985\u00a0111-22-33 отключён",
    "show": "Пересчитать очередь и показать код",
    "counted": "В очереди перед показом кода: 0",
    "scan": "Отсканировать учебным телефоном",
    "question": "+7\u00a0916\u00a0123-45-67\u00a0— это новый номер?",
    "yes": "Да, это новый номер",
    "linked": "+7\u00a0916\u00a0123-45-67 подключён",
    "slow": "Интервал отправки 15\u00a0с",
    "choose": "Отправить из копии…",
    "nothing chosen": "Заранее ничего не выбрано",
    "back": "К замене номера",
    "finish": "Завершить",
    "over": "Номер заменён",
    "queue": "Показать очередь",
    "authorized": "Авторизован",
}


def run(program, folder):
    turn_accessibility_on()
    arguments = ["--data-dir", HOME / "contora", "--practice", "--session-only", "--lang", "ru", "--theme", "light"]
    with Run(program, folder, "replace", WORDS, arguments, Canaries()) as desk:
        desk.sees("replace")
        desk.step("blocked")
        desk.press("replace")
        desk.window.find(BUTTON, WORDS["stopped"])
        desk.step("stop")
        desk.press("stopped")
        desk.window.find(BUTTON, WORDS["save"])
        desk.step("save")
        desk.press("save")
        desk.sees("saved")
        desk.step("clear")
        desk.press("clear")
        desk.window.find(BUTTON, WORDS["keep"])
        desk.step("clear-confirm")
        desk.press("clear it")
        desk.sees("emptied", 60)
        desk.step("notifications")
        desk.press("notifications")
        desk.step("notifications-confirm")
        desk.press("delete them")
        desk.sees("notified", 60)
        # After leaving in the middle, the Queue page leads back to it.
        desk.press("leave")
        desk.sees("step 5")
        desk.step("left")
        desk.press("go on")
        desk.press("unlink")
        desk.window.find(BUTTON, WORDS["unlink it"])
        desk.step("unlink-confirm")
        desk.press("unlink it")
        desk.sees("unlinked")
        desk.step("link")
        desk.press("show")
        desk.sees("counted")
        desk.step("code")
        desk.press("scan")
        desk.sees("question", 60)
        desk.step("question")
        desk.press("yes")
        desk.sees("linked")
        desk.sees("slow")
        desk.window.find(BUTTON, WORDS["choose"])
        desk.step("send-again")
        desk.press("choose")
        desk.sees("nothing chosen")
        desk.step("choose")
        desk.press("back")
        desk.press("finish")
        desk.sees("over")
        desk.step("over")
        desk.press("queue")
        desk.sees("authorized")
    print("the number is replaced")
