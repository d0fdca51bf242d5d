"""The main window on a real X server with a window manager, used by keyboard alone, as a person would."""

import csv
import json
import textwrap
import time

import pytest

from tests.desktop.x11 import needs_x11

pytestmark = needs_x11

WINDOW = textwrap.dedent("""
    import asyncio, json, sys
    from datetime import timedelta
    from pathlib import Path
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtWidgets import QApplication, QLabel
    from qasync import QEventLoop
    from tests.calls.scripts import MORNING
    from tests.desktop.call_desk import CallDesk
    from tests.history.making import ANSWERED, ENDED, a_call

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    folder = Path(sys.argv[1])
    DAY = 24 * 60

    def say(words):
        print(words, flush=True)

    async def main():
        desk = CallDesk(folder, MORNING + timedelta(days=1, hours=3))
        desk.keep(
            a_call("c1", name="Chloé Gagnon", states=ANSWERED),
            a_call("c2", name="David Ward", number="+14165550199", states=ENDED, minute=DAY),
            a_call("c3", name="Marie Tremblay", number="+14185250117", states=ANSWERED, minute=DAY + 1),
        )
        done = asyncio.Event()

        def look():
            focus = app.focusWidget()
            return {
                "active": desk.window.isActiveWindow(),
                "visible": desk.window.isVisible(),
                "page": desk.window.page,
                "titles": desk.titles(),
                "focus": (focus.accessibleName() or type(focus).__name__) if focus else "",
                "chosen": desk.page._current_id(),
                "note": desk.history.note_of("c2"),
                "menu": [type(one).__name__ for one in app.topLevelWidgets() if one.isVisible()],
                "said": [label.text() for label in desk.page.notice.findChildren(QLabel) if label.isVisible()],
                "done": desk.done,
            }

        def obey():
            command = sys.stdin.readline().strip()
            if command == "look":
                say(json.dumps(look()))
            elif command == "reveal":
                desk.window.reveal()
                say("ok")
            else:
                done.set()

        stdin = QSocketNotifier(0, QSocketNotifier.Type.Read)
        stdin.activated.connect(obey)
        say("ready")
        await done.wait()
        desk.close()

    with QEventLoop(app) as loop:
        loop.run_until_complete(main())
""")


class Desk:
    def __init__(self, screen, folder):
        self.screen = screen
        self.program = screen.program(WINDOW, str(folder / "profile"))
        assert self.program.hear() == "ready"
        self.until(lambda seen: seen["active"] and seen["titles"] == ["Marie Tremblay", "David Ward", "Chloé Gagnon"])

    def look(self):
        return json.loads(self.program.ask("look"))

    def until(self, holds):
        """Look until it holds; each look takes a turn of the program's event loop."""
        for _ in range(1500):
            seen = self.look()
            if holds(seen):
                return seen
            time.sleep(0.005)
        pytest.fail(f"saw {seen}")

    def key(self, *keys):
        self.screen.run("xdotool", "key", *keys)

    def type(self, text):
        self.screen.run("xdotool", "type", "--delay", "5", text)


@pytest.fixture
def desk(screen, tmp_path):
    return Desk(screen, tmp_path)


def test_search_filter_and_note_by_keyboard_alone(desk):
    desk.key("ctrl+f")
    desk.until(lambda seen: seen["focus"] == "Search name, number or note")
    desk.type("ward")
    desk.until(lambda seen: seen["titles"] == ["David Ward"])
    desk.key("Down")
    desk.until(lambda seen: seen["chosen"] == "c2")
    desk.key("Tab")
    desk.until(lambda seen: seen["focus"] == "Note to this call")
    desk.type("Wants an offer")
    desk.until(lambda seen: seen["note"] == "Wants an offer")
    desk.key("Return")
    desk.until(lambda seen: seen["focus"] == "Calls")
    desk.key("Return")
    desk.until(lambda seen: seen["done"] == [["call", "c2"]])
    desk.key("ctrl+f", "BackSpace")
    desk.until(lambda seen: len(seen["titles"]) == 3)
    desk.key("Tab", "Right", "space")
    desk.until(lambda seen: seen["titles"] == ["David Ward"])


def test_pages_and_closing_by_keyboard(desk):
    desk.key("ctrl+2")
    desk.until(lambda seen: seen["page"] == "contacts")
    desk.key("ctrl+1")
    desk.until(lambda seen: seen["page"] == "calls" and seen["focus"] == "Calls")
    desk.key("Escape")
    desk.until(lambda seen: not seen["visible"])
    assert desk.program.ask("reveal") == "ok"
    desk.until(lambda seen: seen["active"])


def test_an_export_by_keyboard_alone(desk, tmp_path):
    desk.key("ctrl+e")
    desk.until(lambda seen: "QFileDialog" in seen["menu"])
    desk.key("ctrl+a")
    desk.type(str(tmp_path / "out.csv"))
    desk.key("Return")
    desk.until(lambda seen: seen["said"] == ["3 calls were exported to out.csv."])
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [row[4] for row in rows[1:]] == ["Marie Tremblay", "David Ward", "Chloé Gagnon"]


def test_a_call_is_deleted_by_keyboard_alone(desk):
    desk.key("ctrl+f", "Down", "Down")
    desk.until(lambda seen: seen["chosen"] == "c2")
    desk.key("Delete")
    desk.until(lambda seen: seen["focus"] == "Keep")
    desk.key("shift+Tab", "space")
    desk.until(lambda seen: seen["titles"] == ["Marie Tremblay", "Chloé Gagnon"])
