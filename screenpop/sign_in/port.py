"""The port at which the browser comes back: held only while somebody signs in, since others may want the same one.

On a computer with several users everybody's browser comes back to the one port that is registered with the phone
system. When it is taken, people are told by whom, as far as the system tells.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screenpop.integrate.authorization import REDIRECT_HOST
from screenpop.language import translate
from screenpop.sign_in.errors import Failure, SignInFailed

PROC: Final = Path("/proc")
_LISTENING: Final = "0A"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who listens at a port. `user` is None where it is this user; `program` where only its owner may know it."""

    user: str | None
    program: str | None

    def __str__(self) -> str:
        """As a part of a sentence."""
        if self.user is None:
            words = translate("SignIn", "the program {program} of yours") if self.program else _one_of_yours()
        else:
            named = translate("SignIn", "the program {program} of {user}")
            words = named if self.program else translate("SignIn", "a program of {user}")
        return words.format(program=self.program, user=self.user)


def _one_of_yours() -> str:
    return translate("SignIn", "a program of yours")


def hold(port: int) -> socket.socket:
    """A listening socket at the port, ours alone until it is closed. Raises SignInFailed."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((REDIRECT_HOST, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        raise SignInFailed(Failure.PORT_TAKEN, _explained(port, error)) from error
    return listening


def _explained(port: int, error: Exception) -> str:
    holder = holder_of(port)
    if holder is None:
        why = error.strerror if isinstance(error, OSError) else error
        return translate(
            "SignIn",
            "Your browser has to come back to port {port} of this computer, and that cannot be used now ({why}). End "
            "the program that uses it and sign in again, or ask your administrator for another port "
            "(account.redirect_port).",
        ).format(port=port, why=why)
    if holder.user is None:
        return translate(
            "SignIn",
            "Your browser has to come back to port {port} of this computer, and {holder} uses it. End that program, "
            "then sign in again.",
        ).format(port=port, holder=holder)
    return translate(
        "SignIn",
        "Your browser has to come back to port {port} of this computer, and {holder} uses it. If somebody else is "
        "signing in at this moment, wait two minutes and sign in again. If that does not help, tell your "
        "administrator.",
    ).format(port=port, holder=holder)


if sys.platform == "linux":
    import pwd

    def holder_of(port: int, proc: Path = PROC) -> Holder | None:
        """Who listens at a port of this computer, None if nobody does or the system does not tell."""
        for uid, inode in _listeners(port, proc):
            user = None if uid == os.getuid() else _name_of(uid)
            return Holder(user, _program_of(inode, proc))
        return None

    def _listeners(port: int, proc: Path) -> Iterator[tuple[int, str]]:
        """User and inode of each socket that listens at the port (proc(5): local address, state, uid, inode)."""
        for table in ("tcp", "tcp6"):
            with contextlib.suppress(OSError):
                for line in (proc / "net" / table).read_text(encoding="ascii").splitlines()[1:]:
                    fields = line.split()
                    if fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                        yield int(fields[7]), fields[9]

    def _name_of(uid: int) -> str:
        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return translate("SignIn", "user {uid}").format(uid=uid)

    def _program_of(inode: str, proc: Path) -> str | None:
        """The program that has the socket; the system tells that only of programs of this user."""
        for process in proc.glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if any(os.readlink(file) == f"socket:[{inode}]" for file in (process / "fd").iterdir()):
                    return f"{(process / 'comm').read_text(encoding='utf-8').strip()} (process {process.name})"
        return None

else:

    def holder_of(_port: int) -> Holder | None:
        """Who listens at a port of this computer: this system does not tell."""
        return None
