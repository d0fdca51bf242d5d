"""An X server without a screen, with a window manager and, where wanted, a tray: one for each benchmark."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.waiting import until
from benchmarks.watching import Watcher

TRAY = ("trayer", "--edge", "top", "--align", "left", "--widthtype", "pixel", "--width", "240", "--height", "24")
TRAY_WINDOW = "panel"
"""What trayer calls its window."""


@contextmanager
def screen(*, tray: bool = False) -> Iterator[dict[str, str]]:
    """While this holds, the screen is there. Gives the environment in which programs find it."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        environment = _environment(_start_server(running))
        running.append(start("openbox", environment=environment))
        if tray:
            running.append(start(*TRAY, environment=environment))
            _wait_for_tray(environment["DISPLAY"])
        yield environment
    finally:
        for process in reversed(running):
            end(process)


def start(*command: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a program whose words nobody reads."""
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes], *, patience: float = 20) -> None:
    """Ask the process to end and wait for it; `patience` seconds later it is killed."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _wait_for_tray(display: str) -> None:
    """A program that starts before the tray shows a window instead."""
    watcher = Watcher(display)
    until(watcher.has_tray, "tray")
    watcher.close()


def _start_server(running: list[subprocess.Popen[bytes]]) -> str:
    read, write = os.pipe()
    running.append(
        subprocess.Popen(
            ("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"),
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )
    os.close(write)
    with os.fdopen(read) as number:
        return f":{number.readline().strip()}"


def _environment(display: str) -> dict[str, str]:
    """No session bus: it would bring a second kind of tray, and only some machines have one."""
    return {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "NO_AT_BRIDGE": "1",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "SCREENPOP_CLIENT_SECRET": "demo",
    }
