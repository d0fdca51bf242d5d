"""An X server with a window manager, and programs on it that tests can talk to."""

import os
import shutil
import subprocess
import sys
from threading import Timer

import pytest

NEEDED = ("Xvfb", "openbox", "trayer", "xdotool", "xprop")
needs_x11 = pytest.mark.skipif(
    not all(shutil.which(program) for program in NEEDED), reason=f"needs {', '.join(NEEDED)}"
)


class Screen:
    """An X server with a window manager; trays and programs come and go on it."""

    def __init__(self, size="800x600"):
        self._running = []
        self._programs = []
        read, write = os.pipe()
        self.start("Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", f"{size}x24", pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1"}
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.start("openbox")

    def start(self, *command, **how):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": getattr(self, "environment", None)}
        process = subprocess.Popen(command, **{**quiet, **how})
        self._running.append(process)
        return process

    def bring_tray(self, *options):
        return self.start("trayer", "--edge", "top", "--height", "24", "--widthtype", "request", *options)

    def program(self, source, *arguments):
        """A Python program that reads commands from its standard input, one a line, and answers each with a line."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._programs.append(Program(self.start(sys.executable, "-c", source, *arguments, **pipes)))
        return self._programs[-1]

    def run(self, *command):
        """What a command prints that looks at the screen, or acts on it; nothing if there is nothing to see."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False).stdout

    def close(self):
        for program in self._programs:
            program.patience.cancel()
        for process in reversed(self._running):
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()
            process.kill()
            process.wait()


class Program:
    def __init__(self, process):
        self._process = process
        self.patience = Timer(60, process.kill)
        self.patience.start()

    def hear(self):
        return self._process.stdout.readline().strip()

    def ask(self, command):
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        return self.hear()

    def wait_for(self, *expected):
        """Ask what is to be seen until it is one of `expected`; each answer takes a turn of its event loop."""
        seen = []
        for _ in range(2000):
            seen.append(self.ask("look"))
            if seen[-1] in expected:
                return
        pytest.fail(f"expected {expected}, saw {set(seen)}")
