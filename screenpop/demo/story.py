"""The story of the demo: a working day of Sam Lee, extension 126, told in about a minute.

What others do goes to the simulator's control API; what Sam does goes through the program, as a click would. Whoever
watches may click as well: a step that does not fit any more is left out.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from screenpop.call_control import CallControl, CallControlError
from screenpop.calls.presence import DoNotDisturb
from screenpop.core import Core
from screenpop.integrate.errors import IntegrateError

from .office import Office

USUAL_SECONDS: Final = 60.0
"""The length for which the pauses below are written."""

DAVID: Final = {"from": "+16133246100", "name": "David Ward"}
MARIE: Final = {"from": "+14185550117", "name": "Marie Tremblay"}
PARIS: Final = {"kind": "unknown", "from": "+33142685300"}
PRANKSTER: Final = {"from": "+15145550177", "name": '<b>FREE PRIZE</b> <img src="x"> %s {0} \u202etxt.exe'}
NADIA: Final = {"from": "+16045550164", "name": "Nadia Roy"}
HARBOUR: Final = {"from": "+19025550121", "name": "Harbour Freight"}
SURVEY: Final = {"from": "+18005550199", "name": "Survey Line"}
THREE: Final = (
    {"from": "+12045550155", "name": "Prairie Seeds"},
    {"from": "+15145550188", "name": "Librairie du Canal"},
    {"from": "+13065550142", "name": "Wheatland Dental"},
)
SAM, ANNA, BEN, CHLOE = "126", "127", "131", "133"
SALES: Final = "8001"


class Story:
    """Plays the scenes one after the other. `rung` are the ids of the calls that rang at Sam's, or that Sam placed."""

    def __init__(
        self, office: Office, core: Core, tell: Callable[[str], None], look: Callable[[], None], seconds: float
    ) -> None:
        """`tell` gets a line for people, and `look` is called whenever there was time to look at the screen.

        The pauses are stretched so that the day takes about `seconds`.
        """
        self._office = office
        self._core = core
        self._desk: CallControl = core.calls
        self._tell = tell
        self._look = look
        self._pace = seconds / USUAL_SECONDS
        self._paris = ""
        self.rung: list[str] = []

    async def play(self) -> None:
        """The whole day."""
        scenes: tuple[Callable[[], Awaitable[None]], ...] = (
            self._a_customer,
            self._from_paris,
            self._anna_is_faster,
            self._ben_asks,
            self._a_prank,
            self._the_queue_tries_again,
            self._chloe_passes_on,
            self._do_not_disturb,
            self._three_at_once,
            self._call_back,
            self._the_customer_again,
        )
        for scene in scenes:
            await scene()
            await self._pause(0.8)

    async def _a_customer(self) -> None:
        call = await self._ring(DAVID, kind="queue", queue=SALES, to=[SAM])
        await self._pause(2.2)
        await self._sam(self._desk.answer(call))
        await self._pause(1.2)
        self._core.save_note(call, "Prefers French. Open order 20418.")
        self._tell("You write a note: Prefers French. Open order 20418.")
        await self._pause(1.6)
        await self._office.hang_up(call)

    async def _from_paris(self) -> None:
        call = self._paris = await self._ring(PARIS, to=SAM)
        await self._pause(2.8)
        await self._office.hang_up(call)

    async def _anna_is_faster(self) -> None:
        call = await self._ring(MARIE, kind="group", to=[SAM, ANNA, BEN])
        await self._pause(2.2)
        await self._office.answer(call, ANNA)
        await self._pause(2.0)
        await self._office.hang_up(call)

    async def _ben_asks(self) -> None:
        call = await self._ring({"from": BEN, "name": "Ben Okafor"}, kind="internal", to=SAM)
        await self._pause(1.6)
        await self._office.answer(call, SAM)
        await self._pause(2.2)
        await self._sam(self._desk.hang_up(call))

    async def _a_prank(self) -> None:
        self._tell("The next caller's name is full of traps. On the card it is only text.")
        call = await self._ring(PRANKSTER, to=SAM)
        await self._pause(2.6)
        await self._sam(self._desk.decline(call))

    async def _the_queue_tries_again(self) -> None:
        call = await self._ring(NADIA, kind="queue", queue=SALES, to=[SAM], ring_seconds=3600.0)
        await self._pause(1.8)
        await self._office.stop_ringing(call)
        await self._pause(1.2)
        await self._office.offer(call, SAM)
        await self._pause(1.4)
        await self._office.answer(call, SAM)
        await self._pause(1.6)
        await self._office.hang_up(call)

    async def _chloe_passes_on(self) -> None:
        first = await self._office.ring(**HARBOUR, to=CHLOE)
        await self._pause(0.8)
        await self._office.answer(first, CHLOE)
        await self._pause(0.8)
        call = await self._office.transfer(first, SAM)
        self.rung.append(call)
        await self._pause(1.8)
        await self._office.answer(call, SAM)
        await self._pause(1.6)
        await self._office.hang_up(call)

    async def _do_not_disturb(self) -> None:
        self._core.set_do_not_disturb(DoNotDisturb())
        self._tell("You turn on do not disturb. Calls still come; cards stay away.")
        call = await self._ring(SURVEY, to=SAM)
        await self._pause(2.2)
        await self._office.hang_up(call)
        self._core.set_do_not_disturb(None)
        self._tell("Do not disturb is off again.")

    async def _three_at_once(self) -> None:
        calls = []
        for caller in THREE:
            calls.append(await self._ring(caller, to=SAM))
            await self._pause(0.5)
        await self._office.answer(calls[0], SAM)
        await self._pause(1.6)
        for call in reversed(calls):
            await self._office.hang_up(call)
            await self._pause(0.5)

    async def _call_back(self) -> None:
        self._tell("You call Paris back.")
        before = set(await self._office.live())
        await self._sam(self._desk.call_back(self._paris))
        call = next(iter(set(await self._office.live()) - before))
        self.rung.append(call)
        await self._pause(0.8)
        await self._office.answer(call, SAM)
        await self._pause(1.0)
        await self._office.answer(call)
        await self._pause(1.8)
        await self._office.hang_up(call)

    async def _the_customer_again(self) -> None:
        self._tell("The first caller calls again, and the card knows what was said.")
        call = await self._ring(DAVID, kind="queue", queue=SALES, to=[SAM])
        await self._pause(2.8)
        await self._office.answer(call, SAM)
        await self._pause(1.6)
        await self._office.hang_up(call)

    async def _ring(self, caller: Mapping[str, object], **how: object) -> str:
        call = await self._office.ring(**{**caller, **how})
        self.rung.append(call)
        return call

    async def _sam(self, act: Awaitable[None]) -> None:
        """Sam acts through the program."""
        try:
            await act
        except (CallControlError, IntegrateError) as error:
            self._tell(f"That did not work: {error}")

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)
        self._look()
