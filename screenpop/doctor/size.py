"""Sizes as people are told of them."""

import math
from typing import Final

_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")


def size(count: float) -> str:
    """ "2.1 MB" for so many bytes."""
    power = min(int(math.log(max(count, 1), 1000)), len(_UNITS) - 1)
    return f"{count / 1000**power:.{1 if power else 0}f} {_UNITS[power]}"
