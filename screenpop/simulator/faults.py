"""Faults that were asked for: in the API's answers, and in the deliveries."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec


class Fault(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, eq=False):
    """What goes wrong, `times` times; 0 is for ever.

    For answers, `path` is the beginning of a path ("subscriptions", "calls/active"), empty for all, and `method` may
    narrow it further. `delay` is in real seconds, and comes before the API hears of the request, or (`after`) between
    its work and the answer. A `status`, or a `body` of HTML (as a network with a sign-in of its own answers; status
    200 unless another is given), is answered in place of the API, which hears nothing of the request unless `after` is
    true. A `truncated` body or a `reset` (the connection breaks in mid-answer) happens to the real answer. `message`
    and `headers` go with a status.

    For deliveries, `deliveries` says what happens to the next ones: dropped, sent twice, sent after `delay` seconds
    (one, while later ones overtake it), or shuffled (`times` of them are held back and sent in another order, after
    `delay` seconds if fewer come). `of` names the kind; without it, it is any.
    """

    path: str = ""
    method: str = ""
    status: int | None = None
    message: str = ""
    headers: dict[str, str] = {}
    body: Literal["", "html", "truncated"] = ""
    reset: bool = False
    after: bool = False
    deliveries: Literal["", "drop", "double", "shuffle", "delay"] = ""
    of: Literal["", "notices", "calls", "cdrs", "recordings"] = ""
    delay: float = 0.0
    times: int = 1

    def __post_init__(self) -> None:
        """Refuse what has no effect."""
        does_something = self.status or self.body or self.reset or self.deliveries or self.delay
        if not does_something:
            raise ValueError("a fault needs a status, a body, a reset, a delay, or deliveries")
        if self.status is not None and not 200 <= self.status <= 599:
            raise ValueError("the status of a fault is a number from 200 to 599")
        if self.times < 0 or self.delay < 0:
            raise ValueError("times and delay of a fault are 0 or more")

    @property
    def answers_itself(self) -> bool:
        """Whether the API's own answer is replaced."""
        return self.status is not None or self.body == "html"

    def fits_request(self, method: str, path: str) -> bool:
        """Whether it happens to such a request; `path` begins after the API's address."""
        wanted = self.path.strip("/").removeprefix("api/")
        at_path = not wanted or f"{path.strip('/')}/".startswith(f"{wanted}/")
        return not self.deliveries and at_path and self.method.upper() in ("", method)

    def fits_delivery(self, kind: str) -> bool:
        """Whether it happens to a delivery of that kind."""
        return bool(self.deliveries) and self.of in ("", kind)


class Faults:
    """The faults that are still to come."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        """Begin with these."""
        self._faults: list[Fault] = list(faults)

    def pending(self) -> tuple[Fault, ...]:
        """Each, with how often it is still to happen."""
        return tuple(self._faults)

    def add(self, faults: Iterable[Fault]) -> None:
        """Let these happen too, after those that are there."""
        self._faults += faults

    def clear(self) -> None:
        """No more faults."""
        self._faults.clear()

    def for_request(self, method: str, path: str) -> Fault | None:
        """The fault that happens to this request now."""
        return self._use(next((one for one in self._faults if one.fits_request(method, path)), None))

    def for_delivery(self, kind: str) -> Fault | None:
        """The fault that happens to this delivery now. Its `times` is how many are still to come."""
        return self._use(next((one for one in self._faults if one.fits_delivery(kind)), None))

    def _use(self, fault: Fault | None) -> Fault | None:
        if fault is None or fault.times == 0:
            return fault
        fault.times -= 1
        if fault.times == 0:
            self._faults.remove(fault)
        return fault


def read_faults(told: object) -> tuple[Fault, ...]:
    """One fault, a list of them, or `{"faults": [...]}`. Raises msgspec.ValidationError."""
    if isinstance(told, Mapping) and "faults" in told:
        told = told["faults"]
    return tuple(msgspec.convert(told if isinstance(told, list) else [told], list[Fault]))
