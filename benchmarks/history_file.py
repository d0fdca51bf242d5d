"""A history of any size: invented calls over the last years, as the program itself would have written them down."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from screenpop.calls.call import Call
from screenpop.calls.events import Agent, CallEvent, LegState, Originator, Target
from screenpop.calls.ledger import Ledger
from screenpop.history.calls import CallHistory
from screenpop.history.index import place_of
from screenpop.history.search import compared_digits, words_of
from screenpop.history.store import Store

FIRST = ("Anna", "Ben", "Chloé", "David", "Elena", "Farid", "Grace", "Hugo", "Inès", "Jamal", "Karin", "Liam", "Marie")
LAST = ("Ruiz", "Okafor", "Gagnon", "Ward", "Petrov", "Haddad", "Kim", "Tremblay", "Singh", "Roy", "Côté", "Nguyen")
NOTES = ("Invoice {n} is late", "Wants an offer for {n}", "Prefers French, order {n}", "Call back about {n}")
AREAS = ("613", "416", "514", "418", "604", "403")
MINUTES_APART = 3
NOTED = 20
"""One call in so many has a note."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One call and its note."""

    call: Call
    note: str


def invent(count: int, *, now: datetime) -> Iterator[Invented]:
    """`count` calls, the oldest first; the last one began a few minutes before `now`."""
    chance = random.Random(count)
    patterns = [_pattern(outgoing, answered) for outgoing in (False, True) for answered in (False, True)]
    for number in range(count):
        began = now - timedelta(minutes=MINUTES_APART * (count - number))
        facts = chance.choice(patterns)
        facts = facts.replace("@id@", f"call-{number}").replace("@name@", _name(chance))
        facts = facts.replace("+16135550100", f"+1{chance.choice(AREAS)}{chance.randrange(10**7):07}")
        facts = facts.replace("2020-01-01T00:00:00Z", f"{began:%Y-%m-%dT%H:%M:%SZ}")
        note = chance.choice(NOTES).format(n=chance.randrange(10**6)) if number % NOTED == 0 else ""
        yield Invented(_decoder.decode(facts), note)


def make_history(path: Path, count: int) -> None:
    """Write `count` calls to a new file."""
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    for position, invented in enumerate(invent(count, now=datetime.now(UTC)), start=1):
        _write(connection, position, invented)
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def save_one_by_one(path: Path, count: int) -> None:
    """Write `count` calls through the program's own door."""
    store = Store(path)
    history = CallHistory(store)
    for invented in invent(count, now=datetime.now(UTC)):
        history.save([invented.call])
        if invented.note:
            history.note(invented.call.id, invented.note)
    store.close()


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Call)


def _write(connection: sqlite3.Connection, position: int, invented: Invented) -> None:
    call, note = invented.call, invented.note
    started = call.started.timestamp()
    place = place_of(started, position)
    connection.execute(
        "INSERT INTO calls (position, id, started, ended, involves_agent, is_outgoing, outcome, caller_digits, facts,"
        " place) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
        (position, call.id, started, started, call.is_outgoing, call.outcome, compared_digits(call.number),
         _encoder.encode(call), place),
    )  # fmt: skip
    connection.execute("INSERT INTO found VALUES (?, ?)", (place, words_of(call, note)))
    if note:
        connection.execute("INSERT INTO notes VALUES (?, ?, ?)", (call.id, note, started))


def _pattern(outgoing: bool, answered: bool) -> str:
    """The facts of a call that is over, to be filled in."""
    ledger = Ledger(Agent("126", "example.com"))
    start = datetime(2020, 1, 1, tzinfo=UTC)
    steps = ["ringing", "active", "ended"] if answered else ["ringing", "ended"]
    for step in steps:
        side = {"ringing": "progressing"}.get(step, step)
        if outgoing:
            origin = Originator("@id@", LegState(side), "126", "example.com", number="126", name="Sam Lee")
            target = Target("@id@-leg", LegState(step), number="+16135550100", name="@name@")
        else:
            origin = Originator("@id@", LegState(side), number="+16135550100", name="@name@")
            target = Target("@id@-leg", LegState(step), "126", "example.com", number="126")
        event = CallEvent(
            origin,
            target,
            time_start=start,
            time_answer=start if step != "ringing" and answered else None,
        )
        ledger.hear(event, now=start)
    call = ledger.get("@id@")
    assert call is not None
    return msgspec.json.encode(call).decode()


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"
