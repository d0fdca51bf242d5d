"""Calls as the ledger makes them, and disks that refuse."""

from datetime import timedelta

from screenpop.calls.call import Call
from screenpop.calls.ledger import Ledger
from screenpop.history.store import Store
from tests.calls.scripts import AGENT, MORNING, event


def a_call(call_id="call-1", *, states=(("progressing", "ringing"),), minute=0, **said) -> Call:
    """A call that began `minute` minutes after nine and went through `states`."""
    ledger = Ledger(AGENT)
    start = MORNING + timedelta(minutes=minute)
    for from_state, leg_state in states:
        ledger.hear(
            event(from_state, leg_state, call_id=call_id, leg_id=f"leg of {call_id}", time_start=start, **said),
            now=start,
        )
    call = ledger.get(call_id)
    assert call is not None
    return call


ENDED = (("progressing", "ringing"), ("ended", "ended"))
ANSWERED = (("progressing", "ringing"), ("active", "active"), ("ended", "ended"))


def fill_disk(store: Store) -> None:
    """From now on the file may not grow."""

    def limit(connection):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store.submit(limit).result()


def free_disk(store: Store) -> None:
    store.submit(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone()).result()
