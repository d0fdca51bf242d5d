"""What a benchmark found, as a table for people and as JSON for later comparison."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from screenpop import __version__

FOLDER = Path("bench-results")


@dataclass(frozen=True, slots=True)
class Result:
    """One figure that must not be greater than `limit`; `told` is how people read it, `lines` what it came from."""

    name: str
    value: float
    limit: float
    told: str
    lines: Sequence[str] = ()
    measured: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        """Whether the limit holds."""
        return self.value <= self.limit


def show(result: Result) -> None:
    """Print it."""
    print(f"{result.name}: {result.told}; at most {result.limit:g}: {'met' if result.is_met else 'MISSED'}")
    for line in result.lines:
        print(f"    {line}")
    print(flush=True)


def summary(results: Sequence[Result]) -> str:
    """A table of all of them."""
    width = max(len(result.name) for result in results)
    told = max(len(result.told) for result in results)
    rows = [
        f"{result.name:<{width}}  {result.told:<{told}}  {result.limit:>6g}  {'met' if result.is_met else 'MISSED'}"
        for result in results
    ]
    return "\n".join([f"{'':<{width}}  {'measured':<{told}}  {'limit':>6}", *rows])


def save(results: Sequence[Result]) -> Path:
    """Write them down, in a file named by the time."""
    now = datetime.now(UTC)
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    about = {"version": __version__, "at": now.isoformat(), "python": platform.python_version()}
    everything = {**about, "machine": platform.platform(), "results": [asdict(result) for result in results]}
    path.write_text(json.dumps(everything, indent=1, default=list), encoding="utf-8")
    return path
