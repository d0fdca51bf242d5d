"""Own presence by priority, with wrap-up and do not disturb; colleagues as far as calls tell."""

from datetime import timedelta

import pytest

from screenpop.calls.ledger import Ledger
from screenpop.calls.presence import DoNotDisturb, Presence, PresenceKeeper, PresenceSettings, activities
from tests.calls.scripts import AGENT, MORNING, event

RINGING = event("progressing", "ringing")
ACTIVE = event("active", "active")
ENDED = event("ended", "ended")
OUTGOING = event("active", "ringing", from_user="126", user=None, leg_id="far")


def later(seconds):
    return MORNING + timedelta(seconds=seconds)


def after(keeper, events, *, at=0, offline=None):
    ledger = Ledger(AGENT)
    for told in events:
        ledger.hear(told, now=later(at))
    keeper.update(ledger.calls(), offline=offline, now=later(at))
    return keeper.own.presence


@pytest.fixture
def keeper():
    return PresenceKeeper(PresenceSettings(), now=MORNING)


@pytest.mark.parametrize(
    ("events", "presence"),
    [
        ([], Presence.AVAILABLE),
        ([RINGING], Presence.RINGING),
        ([RINGING, ACTIVE], Presence.ON_CALL),
        ([RINGING, ENDED], Presence.AVAILABLE),
        ([OUTGOING], Presence.ON_CALL),
    ],
)
def test_own_presence_from_calls(keeper, events, presence):
    assert after(keeper, events) is presence


def test_offline_beats_all_and_says_why(keeper):
    assert after(keeper, [ACTIVE], offline="Calls are not reaching this computer.") is Presence.OFFLINE
    assert keeper.own.reason == "Calls are not reaching this computer."


def test_do_not_disturb_until_a_time(keeper):
    keeper.set_do_not_disturb(DoNotDisturb(later(60)))
    assert after(keeper, [RINGING], at=59) is Presence.DND
    assert keeper.next_change() == later(60)
    assert after(keeper, [RINGING], at=60) is Presence.RINGING
    assert keeper.next_change() is None


def test_wrap_up_follows_a_call_and_runs_out():
    keeper = PresenceKeeper(PresenceSettings(wrap_up_seconds=30), now=MORNING)
    after(keeper, [ACTIVE], at=0)
    assert after(keeper, [ACTIVE, ENDED], at=10) is Presence.WRAP_UP
    assert keeper.next_change() == later(40)
    assert after(keeper, [ACTIVE, ENDED], at=40) is Presence.AVAILABLE


def test_since_is_when_the_presence_began(keeper):
    after(keeper, [RINGING], at=5)
    after(keeper, [RINGING], at=9)
    assert keeper.own.since == later(5)


def test_update_tells_whether_something_changed(keeper):
    assert keeper.update([], offline=None, now=later(1))
    assert not keeper.update([], offline=None, now=later(2))


def test_negative_wrap_up_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        PresenceSettings(wrap_up_seconds=-1)


def test_colleagues_are_known_by_their_legs():
    ledger = Ledger(AGENT)
    for told in (
        event("active", "active", leg_id="a", user="127"),
        event("active", "ringing", call_id="call-2", leg_id="b", user="131", from_user="133"),
        event("active", "ringing", call_id="call-3", leg_id="c", user="127"),
        event("active", "active", call_id="call-4", leg_id="box", user="140", human=False),
        event("ended", "ended", call_id="call-5", leg_id="d", user="142"),
    ):
        ledger.hear(told, now=MORNING)
    found = activities(ledger.calls(), besides="126")
    assert {extension: activity.presence for extension, activity in found.items()} == {
        "127": Presence.ON_CALL,
        "131": Presence.RINGING,
        "133": Presence.ON_CALL,
    }
