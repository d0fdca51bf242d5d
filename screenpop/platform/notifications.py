"""Notifications of the desktop, over D-Bus (freedesktop.org, Desktop Notifications Specification 1.3).

The body may be markup, where the server says so; whatever a caller is called is escaped there. The title never is.
"""

import asyncio
import contextlib
import html
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

log = logging.getLogger(__name__)

_NAME: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_PATIENCE: Final = 2.0
"""Seconds in which bus and server must answer."""
_LONGEST: Final = 200
"""Characters of a line."""
_NEVER: Final = 0
"""The expire_timeout of what goes when we say so."""
_BY_THE_USER: Final = 2
"""The reason of NotificationClosed."""

DEFAULT: Final = "default"
"""The key of what a click on the notification itself does."""


class NoNotifications(Exception):
    """The desktop shows none; the text says why."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notification says: plain text, whatever it looks like. `actions` are keys and what the buttons say.

    `category` is one of the specification, such as "call.incoming". `is_news` is false where something just goes on.
    """

    title: str
    lines: tuple[str, ...]
    actions: tuple[tuple[str, str], ...] = ()
    category: str = ""
    is_news: bool = True


class Notifications:
    """The server of this desktop. `invoked(number, key)` hears of buttons; `closed(number, by_user)` of the end."""

    def __init__(self, invoked: Callable[[int, str], None], closed: Callable[[int, bool], None]) -> None:
        """No bus is asked before `show`."""
        self._invoked, self._closed = invoked, closed
        self._open = contextlib.AsyncExitStack()
        self._router: Any = None
        self._can: frozenset[str] = frozenset()

    @property
    def plays_sounds(self) -> bool:
        """Whether the server said, when something was shown last, that it does."""
        return "sound" in self._can

    async def show(self, notice: Notice, replaces: int = 0, *, is_heard: bool = False) -> int:
        """Show `notice`, in the place of another if that is still there; its number. Raises NoNotifications.

        `is_heard`: with the sound of an incoming call, where the server plays sounds.
        """
        if not replaces or self._router is None:
            self._can = frozenset((await self._ask("GetCapabilities"))[0])
        actions = [word for pair in ((DEFAULT, ""), *notice.actions) for word in pair] if "actions" in self._can else []
        about = ("ScreenPop", replaces, "screenpop", _one_line(notice.title), self._body(notice), actions)
        told = await self._ask("Notify", "susssasa{sv}i", (*about, _hints(notice, is_heard), _NEVER))
        return int(told[0])

    async def withdraw(self, number: int) -> None:
        """Take a notification away, if it is still there. Raises NoNotifications."""
        await self._ask("CloseNotification", "u", (number,), may_fail=True)

    async def close(self) -> None:
        """Leave the bus."""
        self._router = None
        with contextlib.suppress(OSError, EOFError):
            await self._open.aclose()

    def _body(self, notice: Notice) -> str:
        lines = [_one_line(line) for line in notice.lines]
        if "body-markup" in self._can:
            lines = [html.escape(line, quote=False) for line in lines]
        return "\n".join(filter(None, lines))

    async def _ask(
        self, method: str, signature: str | None = None, body: tuple[Any, ...] = (), *, may_fail: bool = False
    ) -> Any:
        from jeepney import DBusAddress, MessageType, new_method_call

        try:
            async with asyncio.timeout(_PATIENCE):
                router = self._router or await self._connect()
                question = new_method_call(DBusAddress(_PATH, _NAME, _NAME), method, signature, body)
                answer = await router.send_and_get_reply(question)
        except Exception as error:
            await self.close()
            raise NoNotifications(f"The desktop's notifications cannot be reached: {error!r}") from error
        if answer.header.message_type is MessageType.error and not may_fail:
            raise NoNotifications(f"The desktop did not take {method}: {answer.body}")
        return answer.body

    async def _connect(self) -> Any:
        from jeepney import MatchRule, message_bus
        from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_connection

        connection = await open_dbus_connection()
        self._open.push_async_callback(connection.close)
        router = await self._open.enter_async_context(DBusRouter(connection))
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        self._open.enter_context(router.filter(rule, queue=_Ear(self._hear)))
        await Proxy(message_bus, router).AddMatch(rule)
        self._router = router
        return router

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), message.body:
            case "ActionInvoked", (int(number), str(key)):
                self._invoked(number, key)
            case "NotificationClosed", (int(number), int(reason)):
                self._closed(number, reason == _BY_THE_USER)


class _Ear(asyncio.Queue[Any]):
    """Gives what comes to `hear`; a moment later, so that who waits for an answer has it first."""

    def __init__(self, hear: Callable[[Any], None]) -> None:
        super().__init__()
        self._hear = hear

    def put_nowait(self, item: Any) -> None:
        asyncio.get_running_loop().call_soon(self._hear, item)


def _hints(notice: Notice, is_heard: bool) -> dict[str, tuple[str, Any]]:
    """Of normal urgency: what is critical would break through the desktop's own do not disturb."""
    sound = {"sound-name": ("s", "phone-incoming-call")} if is_heard else {"suppress-sound": ("b", True)}
    category = {"category": ("s", notice.category)} if notice.category else {}
    return {"desktop-entry": ("s", "screenpop"), "urgency": ("y", 1), "resident": ("b", True), **category, **sound}


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
