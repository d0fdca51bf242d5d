"""The files that come with the program: icons, sounds, translations, desktop files.

In the wheel they are packed inside the package, as `screenpop/_resources`; in a source tree they are the folder
`resources` beside it.
"""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@lru_cache(maxsize=1)
def root() -> Traversable:
    """The folder that holds them all."""
    package = files("screenpop")
    packed = package / "_resources"
    return packed if packed.is_dir() else package / ".." / "resources"


def read_bytes(path: str) -> bytes:
    """The bytes of one file, such as "icons/lucide/phone.svg". FileNotFoundError if there is none."""
    return root().joinpath(path).read_bytes()


def read_text(path: str) -> str:
    """The text (UTF-8) of one file. FileNotFoundError if there is none."""
    return root().joinpath(path).read_text(encoding="utf-8")
