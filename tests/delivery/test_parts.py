"""The parts that need no socket: who may stay, what is a flood, where the address stands."""

import asyncio

from screenpop.delivery.current import CurrentAddress
from screenpop.delivery.flood import Flood
from screenpop.delivery.waiting_room import WaitingRoom


class Sender:
    def __init__(self, name, gone):
        self.name = name
        self.gone = gone

    def cut_off(self):
        self.gone.append(self.name)


def crowd(*came, of_an_address=3, in_all=5):
    """Who is cut off when these come, each an address and a number."""
    room, gone = WaitingRoom(of_an_address=of_an_address, in_all=in_all), []
    for name in came:
        room.enter(name[0], Sender(name, gone))
    return room, gone


def test_as_long_as_there_is_room_everybody_stays():
    room, gone = crowd("a1", "a2", "a3", "b1", "c1")
    assert (len(room), gone) == (5, [])


def test_of_an_address_that_has_too_many_the_oldest_goes():
    room, gone = crowd("b1", "a1", "a2", "a3", "a4", "a5")
    assert (len(room), gone) == (4, ["a1", "a2"])


def test_of_all_too_many_the_oldest_of_the_fullest_address_goes():
    _, gone = crowd("b1", "a1", "a2", "a3", "c1", "d1", "e1")
    assert gone == ["a1", "a2"]


def test_where_all_have_one_the_first_goes_and_not_the_one_who_came():
    _, gone = crowd("a1", "b1", "c1", "d1", "e1", "f1")
    assert gone == ["a1"]


def test_whoever_is_done_makes_room():
    room, gone = WaitingRoom(of_an_address=2, in_all=2), []
    one, two, three = [Sender(name, gone) for name in ("a1", "a2", "a3")]
    room.enter("a", one)
    room.enter("a", two)
    room.leave("a", one)
    room.leave("a", one)
    room.leave("b", one)
    room.enter("a", three)
    assert (len(room), gone) == (2, [])


def shed(seconds, most=500):
    """How many posts are refused in each second, given how many come in it, spread evenly."""
    flood = Flood(most)
    return [
        sum(not flood.admits(second + post / posts) for post in range(posts)) for second, posts in enumerate(seconds)
    ]


def test_a_busy_phone_system_is_never_shed():
    assert shed([500] * 60) == [0] * 60


def test_a_burst_of_a_second_passes():
    assert shed([10, 3000, 10, 3000, 10]) == [0] * 5


def test_a_flood_is_cut_down_to_what_is_bearable_after_a_second():
    assert shed([2000, 2000, 2000, 501, 500, 2000, 2000]) == [0, 1500, 1500, 1, 0, 0, 1500]


def test_after_a_pause_counting_begins_anew():
    flood = Flood(most=2)
    assert [flood.admits(0.1) for _ in range(5)] == [True] * 5
    assert [flood.admits(3.0) for _ in range(5)] == [True] * 5
    assert [flood.admits(4.5) for _ in range(4)] == [True, True, False, False]


async def test_whoever_looks_late_gets_the_newest_address_and_each_change_after_it():
    current = CurrentAddress()
    current.change("http://one")
    current.change("http://two")
    addresses = current.follow()
    assert await anext(addresses) == "http://two"
    following = asyncio.create_task(anext(addresses))
    for _ in range(3):
        current.change("http://two")
        await asyncio.sleep(0)
    assert not following.done()
    current.change(None)
    current.change("http://three")
    assert await following == "http://three"
    current.end()
    assert [address async for address in addresses] == [None]


async def test_a_change_while_the_last_one_is_being_dealt_with_is_not_missed():
    current = CurrentAddress()
    told = []
    async for address in current.follow():
        told.append(address)
        if address is None and len(told) == 1:
            current.change("http://one")
        elif address == "http://one":
            current.end()
    assert told == [None, "http://one", None]


async def test_all_followers_are_told():
    current = CurrentAddress()

    async def all_of_it():
        return [address async for address in current.follow()]

    followers = [asyncio.create_task(all_of_it()) for _ in range(3)]
    await asyncio.sleep(0)
    current.change("http://one")
    await asyncio.sleep(0)
    current.end()
    assert await asyncio.gather(*followers) == [[None, "http://one", None]] * 3
