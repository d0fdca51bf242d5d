"""An agent presses one key on the card, and the caller's record is on the screen: a real browser, a real page."""

import asyncio
import html
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.test_workplace import RING, Desk
from tests.sign_in.web_browser import WebBrowser
from tests.waiting import until

RULE = """
[[actions.rule]]
name = "CRM"
on = "button"
open = "{crm}/customers/{{name}}?number={{number.e164}}"
"""


class Crm:
    """A page for each customer: it shows what it was asked for, as text."""

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader, writer):
        address = urlsplit((await reader.readuntil(b"\r\n\r\n")).decode().split()[1])
        number = parse_qs(address.query).get("number", [""])[0]
        page = f"<!doctype html><h1>{html.escape(address.path)}</h1><p>{html.escape(number)}</p>".encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n")
        writer.write(f"Content-Length: {len(page)}\r\n\r\n".encode() + page)
        await writer.drain()
        writer.close()


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
    made = Desk(tmp_path / "profile", more=RULE.format(crm=crm.url))
    made.core.actions._open_browser = browser.open
    acting = asyncio.create_task(made.core.actions.run(made.core.history))
    await until(lambda: made.core.actions._actions)
    yield made
    acting.cancel()
    await asyncio.gather(acting, return_exceptions=True)
    await made.close()


@pytest.mark.parametrize("name", ["David Ward", "../../<script>alert(1)</script>?number=1#", "javascript:alert(1)"])
async def test_one_key_opens_the_callers_record(desk, browser, crm, name):
    await desk.call("c1", RING, who={"id": "+16132345678", "name": name})
    card = desk.workplace.stack._find("c1").card
    QTest.keyClick(card, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: card._busy is None and card._face.message.text() == "")

    async def shown():
        address = await browser.address()
        return address if address.startswith(crm.url) else None

    address = await until(shown)
    assert (await browser.text("p")) == "+16132345678"
    assert urlsplit(address).path.count("/") == 2
    assert await browser.run("document.scripts.length") == 0
