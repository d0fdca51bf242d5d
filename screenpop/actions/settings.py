"""The `[actions]` table, and the rules below it: one `[[actions.rule]]` each.

[[actions.rule]]
name = "CRM"
on = "ringing"
when = { queue = "Sales", caller = "known" }
open = "https://crm.example.com/search?q={number.e164}"
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar, Final, TypeVar

from screenpop.calls.call import Direction

from .copy_text import CopyText
from .errors import RuleError, TemplateError
from .events import Event
from .open_file import OpenFile
from .open_url import OpenUrl
from .rules import Action, Rule, When
from .run_program import RunProgram
from .webhook import Webhook

_KINDS: Final = ("open", "run", "webhook", "copy", "file")
_KEYS: Final = frozenset({"name", "on", "when", "browser", "body", *_KINDS})
_CONDITIONS: Final = ("queue", "direction", "caller", "number", "days", "from", "to")
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CALLERS: Final = {"known": True, "unknown": False}

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ActionSettings:
    """The `[actions]` table: `enabled` turns all rules on or off at once; `rule` holds the rules, unread."""

    TABLES: ClassVar[tuple[str, ...]] = ("rule",)

    enabled: bool = True
    rule: tuple[Mapping[str, Any], ...] = ()


def read_rules(tables: Sequence[Mapping[str, Any]]) -> tuple[list[Rule], list[str]]:
    """The rules that can be used, and what is wrong with the others: a sentence each."""
    rules: list[Rule] = []
    troubles: list[str] = []
    for number, table in enumerate(tables, 1):
        try:
            rules.append(read_rule(table, f"rule {number}"))
        except RuleError as error:
            told = f' "{table["name"]}"' if isinstance(table.get("name"), str) else ""
            troubles.append(f"[[actions.rule]] number {number}{told}: {error} The other rules go on.")
    return rules, troubles


def read_rule(table: Mapping[str, Any], default_name: str = "rule") -> Rule:
    """One rule. Raises RuleError, which names the key and says what to do."""
    for key in table:
        if key not in _KEYS:
            raise RuleError(f"{key} is no key of a rule. There are: {', '.join(sorted(_KEYS))}.")
    name = _at("name", lambda: _text(table.get("name", default_name)))
    events = frozenset(_at("on", lambda: [Event(word) for word in _texts(table.get("on", "ringing"))]))
    key = hashlib.sha256(json.dumps(table, sort_keys=True, default=str).encode()).hexdigest()[:32]
    return Rule(name, key, events, _when(table.get("when", {})), _action(table))


def _action(table: Mapping[str, Any]) -> Action:
    kinds = [kind for kind in _KINDS if kind in table]
    if len(kinds) != 1:
        there_are = " and ".join(kinds) if kinds else "none"
        raise RuleError(f"A rule does one thing ({', '.join(_KINDS)}), and this one has {there_are}.")
    kind = kinds[0]
    for extra, owner in (("browser", "open"), ("body", "webhook")):
        if extra in table and kind != owner:
            raise RuleError(f"{extra} belongs to {owner}, and this rule has {kind}: leave it out.")
    return _at(kind, lambda: _made(kind, table))


def _made(kind: str, table: Mapping[str, Any]) -> Action:
    match kind:
        case "open":
            return OpenUrl.parse(_text(table[kind]), _text(table.get("browser", "")))
        case "run":
            if not isinstance(table[kind], list):
                raise ValueError('write the program and its arguments as a list: ["program", "{name}"]')
            return RunProgram.parse([_text(argument) for argument in table[kind]])
        case "webhook":
            body = table.get("body")
            if body is not None and not isinstance(body, Mapping):
                raise ValueError("the body is a table, such as { caller = '{number.e164}' }")
            return Webhook.parse(_text(table[kind]), body)
        case "copy":
            return CopyText.parse(_text(table[kind]))
    return OpenFile.parse(_text(table[kind]))


def _when(told: Any) -> When:
    if not isinstance(told, Mapping):
        raise RuleError('when must be a table, such as { queue = "Sales" }.')
    for key in told:
        if key not in _CONDITIONS:
            raise RuleError(f"when.{key} is no condition. There are: {', '.join(_CONDITIONS)}.")
    return When(
        queues=_at("when.queue", lambda: tuple(_texts(told.get("queue", [])))),
        directions=frozenset(
            _at("when.direction", lambda: [Direction(word) for word in _texts(told.get("direction", []))])
        ),
        known=_at("when.caller", lambda: _known(told.get("caller"))),
        numbers=_at("when.number", lambda: tuple(_texts(told.get("number", [])))),
        days=_at("when.days", lambda: frozenset(_days(_texts(told.get("days", []))))),
        begins=_at("when.from", lambda: _time(told.get("from"))),
        ends=_at("when.to", lambda: _time(told.get("to"))),
    )


def _at(key: str, read: Callable[[], _Value]) -> _Value:
    """What `read` gives; a mistake is told with its key."""
    try:
        return read()
    except TemplateError as error:
        raise RuleError(f"{key}: {error}.") from error
    except ValueError as error:
        raise RuleError(f"{key}: {_expected(key) or error}.") from error


def _expected(key: str) -> str:
    """What must stand at a key whose reader has no words of its own."""
    return {
        "on": f"it must be one of, or a list of, {', '.join(Event)}",
        "when.direction": f"it must be one of, or a list of, {', '.join(Direction)}",
        "when.caller": 'it must be "known" or "unknown"',
        "when.days": 'it must be days such as "mon-fri" or ["sat", "sun"]',
        "when.from": 'it must be a time such as "09:00"',
        "when.to": 'it must be a time such as "17:30"',
    }.get(key, "")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} must be a text in quotes")
    return value


def _texts(value: Any) -> list[str]:
    return [_text(item) for item in value] if isinstance(value, list) else [_text(value)]


def _known(value: Any) -> bool | None:
    if value is not None and value not in _CALLERS:
        raise ValueError
    return None if value is None else _CALLERS[value]


def _days(words: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for word in words:
        first, _, last = word.lower().partition("-")
        begin = _DAYS.index(first)
        end = _DAYS.index(last) if last else begin
        found |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return found


def _time(value: Any) -> time | None:
    if value is None or isinstance(value, time):
        return value
    return time.fromisoformat(_text(value))
