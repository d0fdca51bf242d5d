"""The relay of packaging/relay, privately, for a measurement."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_RUN = Path(__file__).parents[1] / "packaging" / "relay" / "run.py"


def _load() -> Any:
    """`packaging` is a folder, not a package: the library of that name has it."""
    spec = importlib.util.spec_from_file_location("relay_run", _RUN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def relay(**settings: str) -> Iterator[Any]:
    """While this holds, a relay runs. `settings` are those of render.sh."""
    run = _load()
    with TemporaryDirectory(prefix="screenpop-bench-") as folder:
        running = run.PrivateRelay(Path(folder), ports=run.configure(Path(folder), **settings))
        try:
            running.start()
            yield running
        finally:
            running.stop()


def processes(group: int) -> list[int]:
    """The process of a server and those that it started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(fields[2]) == group:
            found.append(int(stat.parent.name))
    return found


def megabytes(group: int) -> float:
    """What a server's processes take of the memory, what they share counted once (PSS)."""
    lines = [
        line
        for pid in processes(group)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    ]
    return sum(int(line.split()[1]) for line in lines) / 1024
