"""A new user brings their customers along, is called by one of them, and has the record on the screen with one key."""

import asyncio
import csv
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.test_workplace import ANSWER, CONFIG, END, RING, Desk
from tests.end_to_end.office import environment
from tests.end_to_end.test_record import Crm
from tests.sign_in.web_browser import WebBrowser
from tests.waiting import until

CUSTOMERS = 5000
RULE = """
[[actions.rule]]
name = "CRM"
on = "button"
open = "{crm}/customers/{{contact.account_number}}"
"""
HEADINGS = ["First Name", "Last Name", "Organization Name", "Phone 1 - Label", "Phone 1 - Value", "Account Number"]


def write_google_csv(path):
    """Customers as Google's export writes them; customer 4321 is who will call."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(CUSTOMERS):
            phone = f"(613) 234-{number:04}"
            rows.writerow(["Customer", number, f"Company {number}", "Work", phone, f"A-{number}"])


async def import_customers(profile, path):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "screenpop", "--profile", str(profile), "contacts", "import", str(path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment(),
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()
    return told.decode()


@pytest.fixture
async def crm():
    async with Crm() as made:
        yield made


@pytest.fixture
async def browser(tmp_path):
    async with WebBrowser(tmp_path / "browser") as made:
        yield made


@pytest.fixture
async def desk(qapp, tmp_path, crm, browser):
    profile, customers = tmp_path / "profile", tmp_path / "contacts.csv"
    profile.mkdir()
    (profile / "config.toml").write_text(CONFIG, encoding="utf-8")
    write_google_csv(customers)
    assert f"{CUSTOMERS} contacts" in await import_customers(profile, customers)
    made = Desk(profile, more=(profile / "config.toml").read_text().removeprefix(CONFIG) + RULE.format(crm=crm.url))
    made.core.actions._open_browser = browser.open
    await asyncio.to_thread(made.core.contacts.open)
    acting = asyncio.create_task(made.core.actions.run(made.core.history))
    await until(lambda: made.core.actions._actions)
    yield made
    acting.cancel()
    await asyncio.gather(acting, return_exceptions=True)
    await made.close()
    made.core.contacts.close()


async def test_a_customer_calls_and_their_record_is_one_key_away(desk, browser, crm):
    caller = {"id": "+16132344321", "name": "C 4321"}
    await desk.call("before", RING, ANSWER, END, who=caller)
    desk.core.save_note("before", "Wants a second van.")
    await until(lambda: desk.core.history.note_of("before"))

    await desk.call("now", RING, who=caller)
    await until(lambda: {"Customer 4321", "Last call", "Wants a second van."} <= desk.words("now"))
    assert any("Company 4321" in words for words in desk.words("now"))

    card = desk.workplace.stack._find("now").card
    QTest.keyClick(card, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)

    async def shown():
        return await browser.address() == f"{crm.url}/customers/A-4321"

    await until(shown)
    assert await browser.text("h1") == "/customers/A-4321"
