"""The Qt that is installed stands a long day under qasync. PySide6 6.12.0 on Python 3.11 does not: it dies after some
thousand timer and signal events, which is why pyproject.toml bounds it.
"""

import subprocess
import sys
import textwrap

EVENTS = 100_000

SOAK = textwrap.dedent("""
    import asyncio, sys
    from PySide6.QtCore import QObject, QTimer, Signal
    from PySide6.QtWidgets import QApplication
    from screenpop.desktop.event_loop import EventLoop

    class Source(QObject):
        told = Signal(object, bool)

    async def soak(wanted):
        source, heard, done = Source(), [], asyncio.Event()

        def hear(value, is_last):
            heard.append(value is None)
            if is_last:
                done.set()

        source.told.connect(hear)
        timer = QTimer()
        timer.timeout.connect(lambda: source.told.emit(None, False))
        timer.start(0)
        while len(heard) < wanted:
            for _ in range(100):
                QTimer.singleShot(0, lambda: source.told.emit(None, False))
                asyncio.get_running_loop().call_soon(source.told.emit, None, False)
            await asyncio.sleep(0)
        timer.stop()
        source.told.emit(None, True)
        await done.wait()
        return all(heard)

    with EventLoop(QApplication([])) as loop:
        print(loop.run_until_complete(soak(int(sys.argv[1]))))
""")


def test_qt_and_qasync_stand_100_000_timer_and_signal_events():
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SOAK, str(EVENTS)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "True"
