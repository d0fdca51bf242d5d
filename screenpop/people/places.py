"""Where a number belongs: "Paris, France", or at home "Montreal, QC".

The names come from phonenumbers' geocoder. It loads the data of the whole world when it is imported: half a second,
and 99 MB that stay (measured). The data lies in 29 modules of 10,000 prefixes each, in order; one is loaded in 15 ms
and takes 4 MB. So a table that loads the module of a prefix, and keeps only the last few, is put in the place of the
whole before the geocoder is imported.
"""

import asyncio
import importlib
import importlib.util
import pkgutil
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from phonenumbers import PhoneNumber, PhoneNumberType, is_number_type_geographical, number_type, region_code_for_number

from .numbers import parse

_DATA: Final = "phonenumbers.geodata"
_LONGEST_NUMBER: Final = 15
"""Digits, the country's included (E.164)."""

_KEPT_PIECES: Final = 3
_KEPT_PLACES: Final = 2000


class Places:
    """Looks places up: at the first number the data is made ready, and each lookup runs in a thread."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], str | None] = OrderedDict()

    async def place(self, number: str, country: str) -> str | None:
        """Where `number` belongs, seen from `country` ("CA"); None if that says nothing or it is no phone number."""
        key = (number, country)
        if key not in self._known:
            self._known[key] = await asyncio.to_thread(self._look_up, number, country)
            if len(self._known) > _KEPT_PLACES:
                self._known.popitem(last=False)
        return self._known[key]

    def _look_up(self, number: str, country: str) -> str | None:
        parsed = parse(number, country)
        if parsed is None:
            return None
        with self._lock:
            return describe(parsed, country)


def describe(number: PhoneNumber, country: str) -> str | None:
    """The place of a number in English: area and country, without the country at home. May take 0.1 s."""
    geocoder = _geocoder()
    home = region_code_for_number(number) == country
    land = geocoder.country_name_for_number(number, "en")
    area = geocoder.description_for_valid_number(number, "en") if _tells_area(number) else ""
    parts = [part for part in (area if area != land else "", "" if home else land) if part]
    return ", ".join(parts) or None


def _tells_area(number: PhoneNumber) -> bool:
    kind = number_type(number)
    return kind != PhoneNumberType.UNKNOWN and is_number_type_geographical(kind, number.country_code or 0)


class Pieces(Mapping[str, dict[str, str]]):
    """The table from prefix to names, one piece in memory at a time. `modules` are those of the pieces, in order."""

    def __init__(self, modules: list[str]) -> None:
        """Nothing is loaded yet."""
        self._modules = modules
        self._starts: dict[int, str] = {}
        self._pieces: OrderedDict[int, dict[str, dict[str, str]]] = OrderedDict()

    def __getitem__(self, prefix: str) -> dict[str, str]:
        """The names of the area that `prefix` stands for, by language."""
        return self._piece(self._index(prefix))[prefix]

    def __iter__(self) -> Iterator[str]:
        """All prefixes, in order; loads all pieces, one after the other."""
        for index in range(len(self._modules)):
            yield from self._piece(index)

    def __len__(self) -> int:
        """How many prefixes there are; loads all pieces, one after the other."""
        return sum(len(self._piece(index)) for index in range(len(self._modules)))

    def _index(self, prefix: str) -> int:
        """The last piece that does not begin after `prefix`."""
        low, high = 0, len(self._modules) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._start(middle) <= prefix:
                low = middle
            else:
                high = middle - 1
        return low

    def _start(self, index: int) -> str:
        if index not in self._starts:
            self._piece(index)
        return self._starts[index]

    def _piece(self, index: int) -> dict[str, dict[str, str]]:
        if index not in self._pieces:
            name = self._modules[index]
            self._pieces[index] = importlib.import_module(name).data
            self._starts[index] = next(iter(self._pieces[index]))
            del sys.modules[name]
            if len(self._pieces) > _KEPT_PIECES:
                self._pieces.popitem(last=False)
        self._pieces.move_to_end(index)
        return self._pieces[index]


@lru_cache(maxsize=1)
def _geocoder() -> Any:
    if _DATA not in sys.modules:
        spec = importlib.util.find_spec(_DATA)
        assert spec is not None
        data: Any = importlib.util.module_from_spec(spec)
        names = [found.name for found in pkgutil.iter_modules(spec.submodule_search_locations)]
        numbers = sorted(int(name.removeprefix("data")) for name in names if name.startswith("data"))
        data.GEOCODE_DATA = Pieces([f"{_DATA}.data{number}" for number in numbers])
        data.GEOCODE_LONGEST_PREFIX = _LONGEST_NUMBER
        sys.modules[_DATA] = data
    return importlib.import_module("phonenumbers.geocoder")
