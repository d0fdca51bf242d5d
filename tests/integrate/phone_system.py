"""A small phone system for one test: subscriptions, rate limits and deliveries, with faults on demand."""

import asyncio
import itertools
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx

from tests.integrate.virtual_time import now

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMITS = {"POST subscriptions/": (1, 5), "GET subscriptions/": (1, 5), "DELETE subscriptions/": (1, 5)}
LIMITS |= {"POST oauth/": (3, 60)}

Effect = Callable[["PhoneSystem", httpx.Request], Awaitable[httpx.Response]]


@dataclass
class Subscription:
    id: str
    post_uri: str
    user: str | None
    expires: datetime


@dataclass
class Fault:
    """What happens to requests of one method instead of the usual, so often or until then."""

    method: str
    effect: Effect
    times: float = 1
    until: float = float("inf")

    def takes(self, request):
        is_meant = self.method in {"*", request.method} and "oauth" not in request.url.path
        return is_meant and self.times > 0 and now() < self.until


class PhoneSystem:
    """`hooks` are what listens at which address; `pushed_back` are the requests that came too fast."""

    def __init__(self, *, knows_by_user=False, clock_error=timedelta()):
        self.knows_by_user = knows_by_user
        self.clock_error = clock_error
        self.slept = 0.0
        self.subscriptions: dict[str, Subscription] = {}
        self.hooks: dict[str, Callable[[bytes], None]] = {}
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self.pushed_back: list[tuple[str, float]] = []
        self.latency = 0.05
        self.says_ready = True
        self.may_have = {"cdrs", "recordings"}
        self.rejects_tokens = False
        self._ids = itertools.count(5754713652854784)
        self._arrivals: dict[str, list[float]] = {}

    @property
    def time(self):
        return MORNING + self.clock_error + timedelta(seconds=self.steady)

    @property
    def steady(self):
        """`slept` is what went by on it while the desk slept: the loop knows nothing of that time."""
        return now() + self.slept

    @property
    def live(self):
        return [each for each in self.subscriptions.values() if each.expires > self.time]

    def asked(self, method):
        return [path for asked, path in self.requests if asked == method and "oauth" not in path]

    async def answer(self, request):
        await asyncio.sleep(self.latency / 2)
        refusal = self._push_back(request)
        fault = next((each for each in self.faults if each.takes(request)), None)
        if refusal is None and fault is not None:
            fault.times -= 1
            answer = await fault.effect(self, request)
        else:
            answer = refusal or self.work(request)
        await asyncio.sleep(self.latency / 2)
        return answer

    def work(self, request):
        """Do what is asked, at once."""
        path = request.url.path.removeprefix("/api/")
        self.requests.append((request.method, path))
        if path == "oauth/token/":
            return self.say(401 if self.rejects_tokens else 200, access_token="t", expires_in=3599, scope="Basic User")
        if self.rejects_tokens:
            return self.say(401, message="Unauthorized")
        if request.method == "POST":
            return self._subscribe(**json.loads(request.content))
        held = self.subscriptions.get(path.split("/")[1])
        if held is None or held.expires <= self.time:
            return self.say(404, message="Resource does not exist.")
        if request.method == "DELETE":
            del self.subscriptions[held.id]
            return self.say(204)
        return self._tell(held, 200)

    def say(self, status, **fields):
        headers = {"Date": format_datetime(self.time, usegmt=True), "Content-Type": "application/json"}
        return httpx.Response(status, headers=headers, content=json.dumps(fields).encode() if fields else b"")

    def post(self, post_uri, **message):
        """Deliver a message, to whoever listens there now."""
        if post_uri in self.hooks:
            self.hooks[post_uri](json.dumps(message).encode())

    def _subscribe(self, post_uri, expires_in, calls, user=None, **more):
        assert calls is True
        if not self.may_have.issuperset(more):
            return self.say(403, message="Access Forbidden, you do not have the correct permissions.")
        same = (
            each for each in self.live if each.post_uri == post_uri and (not self.knows_by_user or each.user == user)
        )
        held = next(same, None)
        if held is None:
            held = Subscription(str(next(self._ids)), post_uri, user, self.time)
            self.subscriptions[held.id] = held
            self._announce(held)
        held.user, held.expires = user, self.time + timedelta(seconds=expires_in)
        return self._tell(held, 202)

    def _announce(self, held):
        loop = asyncio.get_running_loop()
        loop.call_later(1.0, lambda: self.post(held.post_uri, msg="Preparing", state="preparing"))
        if self.says_ready:
            loop.call_later(
                3.0, lambda: held.id in self.subscriptions and self.post(held.post_uri, msg="", state="ready")
            )

    def _tell(self, held, status):
        expires = held.expires.replace(tzinfo=None).isoformat()
        events = [{"type": "calls", "user": held.user or "*"}]
        return self.say(status, id=int(held.id), post_uri=held.post_uri, expires=expires, events=events)

    def _push_back(self, request):
        """A window of any kind that holds too many requests is a sliding one, too."""
        key = f"{request.method} {re.sub('/.*', '/', request.url.path.removeprefix('/api/'))}"
        arrivals = [arrived for arrived in self._arrivals.get(key, []) if arrived > self.steady - 60]
        self._arrivals[key] = [*arrivals, self.steady]
        for window, most in zip((1, 60), LIMITS[key], strict=True):
            if sum(arrived > self.steady - window for arrived in self._arrivals[key]) > most:
                self.pushed_back.append((key, self.steady))
                return self.say(429, message=f"{most} per 1 {'second' if window == 1 else 'minute'}")
        return None


def status(code, *, headers=None, body=b'{"message": "no"}'):
    """An answer that does nothing."""

    async def effect(phone, request):
        answer = httpx.Response(code, content=body, headers={"Content-Type": "application/json", **(headers or {})})
        answer.headers["Date"] = format_datetime(phone.time, usegmt=True)
        return answer

    return effect


def web_page(code):
    """What a proxy, or a network that wants a sign-in, says instead."""
    return status(code, headers={"Content-Type": "text/html"}, body=b"<html>Welcome</html>")


async def unreachable(phone, request):
    raise httpx.ConnectError("no route to host", request=request)


async def reply_lost(phone, request):
    phone.work(request)
    raise httpx.ReadError("connection reset", request=request)


async def reply_cut(phone, request):
    answer = phone.work(request)
    body = answer.content[: len(answer.content) // 2]
    return httpx.Response(answer.status_code, headers={"Content-Type": "application/json"}, content=body)


async def late(phone, request):
    """It is done after a minute, when nobody waits for it any more."""
    asyncio.get_running_loop().call_later(60, phone.work, request)
    await asyncio.sleep(10)
    raise httpx.ReadTimeout("", request=request)
