"""What the publisher sends: changes, the whole board where it must be, and signs of life."""

import asyncio
from datetime import timedelta

import pytest

from screenpop.calls.presence import Presence
from screenpop.delivery.relay_stream import RelayTrouble
from screenpop.feed import publisher as publishing
from screenpop.feed.board import Person
from screenpop.feed.publisher import Publisher
from screenpop.feed.wire import read
from tests.calls.scripts import MORNING
from tests.waiting import until

QUIET = {"127": Person(Presence.AVAILABLE, None, "Anna Ruiz"), "131": Person(Presence.AVAILABLE, None, "Ben Okafor")}
BUSY = {**QUIET, "127": Person(Presence.ON_CALL, MORNING, "Anna Ruiz")}


class Place:
    """Where messages are posted, or refused."""

    def __init__(self):
        self.messages = []
        self.works = True

    async def post(self, body, kind):
        await asyncio.sleep(0)
        if not self.works:
            raise RelayTrouble("The relay is away.")
        self.messages.append(read(body, kind))

    async def has(self, count):
        await until(lambda: len(self.messages) >= count)


@pytest.fixture
def place():
    return Place()


@pytest.fixture
async def publisher(place, monkeypatch):
    monkeypatch.setattr(publishing, "BETWEEN_POSTS", timedelta(milliseconds=1))
    made = Publisher(place.post, chance=lambda: 0.0, changed=lambda: None, heartbeat=timedelta(seconds=0.05))
    running = asyncio.create_task(made.run())
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_nothing_is_said_before_something_is_known(place, publisher):
    await asyncio.sleep(0)
    assert place.messages == []


async def test_whole_first_then_changes_then_signs_of_life(place, publisher):
    publisher.show(QUIET, deaf=None)
    await place.has(1)
    publisher.show(BUSY, deaf=None)
    await place.has(2)
    await until(lambda: any(not message.people for message in place.messages))
    whole, *others = place.messages
    assert whole.whole
    assert [row.name for row in whole.people] == ["Anna Ruiz", "Ben Okafor"]
    change = next(message for message in others if message.people)
    assert [(row.user, row.presence, row.name) for row in change.people] == [("127", "on_call", "")]
    assert [message.seq for message in place.messages] == list(range(1, len(place.messages) + 1))
    assert len({message.run for message in place.messages}) == 1


async def test_the_whole_board_again_and_again(place, publisher, monkeypatch):
    monkeypatch.setattr(publishing, "MOST_BETWEEN_WHOLE", 3)
    publisher.show(QUIET, deaf=None)
    await place.has(9)
    assert [message.whole for message in place.messages[:9]] == [True, False, False, False] * 2 + [True]


async def test_after_a_failure_comes_the_whole_board(place, publisher):
    publisher.show(QUIET, deaf=None)
    await place.has(1)
    place.works = False
    publisher.show(BUSY, deaf=None)
    await until(lambda: publisher.trouble)
    sent = len(place.messages)
    place.works = True
    await place.has(sent + 1)
    assert place.messages[sent].whole
    assert place.messages[sent].seq > place.messages[sent - 1].seq
    await until(lambda: publisher.trouble is None)


async def test_somebody_new_makes_the_board_whole(place, publisher):
    publisher.show(QUIET, deaf=None)
    await place.has(1)
    publisher.show({**QUIET, "133": Person(Presence.AVAILABLE)}, deaf=None)
    await until(lambda: any(len(message.people) == 3 for message in place.messages))
    assert next(message for message in place.messages if len(message.people) == 3).whole


async def test_a_feed_that_hears_nothing_says_since_when(place, publisher):
    publisher.show(QUIET, deaf=MORNING)
    await place.has(2)
    assert {message.deaf for message in place.messages} == {int(MORNING.timestamp())}


async def test_goodbye(place):
    publisher = Publisher(place.post, chance=lambda: 0.0, changed=lambda: None)
    running = asyncio.create_task(publisher.run())
    publisher.show(QUIET, deaf=None)
    await place.has(1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [message.bye for message in place.messages] == [False, True]
