"""The feed at work: what desktops see of it, what it says to nobody, and what follows when it ends."""

import asyncio
import zlib
from datetime import timedelta

import pytest

from screenpop.calls.presence import DoNotDisturb
from screenpop.delivery.relay_stream import RelayConnection
from screenpop.feed.keys import member_key
from screenpop.feed.reader import BoardReader
from screenpop.feed.state import FeedState
from screenpop.integrate.clock import steady, utc_now
from screenpop.simulator.wishes import CallWish
from tests.feed.office import FeedAtWork, messages
from tests.relay.forwarder import Forwarder
from tests.waiting import until

DAVID = {"number": "+16133246100", "name": "David Ward"}
EVERYBODY = {"127", "131", "133", "140", "142", "145", "150"}


async def test_a_desktop_sees_everybody_at_its_start(feed, desk):
    await feed.start()
    call_id = feed.phone_system.ring(CallWish(**DAVID, to="127"))
    feed.phone_system.answer(call_id, "127")
    await desk.start()
    await desk.see(_127="on_call", _131="available")
    assert set(desk.colleagues()) == EVERYBODY
    people = desk.core.colleagues.board().people
    assert people["127"].name == "Anna Ruiz"
    assert people["127"].since is not None
    assert people["131"].since is None, "nobody knows since when"


async def test_every_change_is_on_the_board(feed, desk):
    await feed.start()
    await desk.start()
    await desk.see(_127="available")
    call_id = feed.phone_system.ring(CallWish(**DAVID, to="127"))
    await desk.see(_127="ringing")
    feed.phone_system.answer(call_id, "127")
    await desk.see(_127="on_call")
    feed.phone_system.hang_up(call_id)
    await desk.see(_127="available")
    assert desk.core.colleagues.board().people["127"].since is not None
    assert desk.core.intake.ledger.get(call_id) is None, "the desktop itself heard nothing of that call"


async def test_no_callers_number_or_name_is_on_the_board(feed, relay, secret):
    """All that lies there is read, whole boards and changes alike."""
    await feed.start()
    call_id = feed.phone_system.ring(CallWish(**DAVID, to="127"))
    feed.phone_system.answer(call_id, "127")
    internal = feed.phone_system.ring(CallWish(kind="internal", to="131"))
    await until(lambda: feed.service._publisher._sent["131"].presence == "ringing")
    feed.phone_system.hang_up(call_id)
    feed.phone_system.hang_up(internal)
    await until(lambda: feed.service._publisher._sent["127"].presence == "available")
    await feed.quit()
    read = await messages(relay.address, secret, feed.service._publisher._seq)
    told = b"".join(zlib.decompress(body) if message.whole else body for body, message in read)
    assert any(row.presence == "on_call" for _, message in read for row in message.people)
    assert b'"127"' in told
    assert b"Anna Ruiz" in told
    for private in (b"David", b"Ward", b"3246100", b"6133246100", call_id.encode()):
        assert private not in told
    assert not any(row.other for _, message in read for row in message.people)


async def test_callers_are_told_where_the_administrator_wants_it(feed, desk):
    with feed.profile.config.open("a", encoding="utf-8") as file:
        file.write("callers = true\n")
    await feed.start()
    feed.phone_system.ring(CallWish(**DAVID, to="127"))
    await desk.start()
    await desk.see(_127="ringing")
    assert desk.core.colleagues.board().people["127"].other == "David Ward +16133246100"


async def test_the_feed_holds_one_subscription_of_the_whole_domain_over_restarts(feed):
    await feed.start()
    (first,) = await feed.subscriptions()
    assert {event.get("user") for event in first["events"]} <= {None, "*"}
    for _ in range(2):
        await feed.quit()
        await feed.start()
        (now,) = await feed.subscriptions()
        assert (now["id"], now["post_uri"]) == (first["id"], first["post_uri"])


async def test_a_feed_that_ends_is_away_and_cards_go_on(feed, desk):
    await feed.start()
    core = await desk.start_live()
    await desk.see(_127="available")
    before = core.now()
    await feed.quit()
    await desk.see(_127="unknown", _150="unknown")
    board = core.colleagues.board()
    assert board.state is FeedState.AWAY
    assert abs((board.since - before).total_seconds()) < 10
    assert "away" in board.detail
    call_id = feed.phone_system.ring(CallWish(**DAVID, to="126"))
    await until(lambda: desk.popped == [call_id])

    missed = feed.phone_system.ring(CallWish(**DAVID, to="131"))
    feed.phone_system.answer(missed, "131")
    await feed.start()
    await desk.see(_127="available", _131="on_call", _150="available")
    assert core.colleagues.board().detail is None


async def test_what_own_calls_tell_is_known_while_the_feed_is_away(feed, desk):
    await feed.start()
    await desk.start_live()
    await desk.see(_127="available")
    await feed.quit()
    await desk.see(_127="unknown")
    feed.phone_system.ring(CallWish(kind="internal", to="126"))
    await desk.see(_127="on_call", _131="unknown")


