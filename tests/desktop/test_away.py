"""A locked screen, with core and desktop together: no cards, and do not disturb if the settings say so."""

import pytest

from screenpop.calls.presence import DoNotDisturb
from tests.desktop.test_workplace import ANSWER, MARIE, RING, Desk


@pytest.fixture
async def open_desk(qapp, tmp_path):
    opened = []

    def make(more=""):
        opened.append(Desk(tmp_path, more=more))
        return opened[-1]

    yield make
    for desk in opened:
        await desk.close()


def lock(desk, is_locked=True):
    desk.workplace._away.watch.note(is_locked)


async def test_nothing_shows_while_the_screen_is_locked(open_desk):
    desk = open_desk()
    lock(desk)
    await desk.call("c1", RING)
    assert desk.workplace.stack.cards() == []
    assert desk.core.presence.do_not_disturb is None
    lock(desk, is_locked=False)
    assert desk.workplace.stack.cards() == [("c1", "ringing")]


async def test_do_not_disturb_lasts_as_long_as_the_lock_if_that_is_wanted(open_desk):
    desk = open_desk("[presence]\naway_when_locked = true\n")
    lock(desk)
    assert desk.core.presence.do_not_disturb == DoNotDisturb()
    lock(desk, is_locked=False)
    assert desk.core.presence.do_not_disturb is None


async def test_what_the_agent_turned_on_stays_on(open_desk):
    desk = open_desk("[presence]\naway_when_locked = true\n")
    desk.core.set_do_not_disturb(DoNotDisturb())
    lock(desk)
    lock(desk, is_locked=False)
    assert desk.core.presence.do_not_disturb is not None


async def test_a_call_in_the_middle_of_another_has_a_small_card(open_desk):
    desk = open_desk()
    await desk.call("c1", RING)
    assert not desk.workplace.stack._find("c1").content.is_small
    await desk.call("c1", ANSWER)
    await desk.call("c2", RING, who=MARIE)
    assert desk.workplace.stack._find("c2").content.is_small
