"""What a desktop makes of the board's messages."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from screenpop.calls.presence import Presence
from screenpop.delivery.relay_stream import RelayAway, RelayMessage
from screenpop.feed.board import Person
from screenpop.feed.reader import BoardReader
from screenpop.feed.state import FeedState
from screenpop.feed.wire import Message, Row, seconds, write
from tests.calls.scripts import MORNING
from tests.waiting import until

WHOLE = [Row("127", Presence.AVAILABLE, None, "", "Anna Ruiz"), Row("131", Presence.AVAILABLE, None, "", "Ben Okafor")]
ON_CALL = [Row("127", Presence.ON_CALL, seconds(MORNING))]


class Relay:
    """Its last messages, and whoever reads them; time is what the test says it is."""

    def __init__(self):
        self.kept = []
        self.time = 0.0
        self.works = True
        self.opened = 0
        self.news = asyncio.Event()
        self.new_runs = 0
        self.lost_on_the_way = 0

    def now(self):
        return MORNING + timedelta(seconds=self.time)

    def say(self, *messages):
        for message in messages:
            body, kind = write(message)
            self.kept.append(RelayMessage(str(len(self.kept)), body, kind, self.now()))
        self.news.set()

    def cut(self):
        self.works = False
        self.news.set()

    @asynccontextmanager
    async def open(self, last_event_id):
        assert last_event_id is None, "each connection begins with all that is there"
        self.opened += 1
        if not self.works:
            raise RelayAway("The relay cannot be reached.")
        yield self._messages()

    async def _messages(self):
        read = 0
        while self.works:
            for message in self.kept[read:]:
                read += 1
                if self.opened > 1 or read != self.lost_on_the_way:
                    yield message
            self.news.clear()
            await self.news.wait()
        raise RelayAway("The relay has closed the connection.")


@pytest.fixture
def relay():
    return Relay()


@pytest.fixture
async def reader(relay):
    made = BoardReader(
        relay, now=relay.now, steady=lambda: relay.time, wall=relay.now, chance=lambda: 0.0, changed=lambda: None
    )
    made.new_run = lambda: setattr(relay, "new_runs", relay.new_runs + 1)
    running = asyncio.create_task(made.run())
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def presences(reader):
    return {user: str(person.presence) for user, person in reader.status.people.items()}


async def test_the_whole_board_and_what_changed(relay, reader):
    assert reader.status.state is FeedState.STARTING
    relay.say(Message("a", 7, people=ON_CALL), Message("a", 8, whole=True, people=WHOLE))
    await until(lambda: presences(reader) == {"127": "available", "131": "available"})
    assert reader.status.state is FeedState.LIVE
    relay.say(Message("a", 9, people=ON_CALL), Message("a", 10))
    await until(lambda: presences(reader)["127"] == "on_call")
    assert reader.status.people["127"] == Person(Presence.ON_CALL, MORNING, "Anna Ruiz")


async def test_what_comes_twice_or_of_an_unknown_run_changes_nothing(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE), Message("a", 2, people=ON_CALL))
    relay.say(Message("a", 1, whole=True, people=WHOLE), Message("b", 9, people=[Row("131", Presence.DND)]))
    relay.say(Message("a", 3))
    await until(lambda: reader._seq == 3)
    await until(lambda: presences(reader) == {"127": "on_call", "131": "available"})
    assert relay.opened == 1


async def test_a_missing_message_has_the_board_read_anew(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE))
    await until(lambda: presences(reader))
    relay.lost_on_the_way = 2
    relay.say(Message("a", 2, people=ON_CALL), Message("a", 3))
    await until(lambda: presences(reader)["127"] == "on_call")
    assert relay.opened == 2


async def test_where_the_relay_lost_a_message_the_next_whole_board_makes_up_for_it(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE), Message("a", 3), Message("a", 4))
    await until(lambda: relay.opened == 2)
    relay.say(Message("a", 5, whole=True, people=[*ON_CALL]))
    await until(lambda: presences(reader) == {"127": "on_call"})
    assert relay.opened == 2


async def test_a_feed_that_begins_anew(relay, reader):
    relay.say(Message("a", 50, whole=True, people=WHOLE))
    await until(lambda: presences(reader))
    relay.say(Message("b", 1, whole=True, people=WHOLE[:1]))
    await until(lambda: set(presences(reader)) == {"127"})
    assert relay.new_runs == 2


async def test_silence_means_away_since_it_was_heard(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE))
    await until(lambda: reader.status.state is FeedState.LIVE)
    relay.time = 26.0
    reader._news.set()
    await until(lambda: reader.status.state is FeedState.AWAY)
    assert reader.status.since == MORNING
    assert presences(reader), "who works here is still known"
    relay.say(Message("a", 2, people=ON_CALL))
    await until(lambda: reader.status.state is FeedState.LIVE)


async def test_a_board_that_is_old_when_it_is_read_is_away(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE))
    relay.time = 1200.0
    await until(lambda: reader.status.state is FeedState.AWAY and presences(reader))
    assert reader.status.since == MORNING


async def test_goodbye_means_away_at_once(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE), Message("a", 2, bye=True))
    await until(lambda: reader.status.state is FeedState.AWAY)
    relay.say(Message("b", 1, whole=True, people=WHOLE))
    await until(lambda: reader.status.state is FeedState.LIVE)


async def test_a_feed_that_hears_nothing(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE, deaf=seconds(MORNING) - 60))
    await until(lambda: reader.status.state is FeedState.DEAF)
    assert reader.status.since == MORNING - timedelta(seconds=60)
    assert not reader.status.holds


async def test_a_short_cut_is_not_seen_a_long_one_is(relay, reader):
    relay.say(Message("a", 1, whole=True, people=WHOLE))
    await until(lambda: reader.status.state is FeedState.LIVE)
    relay.cut()
    await until(lambda: relay.opened >= 2)
    assert reader.status.state is FeedState.LIVE
    relay.time = 30.0
    reader._news.set()
    await until(lambda: reader.status.state is FeedState.AWAY)
    assert reader.status.detail == "The relay cannot be reached."
    relay.works = True
    relay.say(Message("a", 2, people=ON_CALL))
    reader.wake()
    await until(lambda: presences(reader)["127"] == "on_call" and reader.status.state is FeedState.LIVE)


async def test_rubbish_is_passed_over(relay, reader):
    relay.kept.append(RelayMessage("x", b"rubbish", "text/plain", MORNING))
    relay.say(Message("a", 1, whole=True, people=WHOLE))
    await until(lambda: reader.status.state is FeedState.LIVE)
