"""Makes ScreenPop the program that opens links to call somebody, and invites: one method a system.

Linux: a desktop file and a type of the user's own, and xdg-mime (freedesktop.org, Desktop Entry, MIME Applications and
Shared MIME-info Database).
Windows: the user's own classes and capabilities in the registry (Microsoft, "Default Programs"); the person chooses in
the system's settings. macOS: the bundle's Info.plist says it (CFBundleURLTypes); there is nothing to do at run time.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from screenpop.resources import read_text

from .link import CALL_SCHEMES

INVITE_SCHEME: Final = "screenpop"
INVITE_SUFFIX: Final = ".screenpop"

_FILE: Final = "screenpop-links.desktop"
_INVITE_TYPE: Final = "application/x-screenpop-invite"
_SCHEMES: Final = (*CALL_SCHEMES, INVITE_SCHEME)


class LinksError(Exception):
    """The system does not let us; the text says why, and what to do."""


class Links:
    """`command` is how the system starts this program: the arguments before the link."""

    def __init__(self, command: tuple[str, ...]) -> None:
        """Nothing is asked of the system yet."""
        self._command = command

    if sys.platform == "win32":

        def take(self) -> None:
            """Offer this program for all links. Raises LinksError."""
            import winreg

            opening = subprocess.list2cmdline(self._command) + ' "%1"'
            capabilities = r"Software\ScreenPop\Capabilities"
            values = {
                r"Software\Classes\ScreenPop.Link": {"": "ScreenPop", "URL Protocol": ""},
                r"Software\Classes\ScreenPop.Link\shell\open\command": {"": opening},
                capabilities: {"ApplicationName": "ScreenPop", "ApplicationDescription": "Caller cards"},
                rf"{capabilities}\URLAssociations": dict.fromkeys(_SCHEMES, "ScreenPop.Link"),
                r"Software\Classes\ScreenPop.Invite": {"": "ScreenPop"},
                r"Software\Classes\ScreenPop.Invite\shell\open\command": {"": opening},
                rf"{capabilities}\FileAssociations": {INVITE_SUFFIX: "ScreenPop.Invite"},
                r"Software\RegisteredApplications": {"ScreenPop": capabilities},
            }
            try:
                for path, named in values.items():
                    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as key:
                        for name, value in named.items():
                            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
            except OSError as error:
                raise LinksError(f"The registry cannot be written: {error}.") from error

    elif sys.platform == "darwin":

        def take(self) -> None:
            """Refuse: there the bundle says which links it opens. Raises LinksError."""
            raise LinksError("macOS goes by what the application's bundle says: install ScreenPop as an application.")

    else:

        def take(self) -> None:
            """Make this program the one for all links. Raises LinksError."""
            data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
            try:
                _write(data / "applications" / _FILE, _desktop_file(self._command))
                _write(data / "mime" / "packages" / "screenpop.xml", read_text("linux/screenpop.xml"))
            except OSError as error:
                raise LinksError(f"{error.filename} cannot be written: {error.strerror}.") from error
            _run("update-desktop-database", str(data / "applications"), needed=False)
            _run("update-mime-database", str(data / "mime"), needed=False)
            kinds = (f"x-scheme-handler/{scheme}" for scheme in _SCHEMES)
            _run("xdg-mime", "default", _FILE, *kinds, _INVITE_TYPE, needed=True)


if sys.platform != "win32" and sys.platform != "darwin":

    def _desktop_file(command: tuple[str, ...]) -> str:
        """The file for links, which starts `command`: the entry of the menu stays as its package wrote it."""
        return read_text("linux/screenpop-links.desktop").replace(
            "Exec=screenpop open-link", "Exec=" + " ".join(map(_quoted, command))
        )

    def _quoted(argument: str) -> str:
        """An argument as the Desktop Entry Specification writes it in Exec."""
        if re.fullmatch(r"[A-Za-z0-9@+,./:_-]+", argument):
            return argument
        inner = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
        return f'"{inner}"'.replace("\\", "\\\\")

    def _write(path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def _run(program: str, *arguments: str, needed: bool) -> None:
        found = shutil.which(program)
        if found is None:
            if needed:
                raise LinksError(f"{program} is missing: install xdg-utils, then try again.")
            return
        done = subprocess.run([found, *arguments], capture_output=True, text=True, timeout=30, check=False)
        if done.returncode and needed:
            raise LinksError(f"{program} failed: {done.stderr.strip() or done.returncode}.")
