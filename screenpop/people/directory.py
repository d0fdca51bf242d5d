"""The names of colleagues, learned from the calls themselves, and numbers as people read them."""

from collections.abc import Mapping
from typing import Final

from screenpop.calls.call import Call, Direction

from .caller import identify

_KEPT: Final = 10_000
"""Extensions; more than any office has."""


class Directory:
    """Who has which extension, as far as the calls have told."""

    def __init__(self, country: str, names: Mapping[str, str] | None = None) -> None:
        """`country` is where numbers without a country code belong; `names` are known beforehand, by extension."""
        self._country = country
        self._names: dict[str, str] = {}
        self.know(names or {})

    def know(self, names: Mapping[str, str]) -> None:
        """Take names in, by extension."""
        for extension, name in names.items():
            self._keep(extension, name)

    def learn(self, call: Call) -> None:
        """Take the names out of a call: of colleagues whom it rang directly, and of one who called."""
        for leg in call.legs:
            if leg.name and leg.extension and leg.number and leg.number.value == leg.extension:
                self._keep(leg.extension, leg.name.value)
        if call.direction is Direction.INTERNAL and call.from_user and call.from_name:
            self._keep(call.from_user.value, call.from_name.value)

    def name(self, extension: str) -> str | None:
        """Whose extension that is, or which queue's; None while no name is known."""
        return self._names.get(extension)

    def person(self, extension: str) -> str:
        """ "Anna Ruiz (127)", or "127" while no name is known."""
        name = self.name(extension)
        return f"{name} ({extension})" if name else extension

    def number(self, number: str) -> str:
        """A number as people read it."""
        return identify(number, None, self._country).number

    def _keep(self, extension: str, name: str) -> None:
        self._names[extension] = " ".join(name.split())
        if len(self._names) > _KEPT:
            del self._names[next(iter(self._names))]
