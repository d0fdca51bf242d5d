"""Cards on a real X server with a real window manager, while somebody types elsewhere."""

import json
import textwrap
import time
from itertools import pairwise

import pytest

from tests.desktop.x11 import needs_x11

pytestmark = needs_x11

EDITOR = textwrap.dedent("""
    import sys
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    app = QApplication([])
    editor = QPlainTextEdit()
    editor.setWindowTitle("editor")
    editor.resize(360, 240)
    editor.move(20, 20)

    def obey():
        command = sys.stdin.readline().strip()
        if not command:
            app.quit()
        elif command == "full screen":
            editor.showFullScreen()
            print("ok", flush=True)
        elif command == "normal":
            editor.showNormal()
            print("ok", flush=True)
        else:
            print(editor.hasFocus(), editor.toPlainText(), flush=True)

    stdin = QSocketNotifier(0, QSocketNotifier.Type.Read)
    stdin.activated.connect(obey)
    editor.show()
    editor.activateWindow()
    print("ready", int(editor.winId()), flush=True)
    app.exec()
""")

CARDS = textwrap.dedent("""
    import json, sys
    from PySide6.QtCore import QPoint, QSocketNotifier
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication, QLabel, QPushButton
    from screenpop.desktop.card_frame import is_composited, on_x11
    from screenpop.desktop.card_actions import CardActions
    from screenpop.desktop.card_note import NoteField
    from screenpop.desktop.card_style import Look
    from screenpop.desktop.settings import CardSettings
    from screenpop.desktop.stack import CardStack
    from screenpop.platform.full_screen import FullScreenWatch
    from tests.desktop.phone import Phone

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    phone, notes = Phone(), []
    watch = FullScreenWatch(on_x11=on_x11())

    async def nothing(call_id):
        pass

    stack = CardStack(
        CardSettings(**json.loads(sys.argv[1])),
        CardActions(nothing, nothing, nothing, nothing, lambda *note: notes.append(note)),
        phone.describe,
        look=lambda: Look(is_composited=is_composited(), moves=True),
        is_covered=lambda screen: watch.covers(screen.geometry().getRect()),
    )
    stack.warm_up()

    def place(widget):
        corner = widget.mapToGlobal(QPoint(0, 0))
        return [corner.x(), corner.y(), widget.width(), widget.height()]

    def look():
        cards = [entry.card for entry in stack._entries if entry.card.isVisible()]
        return {
            "cards": stack.cards(),
            "windows": [int(card.winId()) for card in cards],
            "places": [list(card.sheet.getRect()) for card in cards],
            "notes": [place(card.findChild(NoteField)) for card in cards],
            "crosses": [place(next(b for b in card.findChildren(QPushButton) if b.accessibleName() == "Dismiss"))
                        for card in cards],
            "typed": notes,
            "area": list(QGuiApplication.primaryScreen().availableGeometry().getRect()),
            "warm": stack._warm is not None,
            "active": any(card.isActiveWindow() for card in cards),
        }

    def obey():
        words = sys.stdin.readline().split()
        if not words:
            app.quit()
            return
        if words[0] == "look":
            print(json.dumps(look()), flush=True)
            return
        stack.take(getattr(phone, words[0])(words[1]))
        print("ok", flush=True)

    stdin = QSocketNotifier(0, QSocketNotifier.Type.Read)
    stdin.activated.connect(obey)
    print("ready", flush=True)
    app.exec()
""")


