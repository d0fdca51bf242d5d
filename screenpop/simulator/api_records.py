"""Call records, in pages, and recordings."""

import io
import wave
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from .answers import Answer, bad_value, not_found
from .api_users import named_user
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .parameters import Parameters
from .records import Record, Side
from .spelling import record_time

if TYPE_CHECKING:
    from .system import PhoneSystem

_USUAL_PAGE: Final = 10
_LARGEST_PAGE: Final = 100
_LARGEST_OLD_PAGE: Final = 1000
_NEW_PAGES_SINCE: Final = 9
"""The minor version from which on a page has at most 100 records (API description 1.9)."""
_LONGEST_AUDIO: Final = 5
"""Seconds."""


def _of_domain(system: "PhoneSystem", request: ApiRequest) -> Answer:
    wanted = set(request.parameters.texts("user"))
    for user in wanted or (None,):
        request.check_reach(user)
    return _page(system, request, lambda one: not wanted or any(one.involves(user) for user in wanted))


def _of_user(system: "PhoneSystem", request: ApiRequest) -> Answer:
    user = named_user(system, request).user
    request.check_reach(user)
    return _page(system, request, lambda one: one.involves(user))


def _page(system: "PhoneSystem", request: ApiRequest, belongs: Callable[[Record], bool]) -> Answer:
    """One page, the newest record first (assumed)."""
    asked = request.parameters
    size = asked.whole("page_size", _USUAL_PAGE, least=1, most=_largest_page(request.version))
    before = _read_cursor(asked.text("cursor"))
    found = (one for one in _wanted(system, asked) if belongs(one) and (not before or one.serial < before))
    if system.variants.paging == "list":
        return Answer([_describe(system, one) for one in found])
    page = list(islice(found, size + 1))
    more, page = len(page) > size, page[:size]
    cursor = _cursor(page[-1]) if page else ""
    rows = [_describe(system, one) for one in page]
    if system.variants.paging == "headers":
        return Answer(rows, headers={"more": str(more), "cursor": cursor})
    return Answer({**({"cursor": cursor} if more else {}), "more": more, "result": rows})


def _cursor(last: Record) -> str:
    """Opaque, and with the characters of the API description's example, which a client must encode."""
    return f"{last.serial:x}#before=="


def _read_cursor(cursor: str) -> int:
    """The serial number before which the page begins, 0 for the first page."""
    if not cursor:
        return 0
    serial, _, rest = cursor.partition("#")
    if rest != "before==" or not serial.isalnum():
        raise bad_value("cursor is not one of ours.")
    try:
        return int(serial, 16)
    except ValueError as error:
        raise bad_value("cursor is not one of ours.") from error


def _wanted(system: "PhoneSystem", asked: Parameters) -> Iterator[Record]:
    """The records that the filters let through."""
    since, until = _moment(asked, "start_date", needed=True), _moment(asked, "end_date")
    kind, number = asked.text("type").lower(), asked.text("phone_number")
    shortest = asked.whole("min_duration", 0, least=0, most=10**9)
    longest = asked.whole("max_duration", 10**9, least=0, most=10**9)
    return (
        one
        for one in system.records.newest_first()
        if (since is None or one.started >= since)
        and (until is None or one.ended <= until)
        and kind in ("", one.call_type.lower())
        and number in ("", one.caller.number, one.target.number)
        and shortest <= one.duration <= longest
    )


def _moment(asked: Parameters, name: str, *, needed: bool = False) -> datetime | None:
    """A date or a time, in UTC if it does not say otherwise. A "+" that became a space in the query is taken back."""
    text = asked.needed(name) if needed else asked.text(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat("+".join(text.rsplit(" ", 1)))
        except ValueError as error:
            raise bad_value(f"{name} must be a date in ISO-8601.") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _largest_page(version: str) -> int:
    return _LARGEST_PAGE if int(version.split(".")[1]) >= _NEW_PAGES_SINCE else _LARGEST_OLD_PAGE


def _describe(system: "PhoneSystem", record: Record) -> dict[str, object]:
    naive = system.variants.record_times == "naive"
    by = system.office.user(record.by_user)
    told: dict[str, object] = {
        "call_type": record.call_type,
        "domain": system.office.domain,
        "start_time": record_time(record.started, naive=naive),
        "answer_time": record_time(record.answered, naive=naive),
        "end_time": record_time(record.ended, naive=naive),
        "duration": record.duration,
        "from": {**_side(system, record.caller), "name": record.caller.name},
        "to": {**_side(system, record.target), "name": _name(system, record.target)},
    }
    if by is not None:
        username = f"{by.user}@{system.office.domain}"
        told["by"] = {"user": by.user, "username": username, "domain": system.office.domain, "value": f"sip:{username}"}
    return told


def _side(system: "PhoneSystem", side: Side) -> dict[str, object]:
    where = side.domain or system.office.domain
    device = (side.user or (side.number or "anonymous").lstrip("+")) if side.is_human else "vmail"
    return {
        "call_id": side.call_id,
        "user": side.user,
        "username": f"{side.user}@{where}" if side.user else None,
        "domain": side.domain,
        "uri": f"sip:{device}@{where}",
        system.variants.record_number: side.number,
    }


def _name(system: "PhoneSystem", side: Side) -> str | None:
    user = system.office.user(side.user)
    return user.name if user else side.name


def _recording(system: "PhoneSystem", request: ApiRequest) -> Answer:
    recording = system.records.recording(request.parts["call_id"])
    if recording is None:
        raise not_found()
    if not request.token.may_see(None) and request.token.user not in recording.users:
        raise not_found()
    return Answer(recording.fields)


def _audio(system: "PhoneSystem", request: ApiRequest) -> Answer:
    """Silence: nobody said anything."""
    recording = system.records.recording(request.parts["call_id"])
    if recording is None:
        raise not_found()
    file = io.BytesIO()
    with wave.open(file, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(2)
        audio.setframerate(8000)
        audio.writeframes(bytes(16_000 * min(recording.duration, _LONGEST_AUDIO)))
    return Answer(file.getvalue(), media_type="audio/wav")


_RECORDS = Rate(5, 15)
_RECORDINGS = Rate(1, 15)

ENDPOINTS = (
    Endpoint("GET", "cdrs/users/", _RECORDS, _of_domain),
    Endpoint("GET", "cdrs/users/current/", _RECORDS, _of_user),
    Endpoint("GET", "cdrs/users/{user}/", _RECORDS, _of_user),
    Endpoint("GET", "recordings/call_ids/{call_id}/", _RECORDINGS, _recording),
    Endpoint("GET", "recordings/{call_id}/recording/", _RECORDINGS, _audio),
)
