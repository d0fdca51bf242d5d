"""The library of call scripts."""

from typing import Any, Final

import msgspec

from .scripts import Script

_DAVID: Final = {"from": "+16133246100", "name": "David Ward"}
_WITHHELD: Final[dict[str, Any]] = {"from": None}
_HOSTILE_NAME: Final = (
    '<img src=x onerror=alert(1)><b>Bob</b> & "Co" \u202egnp.exe\u2066 \x1b[31m\r\n'
    "%s%n {0} ${HOME} `id`; DROP TABLE calls --" + " long" * 200
)


def _script(about: str, *steps: dict[str, Any]) -> Script:
    return msgspec.convert({"about": about, "steps": steps}, Script)


def _ring(at: float, call: str = "call", **wish: Any) -> dict[str, Any]:
    return {"at": at, "do": "ring", "call": call, "ring": wish}


def _step(at: float, do: str, **more: Any) -> dict[str, Any]:
    return {"at": at, "do": do, **more}


LIBRARY: Final = {
    "simple": _script(
        "A customer calls, the agent answers and they talk.",
        _ring(0, **_DAVID),
        _step(4, "answer", user="agent"),
        _step(24, "hang_up"),
    ),
    "unknown_caller": _script(
        "A caller without a name; the agent answers.",
        _ring(0, kind="unknown", **{"from": "+15145550177"}),
        _step(5, "answer", user="agent"),
        _step(18, "hang_up"),
    ),
    "withheld": _script(
        "A caller who withholds the number; the agent answers.",
        _ring(0, **_WITHHELD),
        _step(5, "answer", user="agent"),
        _step(18, "hang_up"),
    ),
    "hunt_group": _script(
        "Three desks ring, and a colleague is faster.",
        _ring(0, kind="group", **{"from": "+14165550142", "name": "Maple Dental"}),
        _step(4, "answer", user="colleague 1"),
        _step(20, "hang_up"),
    ),
    "missed": _script(
        "Nobody answers, and the caller gives up.",
        _ring(0, **{"from": "+18195550133", "name": "Julie Tremblay"}),
        _step(12, "hang_up"),
    ),
    "voicemail": _script(
        "Nobody answers, and the voicemail box does.",
        _ring(0, **{"from": "+16135550188", "name": "Priya Nair"}),
        _step(12, "voicemail", user="agent"),
    ),
    "declined": _script(
        "The agent declines, and the voicemail box answers.",
        _ring(0, **{"from": "+18005550199", "name": "Survey Line"}),
        _step(3, "decline", user="agent"),
    ),
    "blind_transfer": _script(
        "A colleague answers and passes the caller on to the agent, who answers.",
        _ring(0, to="colleague 1", **{"from": "+19025550121", "name": "Harbour Freight"}),
        _step(3, "answer", user="colleague 1"),
        _step(10, "transfer", user="agent"),
        _step(14, "answer", call="transferred", user="agent"),
        _step(30, "hang_up", call="transferred"),
    ),
    "queue_twice": _script(
        "A queue offers the call, nobody answers, it offers it again, and the agent answers.",
        _ring(0, kind="queue", to="agent", **{"from": "+16045550164", "name": "Westcoast Print"}),
        _step(8, "no_answer"),
        _step(13, "offer", user="agent"),
        _step(17, "answer", user="agent"),
        _step(40, "hang_up"),
    ),
    "internal": _script(
        "A colleague calls the agent.",
        _ring(0, kind="internal"),
        _step(3, "answer", user="agent"),
        _step(15, "hang_up"),
    ),
    "outgoing": _script(
        "The agent calls a customer on the telephone.",
        _ring(0, kind="outgoing", to="+16133246100"),
        _step(5, "answer"),
        _step(25, "hang_up"),
    ),
    "click_to_dial": _script(
        "The agent calls a customer from the screen: their own device rings first.",
        _ring(0, kind="dial", to="+16133246100"),
        _step(25, "hang_up"),
    ),
    "three_at_once": _script(
        "Three callers at the same time: one is answered, one gives up, one leaves a message.",
        _ring(0, call="first", **_DAVID),
        _ring(1, call="second", **{"from": "+15145550177", "name": "Librairie du Canal"}),
        _ring(2, call="third", **{"from": "+12045550155", "name": "Prairie Seeds"}),
        _step(6, "answer", call="first", user="agent"),
        _step(11, "hang_up", call="second"),
        _step(14, "voicemail", call="third", user="agent"),
        _step(30, "hang_up", call="first"),
    ),
    "hostile_name": _script(
        "A caller whose name is markup, control characters, a format string, and far too long.",
        _ring(0, **{"from": "+13339981", "name": _HOSTILE_NAME}),
        _step(10, "hang_up"),
    ),
}
"""Every script by its name."""
