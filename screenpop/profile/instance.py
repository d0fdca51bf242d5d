"""One program a profile.

The lock is one call to the system, since it is taken before anything is on the screen: the library for it takes
longer to load (22 ms were measured) than the rest of what is loaded before the tray.
"""

import os
import sys
from pathlib import Path

from screenpop.profile.paths import Profile


class SingleInstance:
    """A lock that lives as long as the process: a program that was killed leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        """`path` is the lock file, whose folder is made if needed."""
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Whether this is the only program of the profile. Raises OSError if the file cannot be made."""
        if self._descriptor is not None:
            return True
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if _lock(descriptor):
                self._descriptor = descriptor
        finally:
            if self._descriptor is None:
                os.close(descriptor)
        return self._descriptor is not None

    def release(self) -> None:
        """Let another have it. The file stays: deleting it would let two programs lock two files of one name."""
        if self._descriptor is not None:
            _unlock(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        """Closing is not enough while a child that is just being started still has everything of ours."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def show_the_first(profile: Profile) -> None:
    """Bring the running program's window up; one that has only just started shows itself anyway."""
    import contextlib

    from screenpop.profile.control import NotRunning, RequestRefused, ask

    with contextlib.suppress(NotRunning, RequestRefused):
        ask(profile.socket, {"command": "show"})
