"""Starts the program when the user signs in to their computer: each system has its own place for that.

XDG autostart (freedesktop.org's "Desktop Application Autostart Specification"), the Run key of the registry (Windows),
a launch agent (macOS: launchd.plist(5)). All three are this user's own and need no rights.
"""

import os
import plistlib
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

_NAME: Final = "screenpop"
_LABEL: Final = "org.screenpop.ScreenPop"
_RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"


class RunKey(Protocol):
    """The registry key whose values Windows starts at sign-in."""

    def set(self, name: str, command: str) -> None:
        """Start `command` from now on. Raises OSError."""

    def delete(self, name: str) -> None:
        """Start it no longer; nothing happens if it is not there. Raises OSError."""


class Autostart:
    """Start at login of one command. `set(True)` again puts an entry right that leads elsewhere."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        system: str = sys.platform,
        home: Path | None = None,
        run_key: RunKey | None = None,
    ) -> None:
        """`command` is the program and its arguments; `home` and `run_key` are the user's own if not given."""
        self._command = list(command)
        self._system = system
        self._home = home or Path.home()
        self._run_key = run_key

    def set(self, wanted: bool) -> None:
        """Start at login, or not. Raises OSError."""
        match self._system:
            case "win32":
                self._windows(wanted)
            case "darwin":
                self._macos(wanted)
            case _:
                self._xdg(wanted)

    def _xdg(self, wanted: bool) -> None:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or self._home / ".config") / "autostart"
        line = " ".join(_quoted(part) for part in self._command)
        _write(
            folder / f"{_NAME}.desktop",
            f"[Desktop Entry]\nType=Application\nName=ScreenPop\nExec={line}\nIcon={_NAME}\nTerminal=false\n".encode(),
            wanted,
        )

    def _windows(self, wanted: bool) -> None:
        import subprocess

        key = self._run_key or _run_key()
        if wanted:
            key.set("ScreenPop", subprocess.list2cmdline(self._command))
        else:
            key.delete("ScreenPop")

    def _macos(self, wanted: bool) -> None:
        agent = {"Label": _LABEL, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        _write(self._home / "Library" / "LaunchAgents" / f"{_LABEL}.plist", plistlib.dumps(agent), wanted)


def _write(path: Path, content: bytes, wanted: bool) -> None:
    """Have the file there, or not; one that is right already stays as it is."""
    if not wanted:
        path.unlink(missing_ok=True)
        return
    with suppress(FileNotFoundError):
        if path.read_bytes() == content:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _quoted(part: str) -> str:
    """A part of an Exec line (Desktop Entry Specification): quoted, and its field codes made harmless."""
    part = part.replace("%", "%%")
    if shlex.quote(part) == part:
        return part
    for sign in ("\\", '"', "`", "$"):
        part = part.replace(sign, f"\\{sign}")
    return '"' + part.replace("\\", "\\\\") + '"'


if sys.platform == "win32":
    import winreg

    class _Registry:
        def set(self, name: str, command: str) -> None:
            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, command)

        def delete(self, name: str) -> None:
            with (
                suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key,
            ):
                winreg.DeleteValue(key, name)

    def _run_key() -> RunKey:
        return _Registry()

else:

    def _run_key() -> RunKey:
        raise OSError("there is no registry on this system")
