"""The simulator as one object, to be run inside any program that has an asyncio loop."""

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import control_calls, control_state
from .api import api_app
from .clock import Clock
from .faults import Fault
from .front import Front
from .library import LIBRARY
from .office import Office
from .scripts import Play, Script
from .server import Server
from .spelling import header_time
from .system import PhoneSystem
from .wishes import CallWish, Roles, begin


class Simulator:
    """A simulated Integrate on 127.0.0.1. `system` is what is behind it."""

    def __init__(
        self,
        office: Office | None = None,
        *,
        port: int = 0,
        time_scale: float = 1.0,
        clock: Clock | None = None,
        script: Script | None = None,
        faults: Iterable[Fault] = (),
    ) -> None:
        """`port` 0 lets the system choose. `time_scale`: see `Clock`, which `clock` may replace. `script` is played as
        its `begins` says.
        """
        self.system = PhoneSystem(office or Office(), clock or Clock(time_scale))
        self.system.faults.add(faults)
        self._script = script
        self._server = Server(self._app(), port)

    async def start(self) -> str:
        """Listen; the API's address, "http://127.0.0.1:PORT/api". Raises OSError if the port is taken."""
        self.system.address = f"http://127.0.0.1:{await self._server.start()}/api"
        if self._script is not None:
            self._play_when_due(self._script)
        return self.system.address

    async def stop(self) -> None:
        """End everything."""
        await self.system.close()
        await self._server.stop()

    def ring(self, wish: CallWish | None = None) -> str:
        """Ring a call; its id, `from.call_id`. Raises CallError, as all that follow do."""
        return begin(self.system, wish or CallWish(), Roles(self.system))

    def answer(self, call_id: str, user: str | None = None) -> None:
        """Let `user` pick up."""
        self.system.switch.answer(call_id, user)

    def hang_up(self, call_id: str) -> None:
        """End a call."""
        self.system.switch.hang_up(call_id)

    def transfer(self, call_id: str, user: str) -> str:
        """Pass the caller on to `user`; the id of the new call."""
        return self.system.switch.transfer(call_id, user).id

    def play(self, script: Script | str, *, agent: str | None = None) -> Play:
        """Begin to play a script, or the one of that name in the library. `Play.done` waits for its end."""
        play = Play(self.system, LIBRARY[script] if isinstance(script, str) else script, agent=agent)
        play.task = self.system.chores.spawn(play.run(), "script")
        return play

    def _play_when_due(self, script: Script) -> None:
        play = Play(self.system, script)

        def begin_once() -> None:
            if play.task is None:
                play.task = self.system.chores.spawn(play.run(), "script")

        if script.begins == "at_once":
            begin_once()
        else:
            self.system.publisher.on_ready.append(begin_once)

    def _app(self) -> ASGIApp:
        control = [*control_calls.routes(self.system), *control_state.routes(self.system)]
        front = Front(api_app(self.system), self.system, lambda client: self._server.cut(client))
        return _Dated(Starlette(routes=[Mount("/api", front), Mount("/_sim", routes=control)]), self.system.clock)


class _Dated:
    """Tells every client the time, by the phone system's clock."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Date"] = header_time(self._clock.now())
            await send(message)

        await self._app(scope, receive, send_dated)
