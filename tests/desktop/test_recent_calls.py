from datetime import timedelta

import pytest

from screenpop.recent_calls import KEPT, RecentCalls
from tests.desktop.phone import NOW, Phone


@pytest.fixture
def phone():
    return Phone()


@pytest.fixture
def recent():
    return RecentCalls(NOW - timedelta(hours=1))


def missed(phone, call_id="c1"):
    phone.ring(call_id)
    return phone.end(call_id)[-1].call


def test_calls_are_listed_once_they_are_over_the_newest_first(phone, recent):
    recent.take([phone.ring("live")[-1].call])
    recent.take([missed(phone, "a")])
    phone.start += timedelta(seconds=1)
    recent.take([missed(phone, "b")])
    assert [call.id for call in recent.newest()] == ["b", "a"]


def test_the_calls_of_others_are_not(phone, recent):
    phone.hear("c1", "progressing", "ringing", user="127")
    recent.take([phone.hear("c1", "ended", "ended", user="127")[-1].call])
    assert recent.newest() == []


def test_a_call_that_rings_again_goes_on(phone, recent):
    phone.ring()
    recent.take([phone.hear("c1", "progressing", "ended")[-1].call])
    assert len(recent.newest()) == 1
    recent.take([phone.ring(leg_id="again")[-1].call])
    assert recent.newest() == []


def test_missed_calls_are_counted_until_somebody_looks(phone, recent):
    recent.take([missed(phone, "a"), missed(phone, "b")])
    phone.ring("c")
    recent.take([phone.answer_elsewhere("c")[-1].call])
    assert recent.missed == 2
    recent.looked_at = NOW
    assert recent.missed == 0


def test_a_call_that_nobody_answered_over_there_is_not_missed(phone, recent):
    outgoing = {"from_user": "126", "user": "999", "dialled": "+14185250117"}
    phone.ring(**outgoing)
    recent.take([phone.end(**outgoing)[-1].call])
    assert len(recent.newest()) == 1
    assert recent.missed == 0


def test_the_list_is_bounded(phone, recent):
    for number in range(5 * KEPT):
        phone.start += timedelta(seconds=1)
        recent.take([missed(phone, f"c{number}")])
    assert len(recent.newest()) == KEPT
    assert len(recent._calls) <= 2 * KEPT
    assert recent.newest()[0].id == f"c{5 * KEPT - 1}"
