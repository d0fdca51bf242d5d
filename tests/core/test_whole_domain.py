"""Colleagues' presence from the calls of the whole domain, through the desktop's own subscription."""

import pytest

from screenpop.calls.presence import Presence
from screenpop.doctor.examine import examine
from screenpop.feed.state import FeedState
from screenpop.sections import SECTIONS
from screenpop.simulator.wishes import CallWish
from screenpop.status import presence_json, status_json
from tests.core.desk import CONFIG, Desk
from tests.waiting import until

WHOLE = "\n[presence]\nwhole_domain = true\n"
ANNA = CallWish(number="+16133246100", name="David Ward", to="127")
SAM = CallWish(number="+14185550117", name="Marie Tremblay", to="126")


def settle_for(desk, more, grant="client_credentials"):
    config = CONFIG.format(api_url=desk.phone_system.api_url).replace("client_credentials", grant)
    desk.profile.config.write_text(config + more, encoding="utf-8")


def people(core):
    return {user: one.presence for user, one in core.colleagues.board().people.items()}


def is_live(core):
    return core.colleagues.board().state is FeedState.LIVE


async def start_on_the_board(desk):
    core = await desk.start()
    await until(lambda: is_live(core) and core.names.users)
    return core


@pytest.fixture
def wide(desk) -> Desk:
    settle_for(desk, WHOLE)
    return desk


@pytest.fixture
def basic(desk, monkeypatch) -> Desk:
    """An agent whose scope reaches as far as their own extension."""
    monkeypatch.setenv("SCREENPOP_PASSWORD", "demo")
    settle_for(desk, WHOLE, grant='password"\nusername = "126')
    return desk


async def test_a_colleagues_call_is_on_the_board_and_nowhere_else(wide):
    core = await start_on_the_board(wide)
    popped = []
    core.on_changes.append(lambda changes: popped.extend(change.call.id for change in changes if change.pop))
    free = core.colleagues.board().people["127"]
    assert (free.presence, free.name) == (Presence.AVAILABLE, "Anna Ruiz")
    assert free.since

    theirs = wide.phone_system.ring(ANNA)
    await until(lambda: people(core)["127"] is Presence.RINGING)
    wide.phone_system.answer(theirs, "127")
    await until(lambda: status_json(core)["presence"]["colleagues"]["127"] == "on_call")
    told = presence_json(core)
    assert (told["board"]["source"], told["board"]["state"], told["board"]["detail"]) == ("calls", "live", None)
    assert set(people(core)) == {"127", "131", "133", "140", "142", "145", "150"}

    own = wide.phone_system.ring(SAM)
    await until(lambda: popped)
    assert [call["id"] for call in status_json(core)["calls"]] == [own]
    wide.phone_system.hang_up(theirs)
    await until(lambda: people(core)["127"] is Presence.AVAILABLE)
    assert core.colleagues.board().people["127"].since > free.since
    wide.phone_system.hang_up(own)
    await until(lambda: [call.id for call in core.history.recent()] == [own])
    assert popped == [own]


async def test_a_colleague_who_talks_since_before_the_start_is_known_from_the_list_of_calls(wide):
    theirs = wide.phone_system.ring(ANNA)
    wide.phone_system.answer(theirs, "127")
    core = await start_on_the_board(wide)
    assert people(core)["127"] is Presence.ON_CALL
    assert core.intake.received.posts == core.intake.received.accepted
    assert core.intake.ledger.covers is None


async def test_without_a_subscription_nobody_is_known_and_since_when(wide):
    core = await start_on_the_board(wide)
    before = core.colleagues.board().since
    theirs = wide.phone_system.ring(ANNA)
    await until(lambda: people(core)["127"] is Presence.RINGING)
    core.account.set_address(None)
    await until(lambda: not is_live(core))
    board = core.colleagues.board()
    assert set(people(core).values()) == {Presence.UNKNOWN}
    assert board.since > before
    assert board.people["127"].since == board.since
    assert board.detail == core.why_offline

    wide.phone_system.answer(theirs, "127")
    core.account.set_address(core.post_uri)
    await until(lambda: is_live(core))
    assert people(core)["127"] is Presence.ON_CALL


async def test_who_may_not_hear_of_all_hears_their_own_calls_and_the_board_says_so(basic):
    core = await basic.start_live()
    board = await until(lambda: (now := core.colleagues.board()).state is FeedState.AWAY and now)
    assert "may not hear of the whole domain's calls" in board.detail
    assert core.intake.ledger.covers == frozenset({"126"})
    (subscription,) = await basic.subscriptions()
    assert {event["user"] for event in subscription["events"]} == {"126"}

    own = basic.phone_system.ring(SAM)
    await until(lambda: basic.call(own))
    found = {one.check: one for one in await examine(basic.profile, SECTIONS)}
    assert found["scope"].state == "warning"
    assert "hear of the whole domain's calls" in found["scope"].what
    assert "presence.whole_domain" in found["scope"].todo


async def test_switching_it_on_and_off_leaves_one_subscription(desk):
    for more, users in (("", {"126"}), (WHOLE, {"*"}), ("", {"126"})):
        settle_for(desk, more)
        core = await desk.start_live()
        (subscription,) = await desk.subscriptions()
        assert {event["user"] for event in subscription["events"]} == users
        assert core.account.hears_all is (users == {"*"})
        await desk.crash()
    await desk.start_live()
    assert len(await desk.subscriptions()) == 1


async def test_with_a_feed_it_is_not_needed(desk):
    settle_for(desk, WHOLE + '[feed]\nurl = "http://127.0.0.1:9"\n')
    core = await desk.start_live()
    assert not core.account.hears_all
    assert core.colleagues.board().source == "feed"
