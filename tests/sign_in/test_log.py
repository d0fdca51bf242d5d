"""A log of whole sign-ins, with every library at its most talkative, holds nothing that lets anybody in."""

import logging
import sys
import threading

import httpx
import pytest

from screenpop.profile import log
from screenpop.sign_in.errors import SignInFailed
from screenpop.simulator.faults import Fault
from tests.sign_in.desk import Desk, Person

SECRET = "cl1ent-s3cret"
CHATTY = ("", "asyncio", "httpcore", "httpx", "uvicorn", "uvicorn.error", "uvicorn.access", "screenpop")


@pytest.fixture
def written(tmp_path, monkeypatch):
    """What the log holds, everything included that libraries say to developers."""
    root = logging.getLogger()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before, levels = list(root.handlers), {name: logging.getLogger(name).level for name in CHATTY}
    log.set_up(tmp_path / "screenpop.log", verbose=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lambda: (tmp_path / "screenpop.log").read_text()
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


class Secrets:
    """Everything that must not be written, as it comes up."""

    def __init__(self, simulator, desk):
        self._simulator = simulator
        self._desk = desk
        self.seen = {SECRET}

    def look(self, attempt, location):
        self.seen |= {attempt._authorization.verifier, httpx.URL(location).params.get("code", SECRET)}
        self.seen |= set(self._simulator.system.tokens._tokens) | set(self._simulator.system.tokens._renewals)
        self.seen |= set(self._desk.keyring.kept.values())


async def test_nothing_secret_is_written_whatever_happens(start, port, tmp_path, written):
    simulator = await start(client_secret=SECRET, rotate_refresh_tokens=True)
    desk = Desk(simulator.system.address, port, tmp_path)
    desk.keyring.kept["client_secret"] = SECRET
    secrets = Secrets(simulator, desk)
    faults = [
        None,
        Fault(path="oauth/token", status=503, message="no"),
        Fault(path="oauth/token", status=400, message="no", after=True),
        Fault(path="oauth/token", body="truncated"),
        Fault(path="oauth/token", reset=True),
        Fault(path="users", status=500),
    ]
    for fault in faults:
        simulator.system.faults.add([fault] if fault else [])
        person = Person()
        attempt = desk.attempt(person)
        try:
            await attempt.run()
        except SignInFailed:
            logging.getLogger("screenpop.test").exception("It failed: %r", attempt)
        await person.work
        secrets.look(attempt, person.location)
        desk.start_again()
        await desk.who_am_i()
        secrets.look(attempt, person.location)
    text = written()
    assert "Signed in through the browser as 126" in text
    assert "httpcore.http11: send_request_headers" in text, "the libraries' own words are there"
    assert "callback?code=…" in text
    assert len(secrets.seen) > 20
    assert [one for one in secrets.seen if one in text] == []
