"""Whether the screen is locked, as screen savers tell it over a real bus."""

import shutil
import subprocess
import sys
import textwrap

import pytest

from screenpop.desktop.lock_watch import LockWatch

WATCH = textwrap.dedent("""
    import subprocess, sys
    from PySide6.QtCore import QProcess
    from PySide6.QtWidgets import QApplication
    from screenpop.desktop.lock_watch import LockWatch

    app = QApplication(["watch", "-platform", "offscreen"])
    watch = LockWatch()
    told = []

    def tell(is_locked):
        QProcess.startDetached("dbus-send", ["--session", "--type=signal", "/org/freedesktop/ScreenSaver",
                                             f"{sys.argv[1]}.ActiveChanged", f"boolean:{str(is_locked).lower()}"])

    def heard(is_locked):
        told.append(is_locked)
        if is_locked:
            tell(False)
        else:
            app.quit()

    watch.changed.connect(heard)
    watch.start()
    tell(True)
    app.exec()
    print(told)
""")


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus-run-session")
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_screen_savers_tell(saver):
    command = ["dbus-run-session", "--", sys.executable, "-c", WATCH, saver]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "[True, False]", done.stderr


def test_where_nobody_tells_it_is_not_locked(qapp):
    watch = LockWatch()
    watch.start()
    assert not watch.is_locked


def test_only_changes_are_told(qapp):
    watch, told = LockWatch(), []
    watch.changed.connect(told.append)
    for is_locked in (False, True, True, False):
        watch.note(is_locked)
    assert told == [True, False]