class Desk:
    """An editor in use, and a program that shows cards."""

    def __init__(self, screen, settings="{}"):
        self.screen = screen
        self.editor = screen.program(EDITOR)
        self.window = int(self.editor.hear().split()[1])
        self.until_focus(self.window)
        self.cards = screen.program(CARDS, settings)
        assert self.cards.hear() == "ready"

    def focus(self):
        """The window that gets the keys; 0 while nobody does."""
        return int(self.screen.run("xdotool", "getwindowfocus") or 0)

    def active(self):
        """The active window, as the window manager says; 0 while it does not."""
        told = self.screen.run("xprop", "-root", "_NET_ACTIVE_WINDOW").split()[-1]
        return int(told, 16) if told.startswith("0x") else 0

    def until(self, condition):
        patience = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < patience, "waited in vain"

    def until_focus(self, window):
        self.until(lambda: self.focus() == window and self.active() == window)

    def type(self, text):
        self.screen.run("xdotool", "type", "--delay", "2", text)

    def click(self, place):
        x, y, width, height = place
        self.screen.run("xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def look(self):
        return json.loads(self.cards.ask("look"))

    def typed(self):
        """What the editor holds, once it has the focus as a part of its window."""
        return self.editor.ask("text").partition(" ")[2]


@pytest.fixture
def desk(screen):
    return Desk(screen)


def test_every_key_lands_where_it_was_typed_while_cards_come_and_go(desk):
    words = ""
    for number in range(8):
        desk.type(f"{number}before")
        assert desk.cards.ask(f"ring c{number}") == "ok"
        desk.type("while")
        if number % 2:
            assert desk.cards.ask(f"answer c{number}") == "ok"
            desk.type("talking")
            assert desk.cards.ask(f"end c{number}") == "ok"
        desk.type("after.")
        assert desk.active() == desk.window
        assert desk.focus() == desk.window
        words += f"{number}beforewhile{'talking' if number % 2 else ''}after."
    assert len(desk.look()["cards"]) >= 2
    desk.until(lambda: desk.typed() == words)
    assert desk.look()["typed"] == []


def test_a_card_is_in_no_task_bar(desk):
    desk.cards.ask("ring c1")
    windows = desk.look()["windows"]
    listed = desk.screen.run("xprop", "-root", "_NET_CLIENT_LIST")
    assert all(f"{window:#x}" not in listed for window in windows)
    kind = desk.screen.run("xprop", "-id", str(windows[0]), "_NET_WM_WINDOW_TYPE")
    assert "_NET_WM_WINDOW_TYPE_NOTIFICATION" in kind


def test_a_click_on_a_card_leaves_the_keyboard_where_it_was(desk):
    desk.cards.ask("ring c1")
    desk.cards.ask("ring c2")
    desk.until(lambda: desk.look()["places"] == desk.look()["places"] and len(desk.look()["crosses"]) == 2)
    desk.click(desk.look()["crosses"][1])
    desk.until(lambda: [call for call, _ in desk.look()["cards"]] == ["c2"])
    assert desk.focus() == desk.window
    desk.type("still here")
    desk.until(lambda: desk.typed() == "still here")


def test_a_click_into_the_note_takes_the_keyboard_and_enter_gives_it_back(desk):
    desk.type("one")
    desk.cards.ask("ring c1")
    desk.cards.ask("answer c1")
    at = desk.look()["places"]
    desk.until(lambda: desk.look()["places"] == at or at.clear() or at.extend(desk.look()["places"]))
    desk.click(desk.look()["notes"][0])
    desk.until(lambda: desk.look()["active"])
    before = desk.look()["places"]
    desk.type("A note")
    desk.until(lambda: desk.look()["typed"] and desk.look()["typed"][-1] == ["c1", "A note"])
    assert desk.look()["places"] == before
    desk.screen.run("xdotool", "key", "Return")
    desk.until_focus(desk.window)
    desk.type("two")
    desk.until(lambda: desk.typed() == "onetwo")
    assert desk.look()["cards"] == [["c1", "active"]]
    desk.cards.ask("ring c2")
    assert desk.focus() == desk.window


def test_who_leaves_the_note_by_a_click_elsewhere_keeps_what_was_typed(desk):
    desk.cards.ask("ring c1")
    desk.cards.ask("answer c1")
    desk.until(lambda: desk.look()["notes"][0][1] > 0)
    desk.click(desk.look()["notes"][0])
    desk.until(lambda: desk.look()["active"])
    desk.type("VIP")
    desk.click([40, 60, 20, 20])
    desk.until_focus(desk.window)
    desk.until(lambda: desk.look()["typed"] == [["c1", "VIP"]])
    desk.type("on")
    desk.until(lambda: desk.typed() == "on")


def test_cards_keep_to_the_corner_and_the_work_area(screen):
    screen.bring_tray("--SetPartialStrut", "true")
    desk = Desk(screen, '{"corner": "top_right"}')
    desk.until(lambda: desk.look()["area"][1] > 0)
    for number in range(3):
        desk.cards.ask(f"ring c{number}")
    left, top, width, height = desk.look()["area"]
    desk.until(lambda: desk.look()["places"][0][1] == top + 16)
    places = desk.look()["places"]
    assert all(x + w == left + width - 16 for x, _, w, _ in places)
    assert all(upper[1] + upper[3] + 12 == lower[1] for upper, lower in pairwise(places))
    assert places[-1][1] + places[-1][3] <= top + height


def test_cards_stay_off_a_full_screen_program(desk):
    assert desk.editor.ask("full screen") == "ok"
    desk.until(lambda: "FULLSCREEN" in desk.screen.run("xprop", "-id", str(desk.window), "_NET_WM_STATE"))
    desk.cards.ask("ring c1")
    assert desk.look()["cards"] == []
    assert desk.editor.ask("normal") == "ok"
    desk.until(lambda: desk.look()["cards"] == [["c1", "ringing"]])


def test_another_card_is_warm_soon(desk):
    assert desk.look()["warm"]
    desk.cards.ask("ring c1")
    assert not desk.look()["warm"]
    desk.until(lambda: desk.look()["warm"])
