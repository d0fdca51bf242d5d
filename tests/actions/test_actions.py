"""What calls set off: by rule, once a call and rule, after the card, whatever the disk does."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from screenpop.actions.actions import Actions, Surroundings
from screenpop.actions.errors import ActionFailed
from screenpop.actions.events import Event
from screenpop.actions.kept import Kept
from screenpop.actions.settings import read_rules
from screenpop.actions.world import World
from screenpop.calls.ledger import Change, Ledger
from tests.calls.scripts import AGENT, MORNING, days
from tests.history.making import ANSWERED, ENDED, a_call
from tests.waiting import until

PAGE = {"name": "page", "open": "https://crm.example.com/?q={number.digits}"}
HOOK = {"name": "hook", "on": ["ended"], "webhook": "https://hooks.example.com/", "body": {"how": "{outcome}"}}


class Desk:
    """The rules at work. `did` is what they did to the world, `told` what the agent was told."""

    def __init__(self, folder, *tables, now=MORNING):
        self.now = now
        self.did, self.told, self.posted = [], [], 0
        self.known = {}
        self.kept = Kept(folder / "actions.db")
        rules, troubles = read_rules(tables)
        assert troubles == []
        around = Surroundings("CA", dict, lambda: self.now, lambda call: self.known)
        self.world = World(self._open, self._start, self.did.append, self._file)
        self.actions = Actions(rules, self.kept, self.world, around, tell=self.told.append, posted=self._posted)

    async def _open(self, url, browser):
        self.did.append(url)

    async def _start(self, arguments):
        self.did.append(arguments)

    async def _file(self, path):
        self.did.append(path)

    def _posted(self):
        self.posted += 1

    async def start(self, *past):
        await self.actions.start(past)
        return self

    async def settle(self):
        await until(lambda: self.actions._due is None and not self.actions._working)

    async def take(self, call, before=None, *, pop=False):
        self.actions.take([Change(call, before, pop)])
        await self.settle()


def states(*steps, **more):
    return a_call(states=steps, **more)


RINGS = (("progressing", "ringing"),)


@pytest.fixture
async def at(tmp_path):
    made = []

    async def make(*tables, past=(), **more):
        made.append(await Desk(tmp_path, *tables, **more).start(*past))
        return made[-1]

    yield make
    for desk in made:
        await desk.actions.close()


async def test_nothing_happens_while_the_card_is_painted(at):
    desk = await at(PAGE)
    desk.actions.take([Change(a_call(), None, True)])
    for _ in range(20):
        await asyncio.sleep(0)
    assert desk.did == []
    await desk.settle()
    assert desk.did == ["https://crm.example.com/?q=16133246100"]


async def test_once_a_call_and_rule_however_often_it_rings_and_the_program_starts(at):
    desk = await at(PAGE)
    for _ in range(3):
        await desk.take(a_call(), pop=True)
    again = await at(PAGE)
    await again.take(a_call(), pop=True)
    assert desk.did == ["https://crm.example.com/?q=16133246100"]
    assert again.did == []
    await again.take(a_call("another"), pop=True)
    assert len(again.did) == 1


async def test_each_event_sets_off_its_own(at):
    tables = [{"name": event, "on": event, "copy": event} for event in ("ringing", "answered", "ended", "missed")]
    desk = await at(*tables)
    ringing, ended = a_call(), a_call(states=ANSWERED)
    active = states(("progressing", "ringing"), ("active", "active"))
    await desk.take(ringing, pop=True)
    await desk.take(active, ringing)
    assert desk.did == ["ringing", "answered"]
    await desk.take(ended, active)
    assert desk.did == ["ringing", "answered", "ended"]
    missed = a_call("m", states=ENDED)
    await desk.take(missed, a_call("m"))
    assert sorted(desk.did[3:]) == ["ended", "missed"]


async def test_yesterdays_calls_open_no_pages_but_are_posted(at):
    desk = await at({**PAGE, "on": "ended"}, HOOK)
    desk.now = MORNING + timedelta(hours=5)
    await desk.take(a_call(states=ENDED))
    assert (desk.did, desk.posted) == ([], 1)
    desk.now = MORNING + timedelta(days=3)
    await desk.take(a_call("old", states=ENDED))
    assert desk.posted == 1


async def test_what_the_program_did_not_come_to_is_posted_at_the_next_start_and_only_once(at):
    await at(HOOK, now=MORNING - timedelta(hours=1))
    later = MORNING + timedelta(minutes=5)
    desk = await at(HOOK, past=[a_call(states=ANSWERED)], now=later)
    await desk.settle()
    again = await at(HOOK, past=[a_call(states=ANSWERED)], now=later)
    await again.settle()
    assert [(post.call, post.body) for post in again.kept.waiting()] == [("call-1", '{"how":"answered"}')]


async def test_a_new_rule_does_not_concern_calls_from_before_it(at):
    desk = await at(HOOK, past=[a_call(states=ANSWERED)], now=MORNING + timedelta(minutes=5))
    await desk.settle()
    assert desk.kept.waiting() == []


async def test_conditions_are_looked_at_with_what_the_contacts_know(at):
    desk = await at({**PAGE, "when": {"caller": "known"}, "open": "https://crm.example.com/{contact.id}"})
    await desk.take(a_call("stranger"), pop=True)
    desk.known = {"name": "David Ward", "id": "42"}
    await desk.take(a_call("customer"), pop=True)
    assert desk.did == ["https://crm.example.com/42"]


async def test_what_fails_is_told_and_is_not_done_again(at):
    desk = await at(PAGE)

    async def refuse(_url, _browser):
        raise ActionFailed("No browser could be started.")

    desk.world.open_url = refuse
    await desk.take(a_call(), pop=True)
    await desk.take(a_call(), pop=True)
    assert desk.told == ["page: No browser could be started."]
    assert desk.kept.results()[desk.actions.rules[0].key][1] == "Failed: No browser could be started."


async def test_without_a_disk_pages_still_open_once_and_a_webhook_says_why_it_does_not_go(tmp_path):
    desk = Desk(tmp_path / "not there", PAGE, {**HOOK, "on": "ringing"})
    await desk.start()
    await desk.take(a_call(), pop=True)
    await desk.take(a_call(), pop=True)
    assert desk.did == ["https://crm.example.com/?q=16133246100"]
    assert len(desk.told) == 1
    assert desk.told[0].startswith("hook: the webhook was not sent.")
    await desk.actions.close()


async def test_the_record_is_the_page_of_the_buttons_rule_else_of_the_first(at):
    other = {"name": "other", "on": "button", "open": "https://other.example.com/{number.digits}"}
    desk = await at({"copy": "{number}"}, PAGE, other)
    for _ in range(2):
        await desk.actions.open_record(a_call())
    assert desk.did == ["https://other.example.com/16133246100"] * 2
    first = await at(PAGE)
    assert first.actions.record_rule(a_call()).name == "page"
    assert first.actions.record_rule(a_call(number=None)) is None
    none = await at({"copy": "{number}"})
    with pytest.raises(ActionFailed, match="No rule opens a page"):
        await none.actions.open_record(a_call())


async def test_a_hot_key_does_what_its_rules_say(at):
    desk = await at({"on": "hotkey", "run": ["/usr/bin/notify", "{name}"]}, PAGE)
    assert await desk.actions.press(Event.HOTKEY, a_call()) == ["Started /usr/bin/notify."]
    assert desk.did == [["/usr/bin/notify", "David Ward"]]
    with pytest.raises(ActionFailed, match='on = "button"'):
        await desk.actions.press(Event.BUTTON, a_call())


async def test_what_was_laid_aside_is_begun_before_the_end(at):
    desk = await at(HOOK)
    desk.actions.take([Change(a_call(states=ENDED), a_call())])
    await desk.actions.close()
    assert len(desk.kept.waiting()) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(days())
def test_whatever_the_day_brings_no_rule_acts_twice_for_a_call(tmp_path_factory, script):
    tables = [
        {"name": event, "on": event, "copy": f"{event} {{call.id}}"} for event in ("ringing", "answered", "ended")
    ]

    async def live():
        desk = await Desk(tmp_path_factory.mktemp("day"), *tables).start()
        ledger = Ledger(AGENT)
        for event in [*script.events, *script.events]:
            desk.actions.take(ledger.hear(event, now=MORNING + timedelta(minutes=1)))
        await desk.actions.close()
        assert len(desk.did) == len(set(desk.did))
        over = {call.id for call in ledger.calls() if call.involves_agent and call.outcome and call.state == "ended"}
        assert {text.split()[1] for text in desk.did if text.startswith("ended")} >= over
        return desk.did

    asyncio.run(live())
