"""Do not disturb and wrap-up, from a desktop to the feed."""

import asyncio
import json
from datetime import timedelta

import pytest

from screenpop.calls.presence import Presence
from screenpop.delivery.relay_stream import RelayMessage, RelayTrouble
from screenpop.feed.reports import LEASE, TYPE, OwnReport, Reporter, Reports
from tests.calls.scripts import MORNING
from tests.waiting import until


def message(told, kind=TYPE):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return RelayMessage("1", body, kind, MORNING)


def held(*told, after=0):
    reports = Reports()
    for one in told:
        reports.hear(message(one), MORNING)
    return reports.holding(MORNING + timedelta(seconds=after))


def test_a_report_is_told_by_how_long_ago_and_how_long():
    (report,) = held({"user": "127", "presence": "dnd", "ago": 60, "lasts": 300}).values()
    assert (report.presence, report.since) == (Presence.DND, MORNING - timedelta(seconds=60))
    assert report.until == MORNING + timedelta(seconds=300)


def test_a_report_runs_out_and_never_lasts_long():
    assert held({"user": "127", "presence": "dnd", "lasts": 300}, after=300) == {}
    (report,) = held({"user": "127", "presence": "dnd", "lasts": 1e300}).values()
    assert report.until == MORNING + LEASE


def test_the_last_word_holds():
    dnd, wrap_up = ({"user": "127", "presence": word, "lasts": 60} for word in ("dnd", "wrap_up"))
    assert held(dnd, wrap_up)["127"].presence is Presence.WRAP_UP
    assert held(dnd, {"user": "127"}) == {}


@pytest.mark.parametrize(
    "told",
    [
        b"rubbish",
        b"\xff",
        b"[" * 100_000,
        {"presence": "dnd", "lasts": 60},
        {"user": 127, "presence": "dnd", "lasts": 60},
        {"user": "127", "presence": "asleep", "lasts": 60},
        *({"user": "127", "presence": word, "lasts": 60} for word in ("on_call", "ringing", "available", "offline")),
        {"user": "127", "presence": "dnd", "lasts": -1},
    ],
)
def test_nothing_else_can_be_reported(told):
    assert held(told) == {}


def test_other_messages_are_no_reports():
    assert not Reports().hear(message({"user": "127", "presence": "dnd", "lasts": 60}, "application/json"), MORNING)


class Feed:
    """Where reports are posted, or refused."""

    def __init__(self):
        self.reports = Reports()
        self.posts = 0
        self.works = True

    async def post(self, body, kind):
        if not self.works:
            raise RelayTrouble("The relay is away.")
        self.posts += 1
        self.reports.hear(RelayMessage("1", body, kind, MORNING), MORNING)

    def knows(self):
        return {user: str(report.presence) for user, report in self.reports.holding(MORNING).items()}


DND = OwnReport("126", Presence.DND, MORNING)


@pytest.fixture
def feed():
    return Feed()


@pytest.fixture
async def reporter(feed):
    made = Reporter(feed.post, now=lambda: MORNING, chance=lambda: 0.0)
    running = asyncio.create_task(made.run())
    made.end = running.cancel
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_it_is_reported_and_taken_back(feed, reporter):
    reporter.show(DND)
    await until(lambda: feed.knows() == {"126": "dnd"})
    reporter.show(None)
    await until(lambda: feed.knows() == {})


async def test_who_has_nothing_to_report_posts_nothing(feed, reporter):
    reporter.show(None)
    reporter.feed_began_anew()
    reporter.show(DND)
    await until(lambda: feed.knows())
    assert feed.posts == 1


async def test_it_is_reported_again_to_a_feed_that_began_anew(feed, reporter):
    reporter.show(DND)
    await until(lambda: feed.knows())
    feed.reports = Reports()
    reporter.feed_began_anew()
    await until(lambda: feed.knows() == {"126": "dnd"})


async def test_it_is_tried_again_until_it_is_known(feed, reporter):
    feed.works = False
    reporter.show(DND)
    await asyncio.sleep(0)
    feed.works = True
    await until(lambda: feed.knows() == {"126": "dnd"})


async def test_it_is_taken_back_at_the_end(feed, reporter):
    reporter.show(DND)
    await until(lambda: feed.knows())
    reporter.end()
    await until(lambda: feed.knows() == {})


async def test_another_agent_at_the_same_desk_takes_the_first_ones_back(feed, reporter):
    reporter.show(DND)
    await until(lambda: feed.knows())
    reporter.show(OwnReport("127", Presence.DND, MORNING))
    await until(lambda: feed.knows() == {"127": "dnd"})
