"""`screenpop feed`: the presence feed, without a display, for a server."""

import argparse
import asyncio
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.profile import log
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from screenpop.feed_service import FeedService


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "feed", help="tell all desktops who can be reached (for a server, without a display)"
    )
    parser.add_argument("--key", action="store_true", help="print the key that desktops need to read the feed, and end")
    return parser


def run(options: argparse.Namespace) -> int:
    """Publish until the user or the system ends it."""
    from screenpop.feed.keys import FeedError
    from screenpop.feed_service import FeedService, key_for_members
    from screenpop.history.store import StoreError
    from screenpop.profile.instance import SingleInstance
    from screenpop.profile.settings import SettingsError

    profile = Profile.find(options.profile)
    try:
        if options.key:
            say(key_for_members(profile).told)
            return DONE
        profile.create()
        log.set_up(profile.log, verbose=options.verbose)
        instance = SingleInstance(profile.lock)
        if not instance.acquire():
            raise CommandFailed("ScreenPop runs with this profile already; the feed needs one of its own (--profile).")
        asyncio.run(_serve(lambda: FeedService(profile)))
    except (FeedError, SettingsError, StoreError) as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"the feed cannot run: {error}") from error
    return DONE


async def _serve(make: "Callable[[], FeedService]") -> None:
    from screenpop.quit_signals import quit_signals

    service = make()
    told: list[str] = []

    def tell() -> None:
        trouble = service.trouble
        words = plain(trouble) if trouble else f"The board is at {service.url}, for all who have the key."
        if told[-1:] != [words]:
            told[:] = [words]
            say(words)

    service.core.on_update.append(tell)
    with quit_signals(asyncio.get_running_loop(), service.quit):
        await service.run()
