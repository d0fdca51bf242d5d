from datetime import UTC, datetime, timedelta

from PySide6.QtNetwork import QNetworkInformation

from screenpop.desktop.network import NetworkWatch

REACH = QNetworkInformation.Reachability
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def told(*reaches):
    """When the network was said to have been away since, a minute passing between one word and the next."""
    clock = iter(NOON + timedelta(minutes=minute) for minute in range(100))
    came_back = []
    watch = NetworkWatch(came_back.append, lambda: next(clock))
    watch._away_since = None
    for reach in reaches:
        watch.note(reach)
    return came_back


def test_a_network_that_goes_and_comes_is_told_once_with_when_it_went(qapp):
    assert told(REACH.Online, REACH.Disconnected, REACH.Disconnected, REACH.Online, REACH.Online) == [NOON]


def test_a_local_network_is_enough_since_the_phone_system_may_be_there(qapp):
    assert told(REACH.Disconnected, REACH.Local) == [NOON]


def test_not_knowing_is_no_news(qapp):
    assert told(REACH.Unknown, REACH.Online, REACH.Unknown, REACH.Online) == []
    assert told(REACH.Disconnected, REACH.Unknown) == []
