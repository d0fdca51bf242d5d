"""A person signs in with a real browser, on the phone system's own page."""

import asyncio

import pytest

from screenpop.sign_in.errors import Failure, SignInFailed
from tests.sign_in.web_browser import WebBrowser


@pytest.fixture
async def browser(tmp_path):
    async with WebBrowser(tmp_path / "browser") as browser:
        yield browser


async def begun(desk, browser):
    """A sign-in whose page the browser shows."""
    shown = asyncio.Event()

    async def show(url):
        await browser.open(url)
        shown.set()
        return True

    signing_in = asyncio.create_task(desk.sign_in(show))
    await shown.wait()
    return signing_in


async def test_an_agent_signs_in_and_is_told_so_in_the_browser(desk, browser):
    signing_in = await begun(desk, browser)
    await browser.type("#username", "133")
    await browser.type("#password", "demo")
    await browser.press("button[value=allow]")
    assert (await signing_in).user.name == "Chloé Gagnon"
    assert await browser.text("h1") == "You are signed in as Chloé Gagnon (133)"
    assert "You can close this page" in await browser.text("main")
    assert (await browser.address()).startswith(f"http://127.0.0.1:{desk.settings.redirect_port}/callback?")
    desk.start_again()
    assert (await desk.who_am_i()).user == "133"


async def test_the_page_is_styled_and_asks_nobody_for_anything(desk, browser):
    signing_in = await begun(desk, browser)
    await browser.type("#username", "133")
    await browser.type("#password", "demo")
    await browser.press("button[value=allow]")
    await signing_in
    assert await browser.run("getComputedStyle(document.querySelector('main')).borderTopLeftRadius") == "20px"
    assert await browser.run("performance.getEntriesByType('resource').length") == 0
    assert await browser.run("document.querySelectorAll('.badge svg, footer svg').length") == 2


async def test_an_agent_who_types_a_wrong_password_first_signs_in_all_the_same(desk, browser):
    signing_in = await begun(desk, browser)
    await browser.type("#username", "126")
    await browser.type("#password", "wrong")
    await browser.press("button[value=allow]")
    assert "password is wrong" in await browser.text("[role=alert]")
    await browser.type("#password", "demo")
    await browser.press("button[value=allow]")
    assert (await signing_in).user.name == "Sam Lee"


async def test_an_agent_who_refuses_is_told_what_that_means(desk, browser):
    signing_in = await begun(desk, browser)
    await browser.press("button[value=refuse]")
    with pytest.raises(SignInFailed) as failed:
        await signing_in
    assert failed.value.failure is Failure.REFUSED
    assert await browser.text("h1") == "You are not signed in"
    assert await browser.text(".text") == str(failed.value)
