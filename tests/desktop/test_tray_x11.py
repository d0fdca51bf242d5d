"""The tray on a real X server, with a real window manager and a real tray that comes, goes and comes again."""

import textwrap

from tests.desktop.x11 import needs_x11

pytestmark = needs_x11

PROGRAM = textwrap.dedent("""
    import sys
    from collections import Counter
    from datetime import UTC, datetime
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication
    from screenpop.calls.presence import Presence
    from screenpop.desktop.tray import Tray
    from screenpop.desktop.view import DesktopView, TrayActions

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    presence = Presence.AVAILABLE

    async def nothing(_call_id):
        pass

    def say(*words):
        print(*words, flush=True)

    actions = TrayActions(nothing, nothing, nothing, nothing, print, print, print)
    tray = Tray(lambda: DesktopView("0.1.0", presence, datetime.now(UTC)), actions)
    tray.came.connect(lambda: say("came"))
    say("available" if tray.available else "waiting")

    def look():
        place = tray._icon.geometry() if tray._icon else None
        if not place:
            return "nothing"
        shot = QGuiApplication.primaryScreen().grabWindow(0, *place.getRect()).toImage()
        seen = Counter(shot.pixelColor(x, y).name() for x in range(shot.width()) for y in range(shot.height()))
        return " ".join(colour for colour, _count in seen.most_common(2))

    def obey():
        global presence
        command = sys.stdin.readline().split()
        if not command:
            app.quit()
        elif command[0] == "look":
            say(look(), tray.available)
        else:
            presence = Presence(command[0])
            tray.refresh()
            say("ok")

    stdin = QSocketNotifier(0, QSocketNotifier.Type.Read)
    stdin.activated.connect(obey)
    app.exec()
""")


def test_the_icon_is_seen_in_a_tray_that_comes_late_goes_and_comes_again(screen):
    program = screen.program(PROGRAM)
    assert program.hear() == "waiting"
    assert program.ask("look") == "nothing False"
    tray = screen.bring_tray()
    assert program.hear() == "came"
    program.wait_for("#1e8e54 #dcdad5 True")
    assert program.ask("on_call") == "ok"
    program.wait_for("#c8322b #dcdad5 True", "#c8322b #ffffff True")
    tray.terminate()
    tray.wait()
    program.wait_for("#000000 True", "#000000 False", "nothing False")
    screen.bring_tray()
    program.wait_for("#c8322b #dcdad5 True", "#c8322b #ffffff True")


def test_a_tray_that_is_there_is_used_at_once(screen):
    screen.bring_tray()
    waiting = screen.program(PROGRAM)
    if waiting.hear() == "waiting":
        assert waiting.hear() == "came"
    assert screen.program(PROGRAM).hear() == "available"
