import shutil
import subprocess
import sys
import textwrap

import pytest

from screenpop.desktop import motion

PORTAL = textwrap.dedent("""
    import subprocess, sys
    from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QProcess, Slot
    from PySide6.QtDBus import QDBusConnection, QDBusVariant

    @ClassInfo({"D-Bus Interface": "org.freedesktop.portal.Settings"})
    class Portal(QObject):
        @Slot(str, str, result=QDBusVariant)
        def ReadOne(self, namespace, key):
            assert (namespace, key) == ("org.gnome.desktop.interface", "enable-animations")
            return QDBusVariant(sys.argv[1] == "moves")

    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    portal = Portal()
    if sys.argv[1] != "nothing":
        bus.registerObject("/org/freedesktop/portal/desktop", portal, QDBusConnection.RegisterOption.ExportAllSlots)
        bus.registerService("org.freedesktop.portal.Desktop")
    asker = QProcess()
    asker.finished.connect(lambda *_: app.quit())
    asker.start(sys.executable, ["-c", "from screenpop.desktop import motion; print(motion.is_wanted())"])
    app.exec()
    print(bytes(asker.readAllStandardOutput()).decode().strip())
""")


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus-run-session")
@pytest.mark.parametrize(("system", "moves"), [("still", "False"), ("moves", "True"), ("nothing", "True")])
def test_the_desktop_says_whether_things_move(system, moves):
    command = ["dbus-run-session", "--", sys.executable, "-c", PORTAL, system]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == moves, done.stderr


def test_without_a_desktop_they_may(qapp):
    assert motion.is_wanted()
