"""Asks the running program."""

from collections.abc import Iterator
from typing import Any

from screenpop.cli.main import NOT_RUNNING, CommandFailed
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.control import watch as watch_
from screenpop.profile.paths import Profile


def results(profile: Profile, command: str, *, watch: bool, **more: Any) -> Iterator[Any]:
    """The result of `command`; with `watch` one at each change, until the program ends."""
    try:
        if watch:
            yield from watch_(profile.socket, {"command": "watch", "what": command, **more})
        else:
            yield ask(profile.socket, {"command": command, **more})
    except NotRunning as error:
        raise CommandFailed("ScreenPop is not running with this profile.", NOT_RUNNING) from error
    except RequestRefused as error:
        raise CommandFailed(str(error)) from error
