"""Call scripts: small steps with times, by which people in the office and outside act.

A script is data: the library has some by name, and files hold others. The same script is played with any agent, since
it says "agent", "colleague 1", "colleague 2" and "queue" where it does not mean a certain extension.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from .calls import CallError, new_id
from .switch import Switch
from .system import PhoneSystem
from .wishes import CallWish, Roles, begin

Deed = Literal["ring", "answer", "decline", "no_answer", "offer", "voicemail", "transfer", "hang_up"]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One deed. `at` is in seconds from the script's beginning, `call` is the script's own name for the call.

    ring: begin `ring`, a call. answer, decline: `user` picks up or refuses. no_answer: it stops ringing and the caller
    waits on. offer: it rings at `user`. voicemail: the box of `user` answers. transfer: the caller is passed on to
    `user`, which makes another call, named `new`. hang_up: the call ends.
    """

    at: float
    do: Deed
    call: str = "call"
    user: str | None = None
    new: str = "transferred"
    ring: CallWish | None = None

    def __post_init__(self) -> None:
        """Refuse a step that cannot be taken."""
        if self.at < 0:
            raise ValueError("a step's time is 0 or more")
        if (self.do == "ring") != (self.ring is not None):
            raise ValueError('a step that does "ring", and no other, has the call in its `ring`')
        if self.do in ("offer", "transfer") and self.user is None:
            raise ValueError(f'a step that does "{self.do}" needs a `user`')


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Steps, in the order of their times. `begins` says when a script that is given at the start is played."""

    steps: tuple[Step, ...]
    about: str = ""
    begins: Literal["when_subscribed", "at_once"] = "when_subscribed"

    def __post_init__(self) -> None:
        """Refuse a script whose steps speak of calls that there are not."""
        begun: set[str] = set()
        for step in sorted(self.steps, key=lambda one: one.at):
            if step.do == "ring":
                begun.add(step.call)
            elif step.call not in begun:
                raise ValueError(f'a step does "{step.do}" with the call "{step.call}", which has not begun')
            if step.do == "transfer":
                begun.add(step.new)

    def named(self) -> tuple[str, ...]:
        """The names of the calls, in the order in which they begin."""
        steps = sorted(self.steps, key=lambda one: one.at)
        names = [step.call if step.do == "ring" else step.new for step in steps if step.do in ("ring", "transfer")]
        return tuple(dict.fromkeys(names))


def told_of(script: Script, changes: Mapping[str, Any]) -> Script:
    """The same story of another caller: `changes` ("from", "name", …) go into the first call that rings."""
    steps = list(script.steps)
    place = next(place for place, step in enumerate(steps) if step.ring is not None)
    wish = msgspec.convert({**msgspec.to_builtins(steps[place].ring), **changes}, CallWish)
    steps[place] = msgspec.structs.replace(steps[place], ring=wish)
    return msgspec.structs.replace(script, steps=tuple(steps))


class Play:
    """A script that is being played: `calls` has the ids of its calls, by their names, from the beginning on."""

    def __init__(self, system: PhoneSystem, script: Script, *, agent: str | None = None) -> None:
        """Choose the calls' ids. Raises CallError if the office has not all who are needed."""
        self._system = system
        self._roles = Roles(system, agent)
        self._steps = sorted(script.steps, key=lambda one: one.at)
        for step in self._steps:
            self._extension(step.user)
        self.calls = {name: new_id() for name in script.named()}
        self.task: asyncio.Task[None] | None = None

    async def done(self) -> None:
        """Wait until the last step has been taken, or the simulator was stopped."""
        if self.task is not None:
            await asyncio.wait([self.task])

    async def run(self) -> None:
        """Take the steps. One that does not fit any more, since somebody else was faster, is left out."""
        now = 0.0
        for step in self._steps:
            await self._system.clock.sleep(step.at - now)
            now = step.at
            try:
                self._take(step, self._system.switch)
            except CallError:
                continue

    def _take(self, step: Step, switch: Switch) -> None:
        call_id, user = self.calls[step.call], self._extension(step.user)
        match step.do:
            case "ring" if step.ring:
                begin(self._system, step.ring, self._roles, call_id)
            case "answer":
                switch.answer(call_id, user)
            case "decline":
                switch.decline(call_id, user)
            case "no_answer":
                switch.no_answer(call_id)
            case "offer" if user:
                switch.offer(call_id, [user])
            case "voicemail":
                switch.to_voicemail(call_id, user)
            case "transfer" if user:
                switch.transfer(call_id, user, call_id=self.calls[step.new])
            case "hang_up":
                switch.hang_up(call_id)

    def _extension(self, word: str | None) -> str | None:
        return self._roles.extension(word) if word else None
