"""Contacts: how long a lookup takes, what an import needs, and when the card knows who calls."""

import asyncio
import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.numbers import percentile
from benchmarks.report import Result
from screenpop.caller_context import CallerContexts
from screenpop.calls.call import Call
from screenpop.calls.events import Agent
from screenpop.calls.leg import Told
from screenpop.contact_keeper import ContactKeeper
from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.people.contact import Contact, Phone
from screenpop.people.contacts import Contacts
from screenpop.people.index_writing import IndexWriter
from screenpop.people.sources.csv_file import CsvFile
from screenpop.profile.paths import Profile

SIZES = (1_000, 50_000, 500_000)
LOOKUPS = 2_000
LOOKUP_LIMIT = 1.0
"""Milliseconds at the 95th percentile, at 500,000 contacts; what other programs take is above that."""

ROWS = (5_000, 50_000)
IMPORT_LIMIT = 1.1
"""Memory at its highest after ten times the rows; what the allocator does is within a tenth."""

CALLERS = 300
CONTEXT_LIMIT = 50.0
"""Milliseconds from when the lookup may begin until the card has what is on this computer, 99th percentile."""


def measure_lookup() -> Result:
    """Numbers that somebody has, each asked once, on an index as it lies on the disk."""
    lines, measured = [], {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            taken = _lookups(Path(folder) / "contacts.db", size)
        measured[str(size)] = taken
        told = ", ".join(f"{percent} % {percentile(taken, percent):.3f} ms" for percent in (50, 95, 99))
        lines.append(f"{size:>7}: {told}")
    value = percentile(measured[str(SIZES[-1])], 95)
    return Result("Lookup at 500,000 contacts, ms, 95 %", value, LOOKUP_LIMIT, f"{value:.3f}", lines, measured)


def measure_import() -> Result:
    """The same file with ten times the rows, each in a program of its own."""
    peaks, lines = [], []
    for rows in ROWS:
        begun = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.contacts", str(rows)], check=True, capture_output=True, text=True
        )
        peaks.append(float(told.stdout))
        lines.append(f"{rows} rows: {time.monotonic() - begun:.1f} s, {peaks[-1]:.1f} MB at the most")
    value = peaks[1] / peaks[0]
    return Result("Memory of an import of 50,000 rows, of one of 5,000", value, IMPORT_LIMIT, f"{value:.3f}", lines)


def measure_context() -> Result:
    """Callers one after the other, with 50,000 contacts and 20,000 calls behind them."""
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(_contexts(Profile(Path(folder)).create()))
    value = percentile(taken, 99)
    lines = [f"median {percentile(taken, 50):.1f} ms, most {max(taken):.1f} ms"]
    return Result("Context on the card, ms, 99 %", value, CONTEXT_LIMIT, f"{value:.1f}", lines, {"ms": taken})


def _people(count: int) -> Iterator[Contact]:
    for place in range(count):
        name = f"Person {place}"
        yield Contact(str(place), name, f"Company {place % 997}", (Phone(_number(place)),), "Prefers French.")


def _number(place: int) -> str:
    return f"+1{613 + place // 8_000_000}{2_000_000 + place % 8_000_000}"


def _lookups(path: Path, size: int) -> list[float]:
    contacts = Contacts(path, "CA")
    IndexWriter(contacts).replace("book", "csv", _people(size))
    step = max(size // LOOKUPS, 1)
    taken = []
    for place in range(0, size, step):
        begun = time.perf_counter()
        found = contacts.of(_number(place))
        taken.append((time.perf_counter() - begun) * 1000)
        assert found[0].name == f"Person {place}"
    contacts.close()
    return taken


async def _contexts(profile: Profile) -> list[float]:
    keeper = ContactKeeper(profile, "CA", dict)
    IndexWriter(keeper.open()).replace("book", "csv", _people(50_000))
    store = Store(profile.history)
    history = CallHistory(store)
    now = datetime.now(UTC)
    calls = [_call(f"c{place}", _number(place % 2_000), now) for place in range(20_000)]
    for first in range(0, len(calls), 500):
        await asyncio.wrap_future(history.save(calls[first : first + 500]))
    learned = asyncio.Event()
    contexts = CallerContexts(history, keeper, lambda _call: learned.set())
    taken = []
    for place in range(CALLERS):
        learned.clear()
        contexts.of(_call(f"new{place}", _number(place * 5), now))
        await asyncio.sleep(0.05)
        begun = time.perf_counter()
        await learned.wait()
        taken.append((time.perf_counter() - begun) * 1000)
    await contexts.close()
    store.close()
    keeper.close()
    return taken[1:]


def _call(call_id: str, number: str, now: datetime) -> Call:
    call = Call(call_id, Agent("126", "example.com"), now)
    return replace(call, from_number=Told(0, number), from_user=Told(0, "126"), start_told=now)


def _import_alone(rows: int) -> None:
    """Import a file of so many rows and print the memory that this took at the most, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["Name", "Company", "Phone", "Notes"])
            for person in _people(rows):
                out.writerow([person.name, person.company, person.phones[0].text, person.note * 5])
        contacts = Contacts(Path(folder) / "contacts.db", "CA")
        IndexWriter(contacts).replace("book", "csv", CsvFile("book", path).contacts())
        assert contacts.count() == rows
        contacts.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / 1024)


if __name__ == "__main__":
    _import_alone(int(sys.argv[1]))
