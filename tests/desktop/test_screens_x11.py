"""Two screens of different size, of which one is taken away while a card is on it, and comes back."""

import json
import shutil

import pytest

from tests.desktop.test_cards_x11 import CARDS
from tests.desktop.x11 import Screen, needs_x11

pytestmark = [needs_x11, pytest.mark.skipif(not shutil.which("xrandr"), reason="needs xrandr")]

LEFT, RIGHT = [0, 0, 800, 700], [800, 0, 800, 600]


@pytest.fixture
def desk():
    screen = Screen("1600x700")
    screen.run("xrandr", "--setmonitor", "left", "800/200x700/200+0+0", "screen")
    plug_in(screen)
    yield screen
    screen.close()


def plug_in(screen):
    screen.run("xrandr", "--setmonitor", "right", "800/200x600/200+800+0", "none")


def inside(place, area):
    return (
        place[0] >= area[0]
        and place[1] >= area[1]
        and place[0] + place[2] <= area[0] + area[2]
        and place[1] + place[3] <= area[1] + area[3]
    )


def until_card_is_on(cards, area):
    seen = []
    for _ in range(2000):
        seen = json.loads(cards.ask("look"))["places"]
        if len(seen) == 1 and inside(seen[0], area):
            return
    pytest.fail(f"the card is at {seen}")


@pytest.mark.parametrize(("wanted", "area"), [("left", LEFT), ("right", RIGHT)])
def test_a_card_comes_on_the_screen_of_the_settings_whole(desk, wanted, area):
    cards = desk.program(CARDS, json.dumps({"screen": wanted}))
    assert cards.hear() == "ready"
    cards.ask("ring c1")
    until_card_is_on(cards, area)


def test_a_card_leaves_a_screen_that_goes_and_a_new_one_takes_the_next(desk):
    cards = desk.program(CARDS, json.dumps({"screen": "right", "missed_seconds": 0}))
    assert cards.hear() == "ready"
    cards.ask("ring c1")
    until_card_is_on(cards, RIGHT)
    desk.run("xrandr", "--delmonitor", "right")
    until_card_is_on(cards, LEFT)
    plug_in(desk)
    until_card_is_on(cards, LEFT)
    cards.ask("end c1")
    cards.ask("ring c2")
    until_card_is_on(cards, RIGHT)
