"""What people do about the way in: test the ways and see which is best, confirm a server's key, replace a secret."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from screenpop.delivery.base import DeliveryError, WayIn
from screenpop.language import translate
from screenpop.profile.control import RequestRefused
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder

if TYPE_CHECKING:  # loaded when somebody asks
    from screenpop.delivery.recommend import Recommendation, Verdict
    from screenpop.delivery.ssh_known_hosts import HostKey


async def find_best_way(profile: Profile, in_use: WayIn | None = None) -> "Recommendation":
    """Test each way in that the profile's settings describe, all at once, and name the best that works, and why.

    `in_use` is the way that this process has started, if any; the others are opened for the test alone, and nothing of
    the profile is changed. It takes 45 seconds at the longest. A way that does not work is a `Verdict` that says why.
    Raises SettingsError where the settings make no sense.
    """
    from screenpop.delivery.recommend import recommend

    settings = SettingsFile(profile.config)
    return await recommend(settings.read, StateFolder(profile.state), Secrets(profile), in_use)


def in_words(found: "Recommendation") -> str:
    """The recommendation and, a line each, what came of every way that was tested."""
    lines = [_line(each) for each in found.verdicts]
    return "\n".join([found.why, "", *lines]) if len(lines) > 1 and found.best else found.why


def _line(verdict: "Verdict") -> str:
    if verdict.took is None or not verdict.works:
        return translate("Ways", "{way}: {why}").format(way=verdict.kind, why=verdict.words)
    took = round(verdict.took / timedelta(milliseconds=1))
    return translate("Ways", "{way}: works, {milliseconds} ms").format(way=verdict.kind, milliseconds=took)


class WayChoice:
    """The choice that a person has while the program runs with one way in."""

    def __init__(self, profile: Profile, way: WayIn) -> None:
        """`way` is the one in use."""
        self._profile = profile
        self._way = way

    async def test(self) -> "Recommendation":
        """Test all ways that are set up: see `find_best_way`."""
        return await find_best_way(self._profile, self._way)

    async def told(self) -> Any:
        """The same as JSON values, for who asks over the local socket."""
        return msgspec.to_builtins(await self.test())

    @property
    def can_renew(self) -> bool:
        """Whether the address follows from a secret that can be replaced: the relay's does."""
        return self._way.kind == "relay"

    async def renew(self) -> None:
        """Replace the relay's secret: the subscription moves to the new address, and whoever has the old secret reads
        nothing more. Raises DeliveryError.
        """
        from screenpop.delivery.relay import Relay

        if not isinstance(self._way, Relay):
            raise DeliveryError(
                translate("Ways", "Calls do not come in through a relay: there is no secret to replace.")
            )
        await self._way.renew_secret()

    async def renew_asked(self) -> bool:
        """The same for who asks over the local socket. Raises RequestRefused."""
        try:
            await self.renew()
        except DeliveryError as error:
            raise RequestRefused(str(error)) from error
        return True

    def confirm_with(self, ask: "Callable[[HostKey], Awaitable[bool]]") -> None:
        """Have a person asked whether the key of an SSH server that is new here is right. To be called before `start`.

        Without it no new key is believed.
        """
        if self._way.kind == "ssh":
            from screenpop.delivery.ssh import Ssh

            assert isinstance(self._way, Ssh)
            self._way.confirm = ask
