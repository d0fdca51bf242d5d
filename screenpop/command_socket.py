"""What the running program answers to the commands that come over its local socket.

A handler is given the request and gives a JSON value, or an awaitable of one. To `watch` there is an answer at each
change of what the command tells: the state (`status`, `presence`), or one call after the other (`calls`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from screenpop.call_commands import CallCommands
from screenpop.calls.ledger import Change
from screenpop.history.present import call_json
from screenpop.live_facts import live_facts
from screenpop.privacy import forget_now
from screenpop.profile.control import Request, RequestRefused
from screenpop.profile.control_server import ControlServer
from screenpop.profile.paths import Profile
from screenpop.status import live_calls_json, presence_json, status_json

if TYPE_CHECKING:
    from screenpop.core import Core

Handler = Callable[[Request], Any]

_MOST_WAITING: Final = 1000
"""Changed calls that wait for an asker who does not read; the oldest are left out."""


class CommandSocket:
    """Listens for commands. `socket["show"] = handler` adds one that the core alone cannot do."""

    def __init__(self, core: "Core", profile: Profile) -> None:
        """Nothing listens before `start`."""
        self._core = core
        acting = CallCommands(core)
        self._handlers: dict[str, Handler] = {
            "status": lambda _request: status_json(core),
            "presence": lambda _request: presence_json(core),
            "calls": lambda _request: live_calls_json(core),
            "answer": acting.answer,
            "decline": acting.decline,
            "hangup": acting.hang_up,
            "dial": acting.dial,
            "dnd": acting.do_not_disturb,
            "action": acting.try_action,
            "sign_in": lambda _request: core.sign_in.asked(),
            "sign_in_status": lambda _request: core.sign_in.told(),
            "ways": lambda _request: core.way_choice.told(),
            "renew_relay": lambda _request: core.way_choice.renew_asked(),
            "doctor": lambda _request: live_facts(core),
            "forget": lambda request: forget_now(core, request),
            "contacts_changed": lambda _request: asyncio.to_thread(core.contacts.notice),
        }
        self._server = ControlServer(profile.socket, self._answer)

    def __setitem__(self, command: str, act: Callable[[], Any]) -> None:
        """Do `act`, which needs no more than to be asked, for `command`."""
        self._handlers[command] = lambda _request: act()

    def hear(self, command: str, handler: Handler) -> None:
        """Have `handler` answer `command`."""
        self._handlers[command] = handler

    async def do(self, request: Request) -> Any:
        """Answer a request of this program's own. Raises RequestRefused."""
        return await self._once(self._handler(str(request["command"])), request)

    async def start(self) -> None:
        """Listen. Raises OSError."""
        await self._server.start()

    async def stop(self) -> None:
        """Let go of all askers."""
        await self._server.stop()

    def _answer(self, request: Request) -> Awaitable[Any] | AsyncIterator[Any]:
        if request["command"] != "watch":
            return self._once(self._handler(request["command"]), request)
        if request.get("what") == "calls":
            return self._changed_calls()
        return self._at_each_change(self._handler(str(request.get("what"))), request)

    def _handler(self, command: str) -> Handler:
        handler = self._handlers.get(command)
        if handler is None:
            known = ", ".join(sorted(self._handlers))
            raise RequestRefused(f"The running program knows no command {command!r}. It knows: {known}.")
        return handler

    async def _once(self, handler: Handler, request: Request) -> Any:
        result = handler(request)
        return await result if isinstance(result, Awaitable) else result

    async def _at_each_change(self, handler: Handler, request: Request) -> AsyncIterator[Any]:
        changed = asyncio.Event()
        self._core.on_update.append(changed.set)
        try:
            told: Any = None
            while True:
                result = await self._once(handler, request)
                if result != told:
                    told = result
                    yield result
                await changed.wait()
                changed.clear()
        finally:
            self._core.on_update.remove(changed.set)

    async def _changed_calls(self) -> AsyncIterator[Any]:
        waiting: asyncio.Queue[Any] = asyncio.Queue(_MOST_WAITING)

        def take(changes: Sequence[Change]) -> None:
            for change in changes:
                if waiting.full():
                    waiting.get_nowait()
                waiting.put_nowait(call_json(change.call))

        self._core.on_changes.append(take)
        try:
            while True:
                yield await waiting.get()
        finally:
            self._core.on_changes.remove(take)
