"""Actions of a whole core: a call of the phone system sets them off, the settings hold at once, and nothing twice."""

import asyncio
import json

import pytest

from screenpop.actions.settings import ActionSettings
from screenpop.cli.main import main
from tests.actions.receiver import Receiver
from tests.end_to_end.office import Office
from tests.waiting import until

RULES = """
[[actions.rule]]
name = "CRM"
open = "https://crm.example.com/?q={number.e164}"

[[actions.rule]]
name = "log"
on = ["ringing"]
webhook = "%s/calls"
body = { caller = "{number.e164}", name = "{name}" }

[[actions.rule]]
name = "broken"
open = "https://{name}/"
"""


class Browser:
    def __init__(self):
        self.pages = []

    async def open(self, url):
        self.pages.append(url)
        return True


@pytest.fixture
async def receiver():
    async with Receiver() as made:
        yield made


def add_rules(desk, text):
    config = desk.profile.config
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def rules(desk, receiver, monkeypatch):
    monkeypatch.setenv("SCREENPOP_WEBHOOK_SECRET", "a secret of the test's own")
    add_rules(desk, RULES % receiver.url)


@pytest.fixture
async def office(phone_system):
    people = Office(phone_system.api_url)
    yield people
    await people.aclose()


async def started(desk, browser):
    core = await desk.start(open_browser=browser.open)
    told = []
    core.actions.report = told.append
    await until(lambda: core.account.is_subscribed and core.actions._actions is not None)
    return core, told


async def ring(office, desk, number="+16133246100"):
    call_id = await office.ring(kind="simple", **{"from": number, "name": "David Ward", "to": "126"})
    await until(lambda: desk.call(call_id))
    return call_id


async def test_a_ringing_call_opens_its_page_and_is_posted_once(desk, rules, office, receiver):
    browser = Browser()
    _, told = await started(desk, browser)
    await office.faults(deliveries="double", times=0)
    call_id = await ring(office, desk)
    await until(lambda: browser.pages and receiver.got)
    await office.answer(call_id, "126")
    await until(lambda: desk.call(call_id).answered)
    await office.hang_up(call_id)
    await until(lambda: desk.call(call_id).ended)
    await desk.quit()
    assert browser.pages == ["https://crm.example.com/?q=%2B16133246100"]
    assert [json.loads(body) for _, body in receiver.got] == [{"caller": "+16133246100", "name": "David Ward"}]
    assert len(told) == 1
    assert told[0].startswith('[[actions.rule]] number 3 "broken": open: The host is written out')


async def test_a_killed_program_sends_its_webhook_and_opens_its_page_no_second_time(desk, rules, office, receiver):
    receiver.answers = ["503 Later"] * 20
    browser = Browser()
    await started(desk, browser)
    await ring(office, desk)
    await until(lambda: browser.pages and receiver.got)
    await desk.crash()
    again = Browser()
    receiver.answers = []
    core, _ = await started(desk, again)
    waiting = core.actions._actions._kept.waiting
    await until(lambda: not waiting(), seconds=30)
    assert again.pages == []
    assert len({headers["idempotency-key"] for headers, _ in receiver.got}) == 1


async def test_rules_that_are_changed_hold_at_once(desk, rules, office):
    browser = Browser()
    core, _ = await started(desk, browser)
    core.actions.use(ActionSettings(rule=({"name": "other", "open": "https://other.example.com/{number.digits}"},)))
    await until(lambda: core.actions._actions and core.actions._actions.rules[0].name == "other")
    await ring(office, desk)
    await until(lambda: browser.pages)
    assert browser.pages == ["https://other.example.com/16133246100"]
    core.actions.use(ActionSettings(enabled=False, rule=({"copy": "x"},)))
    await until(lambda: core.actions._actions is None)


async def test_a_command_tries_a_rule(desk, rules, office, capsys):
    def command(*words):
        code = main(["--profile", str(desk.profile.folder), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    browser = Browser()
    await started(desk, browser)
    call_id = await ring(office, desk)
    await until(lambda: browser.pages and desk.kept(call_id))
    code, told = await asyncio.to_thread(command, "actions", "test", "CRM")
    assert (code, told) == (0, "Opened https://crm.example.com/?q=%2B16133246100.\n")
    assert len(browser.pages) == 2
    code, told = await asyncio.to_thread(command, "actions", "preview")
    assert "CRM: https://crm.example.com/?q=%2B16133246100\n" in told
    assert '/calls {"caller":"+16133246100","name":"David Ward"}' in told
    code, told = await asyncio.to_thread(command, "actions", "list")
    assert code == 1
    assert "CRM  on ringing  open: Opened https://crm" in told
    assert 'number 3 "broken"' in told
    code, told = await asyncio.to_thread(command, "actions", "test", "nothing")
    assert (code, told) == (
        1,
        "screenpop: There is no rule 'nothing' in the running program. There are: CRM, log.\n",
    )


async def test_without_a_desktop_nothing_is_copied_and_that_is_told(desk, office):
    add_rules(desk, '[[actions.rule]]\nname = "copy"\ncopy = "{number}"\n')
    core, told = await started(desk, Browser())
    await ring(office, desk)
    await until(lambda: told)
    assert told == ["copy: There is no clipboard here: it belongs to the program with a window."]
    copied = []
    core.actions.copy = copied.append
    await ring(office, desk, "+16132345678")
    await until(lambda: copied)
    assert copied == ["(613) 234-5678"]
