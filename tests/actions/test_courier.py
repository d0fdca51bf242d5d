"""Webhooks arrive signed, once, and late rather than never."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime

import pytest

from screenpop.actions.courier import GIVEN_UP_AFTER, Courier
from screenpop.actions.errors import ActionFailed
from screenpop.actions.kept import Kept
from tests.actions.receiver import Receiver
from tests.waiting import until


@pytest.fixture
async def receiver():
    async with Receiver() as made:
        yield made


class Office:
    """A courier at work. Its clock stands still until it is moved."""

    def __init__(self, folder, receiver):
        self.kept = Kept(folder / "actions.db")
        self.receiver = receiver
        self.secret = "s3cret-s3cret-s3cret"
        self.now = float(int(time.time()))
        self.told = []
        self._running = None

    def start(self):
        self.courier = Courier(self.kept, self._secret, self._tell, wall=lambda: self.now)
        self._running = asyncio.create_task(self.courier.run())

    async def stop(self):
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        self.kept.close()

    def post(self, call="c1", body='{"x":1}'):
        at = datetime.fromtimestamp(self.now, UTC)
        assert self.kept.begin(call, "rule", at, (self.receiver.url + "/hook", body))
        if self._running is not None:
            self.courier.wake()

    async def move(self, seconds):
        self.now += seconds
        self.courier.wake()

    async def _secret(self):
        if self.secret is None:
            raise ActionFailed("There is no secret.")
        return self.secret

    def _tell(self, post, sentence, is_trouble):
        self.told.append((post.call, sentence, is_trouble))


@pytest.fixture
async def office(tmp_path, receiver):
    made = Office(tmp_path, receiver)
    yield made
    await made.stop()


async def test_a_webhook_arrives_signed_and_is_gone(office):
    office.start()
    office.post(body=json.dumps({"name": "Zoë"}))
    await until(lambda: office.told)
    [(headers, body)] = office.receiver.got
    text = f"{headers['x-screenpop-timestamp']}.".encode() + body
    assert (
        headers["x-screenpop-signature"]
        == "sha256=" + hmac.new(office.secret.encode(), text, hashlib.sha256).hexdigest()
    )
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {"name": "Zoë"}
    assert office.kept.waiting() == []
    assert office.kept.results()["rule"][1].startswith("Posted to 127.0.0.1")


@pytest.mark.parametrize("answer", ["500 Oops", "503 Later", "429 Too Many", "408 Slow", "reset"])
async def test_one_that_does_not_arrive_is_sent_again_under_the_same_key(office, answer):
    office.receiver.answers = [answer, answer]
    office.start()
    office.post()
    for tries in (1, 2):
        await until(lambda tries=tries: len(office.told) == tries)
        assert [(post.tries, bool(post.trouble)) for post in office.kept.waiting()] == [(tries, True)]
        await office.move(3600)
    await until(lambda: len(office.told) == 3)
    assert len({headers["idempotency-key"] for headers, _ in office.receiver.got}) == 1
    assert len(office.receiver.got) == 3
    assert [is_trouble for _, _, is_trouble in office.told] == [True, True, False]
    assert office.kept.waiting() == []


@pytest.mark.parametrize("answer", ["400 Bad", "401 No", "404 Gone", "301 Moved", "307 There"])
async def test_one_that_is_refused_is_given_up_and_told(office, answer):
    office.receiver.answers = [answer]
    office.start()
    office.post()
    await until(lambda: office.told)
    assert office.told[0][1].startswith("Given up: 127.0.0.1 answered")
    assert office.kept.waiting() == []
    assert len(office.receiver.got) == 1


async def test_what_a_killed_program_left_is_sent_at_the_next_start(office, tmp_path):
    office.post()
    office.kept.close()
    again = Office(tmp_path, office.receiver)
    again.start()
    await until(lambda: again.told)
    assert len(office.receiver.got) == 1
    assert not again.kept.begin("c1", "rule", datetime.now(UTC), (office.receiver.url, "{}"))
    await again.stop()


async def test_after_two_days_one_is_given_up(office):
    office.receiver.answers = ["500 Oops"]
    office.post()
    office.now += GIVEN_UP_AFTER.total_seconds() + 60
    office.start()
    await until(lambda: office.told)
    assert office.told[0][1].startswith("Given up after two days: ")


async def test_without_a_secret_nothing_leaves_and_nothing_is_lost(office):
    office.secret = None
    office.start()
    office.post()
    await until(lambda: office.told)
    assert office.receiver.got == []
    office.secret = "s3cret-s3cret-s3cret"
    await office.move(60)
    await until(lambda: office.receiver.got)


async def test_one_receiver_that_is_down_keeps_no_other_waiting(office):
    office.start()
    office.post("c1")
    office.post("c2")
    office.post("c3")
    await until(lambda: len(office.told) == 3)
    assert len({headers["idempotency-key"] for headers, _ in office.receiver.got}) == 3
