"""`screenpop`: the tray application."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from screenpop.cli.main import CommandFailed
from screenpop.profile import log
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.workplace import Workplace


def run(options: argparse.Namespace, *, link: str | None = None, invite: str | None = None) -> int:
    """Run until the user quits; begin with asking whether to call whom `link` names, or to take `invite` over."""
    profile = Profile.find(options.profile)
    try:
        profile.create()
    except OSError as error:
        raise CommandFailed(f"the profile's folder cannot be made: {error}") from error
    log.set_up(profile.log, verbose=options.verbose)
    from screenpop import app

    try:
        return app.run(profile, _opening(link, invite) if link or invite else None)
    except app.CannotStart as error:
        raise CommandFailed(str(error)) from error


def _opening(link: str | None, invite: str | None) -> "Callable[[Workplace], Awaitable[None]]":
    async def begin(workplace: "Workplace") -> None:
        if link is not None:
            await workplace.dialling.begin_with(link)
        else:
            await workplace.core.commands.do({"command": "invite", "source": invite})

    return begin
