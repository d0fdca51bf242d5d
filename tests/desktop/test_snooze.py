from datetime import timedelta

from screenpop.desktop.snooze import LENGTH, Snooze
from tests.desktop.phone import NOW

MOMENT = timedelta(seconds=1)


def test_one_caller_gets_no_card_for_an_hour():
    snooze = Snooze()
    snooze.begin(NOW, "david")
    assert snooze.holds("david", NOW + LENGTH - MOMENT)
    assert not snooze.holds("marie", NOW)
    assert not snooze.holds("david", NOW + LENGTH)


def test_nobody_gets_one_for_an_hour():
    snooze = Snooze()
    snooze.begin(NOW)
    assert snooze.holds("david", NOW)
    assert snooze.holds("marie", NOW)
    assert not snooze.holds("marie", NOW + LENGTH)


def test_it_says_when_all_is_as_before_and_can_be_ended():
    snooze = Snooze()
    assert snooze.until(NOW) is None
    snooze.begin(NOW, "david")
    snooze.begin(NOW + MOMENT, "marie")
    assert snooze.until(NOW) == NOW + MOMENT + LENGTH
    assert snooze.until(NOW + MOMENT + LENGTH) is None
    snooze.end()
    assert not snooze.is_on(NOW)