async def test_the_board_comes_back_after_the_relay(feed, desk, relay):
    await feed.start()
    await desk.start_live()
    await desk.see(_127="available")
    await asyncio.to_thread(relay.nginx.kill)
    feed.phone_system.ring(CallWish(**DAVID, to="127"))
    await until(lambda: feed.service.trouble)
    await asyncio.to_thread(relay.start)
    desk.core.colleagues.wake()
    await desk.see(_127="ringing", _131="available")
    await until(lambda: feed.service.trouble is None)


async def test_a_board_without_redis_is_put_right_when_it_is_back(feed, desk, relay):
    await feed.start()
    await desk.start_live()
    await desk.see(_127="available")
    await asyncio.to_thread(relay.redis.kill)
    await until(lambda: feed.service.trouble)
    feed.phone_system.ring(CallWish(**DAVID, to="127"))
    await asyncio.to_thread(relay.start)
    await desk.see(_127="ringing", _131="available")


async def test_a_feed_that_hears_nothing_says_so(feed, desk):
    service = await feed.start()
    await desk.start_live()
    await desk.see(_127="available")
    service.core.account.set_address(None)
    await until(lambda: desk.core.colleagues.board().state is FeedState.DEAF)
    assert desk.colleagues()["127"] == "unknown"
    assert "does not hear" in desk.core.colleagues.board().detail


async def test_do_not_disturb_and_wrap_up_are_reported(feed, desk):
    service = await feed.start()
    core = await desk.start_live()
    await desk.see(_127="available")

    def told():
        return str(service._board["126"].presence)

    core.set_do_not_disturb(DoNotDisturb())
    await until(lambda: told() == "dnd")
    core.set_do_not_disturb(None)
    await until(lambda: told() == "available")
    core.set_do_not_disturb(DoNotDisturb())
    await until(lambda: told() == "dnd")
    await desk.quit()
    await until(lambda: told() == "available")


async def test_a_feed_that_began_anew_learns_who_wants_no_calls(feed, desk):
    await feed.start()
    core = await desk.start_live()
    core.set_do_not_disturb(DoNotDisturb())
    await until(lambda: feed.service._board["126"].presence == "dnd")
    await feed.quit()
    await feed.start()
    await until(lambda: feed.service._board["126"].presence == "dnd")


@pytest.mark.parametrize("key", ["member-short", "x" * 42])
async def test_a_key_that_cannot_be_right_is_told(desk, monkeypatch, key):
    desk.before_start = lambda: monkeypatch.setenv("SCREENPOP_FEED_SECRET", key)
    core = await desk.start_live()
    await until(lambda: core.colleagues.board().state is FeedState.AWAY)
    assert "config secret feed_secret" in core.colleagues.board().detail


async def test_a_desktop_with_another_key_sees_nothing(feed, desk, monkeypatch):
    await feed.start()
    desk.before_start = lambda: monkeypatch.setenv("SCREENPOP_FEED_SECRET", "x" * 43)
    core = await desk.start_live()
    await until(lambda: core.colleagues._reader is not None)
    feed.phone_system.ring(CallWish(**DAVID, to="127"))
    await until(lambda: feed.service._publisher._sent["127"].presence == "ringing")
    assert desk.colleagues() == {}


async def test_the_feeds_own_secret_serves_a_small_offices_desktops(feed, desk, secret):
    await feed.start()
    desk.before_start = lambda: None
    await desk.start()
    await desk.see(_127="available")


async def test_without_a_feed_the_board_is_what_own_calls_tell(feed, desk):
    desk.profile.config.write_text(desk.profile.config.read_text().replace("[feed]", "[unused]"))
    core = await desk.start_live()
    assert desk.colleagues() == {}
    feed.phone_system.ring(CallWish(kind="internal", to="126"))
    await desk.see(_127="on_call")
    board = core.colleagues.board()
    assert (board.source, board.state) == ("calls", FeedState.AWAY)
    assert "no presence feed" in board.detail


async def test_a_feed_that_falls_silent_is_away_since_it_was_heard(phone_system, relay, secret, tmp_path):
    """Cut off, with nobody told: not even a goodbye comes through."""
    async with Forwarder(relay.port) as network:
        feed = FeedAtWork(phone_system, tmp_path / "feed", f"http://127.0.0.1:{network.port}")
        connection = RelayConnection(f"{relay.address}/feed", member_key(secret).board, wall=utc_now)
        reader = BoardReader(
            connection,
            now=utc_now,
            steady=steady,
            wall=utc_now,
            chance=lambda: 0.5,
            changed=lambda: None,
            patience=timedelta(seconds=3),
        )
        running = asyncio.create_task(reader.run())
        try:
            await feed.start()
            await until(lambda: reader.status.holds and "127" in reader.status.people)
            network.freeze()
            cut = utc_now()
            await until(lambda: reader.status.state is FeedState.AWAY)
            assert abs((reader.status.since - cut).total_seconds()) < 3
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await connection.aclose()
            await feed.quit()
