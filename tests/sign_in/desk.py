"""A desk where somebody signs in: the settings, a keyring, what is kept, and a browser made of a few requests."""

import asyncio
import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin

import httpx

from screenpop.integrate.auth import auth_for
from screenpop.integrate.client import Client
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.secrets import NoKeyring
from screenpop.profile.state import StateFolder
from screenpop.sign_in.browser import BrowserSignIn
from screenpop.sign_in.kept import KeptSignIn


class Keyring:
    """Keeps secrets as long as the test; a `broken` one is what a computer without a keyring has."""

    def __init__(self):
        self.kept = {}
        self.broken = False
        self.events = []

    def get(self, name):
        self.events.append(("get", name))
        self._check(name)
        return self.kept.get(name)

    def set(self, name, value):
        self._check(name)
        self.events.append(("set", name))
        self.kept[name] = value

    def delete(self, name):
        self._check(name)
        self.kept.pop(name, None)

    def _check(self, name):
        if self.broken:
            raise NoKeyring(name, "none is set up")


class Person:
    """A browser with somebody before it, made of HTTP requests: it fills the page in and goes where it is sent.

    It is what a sign-in is given as `open_browser`; `shown` is the page that it ended on.
    """

    def __init__(self, user="126", *, password="demo", decision="allow"):
        self.form = {"username": user, "password": password, "decision": decision}
        self.opened = []
        self.shown = None
        self.work = None

    async def __call__(self, url):
        self.opened.append(url)
        self.work = asyncio.create_task(self._sign_in(url))
        return True

    async def _sign_in(self, url):
        async with httpx.AsyncClient(timeout=60) as http:
            page = await http.get(url)
            hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
            form = {name: unescape(value) for name, value in hidden} | self.form
            sent_back = await http.post(url.partition("?")[0], data=form)
            self.location = urljoin(url, sent_back.headers["location"])
            self.shown = await self.come_back(http)

    async def come_back(self, http):
        return await http.get(self.location)


class Desk:
    """What a program with one profile does, over several runs."""

    def __init__(self, api_url, port, folder):
        self.settings = AccountSettings(api_url=api_url, client_id="desk", redirect_port=port)
        self.keyring = Keyring()
        self.memory = StateFolder(folder / "state")
        self.now = None
        self.start_again()

    def start_again(self):
        self.kept = KeptSignIn(self.settings, self.keyring, self.memory, wall=self.wall)

    def wall(self):
        return self.now or datetime.now(UTC)

    def attempt(self, browser, **more):
        return BrowserSignIn(self.settings, self.kept, open_browser=browser, **more)

    async def sign_in(self, browser=None, **more):
        return await self.attempt(browser or Person(), **more).run()

    def client(self):
        """The API, with what is kept."""
        auth = auth_for(self.settings, self.kept.secret, renewed=self.kept.renewed)
        return Client(self.settings, auth=auth, limits=RateLimits())

    async def who_am_i(self):
        client = self.client()
        try:
            return await client.current_user()
        finally:
            await client.aclose()
