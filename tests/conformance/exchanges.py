"""All that our client asks of the simulator, and what it answers, good and bad, as bytes on a real connection."""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from screenpop.integrate.auth import SignIn
from screenpop.integrate.client import Client
from screenpop.integrate.errors import IntegrateError
from screenpop.integrate.grants import ClientCredentials, Password
from screenpop.integrate.holdings import EVENTS
from screenpop.integrate.limits import RateLimits, Turn
from screenpop.integrate.settings import AccountSettings
from screenpop.simulator.faults import Fault
from screenpop.simulator.office import Office
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.variants import Variants
from screenpop.simulator.wishes import CallWish
from tests.conformance.description import Exchange
from tests.simulator.desk import Endpoint
from tests.waiting import until

DAY = timedelta(days=1)
AN_HOUR_AGO = timedelta(hours=1)
SECRET = "demo"


@dataclass(frozen=True)
class Recording:
    """`call_messages` are what the simulator posted of calls."""

    api_url: str
    exchanges: list[Exchange]
    call_messages: list[dict[str, Any]]

    @property
    def sign_ins(self) -> list[Exchange]:
        """Those that worked."""
        return [one for one in self.exchanges if one.path == "/oauth/token/" and one.response.is_success]


class Unlimited(RateLimits):
    """The limits are no matter here, and waiting for them would take minutes."""

    async def acquire(self, method, path_template, *, interactive=False):
        return Turn(lambda: None)


class Recorder(httpx.AsyncHTTPTransport):
    """Keeps what goes over it."""

    def __init__(self):
        super().__init__()
        self.exchanges = []

    async def handle_async_request(self, request):
        response = await super().handle_async_request(request)
        content = await response.aread()
        headers = [(name, value) for name, value in response.headers.raw if name.lower() != b"transfer-encoding"]
        kept = httpx.Response(response.status_code, headers=headers, content=content, request=request)
        self.exchanges.append(Exchange(request, kept))
        return kept


class Phone:
    """A client that is signed in as the office, or as `user`, and what it said and heard."""

    def __init__(self, simulator, recorder, *, user=None, version="1.9.0"):
        self.simulator = simulator
        settings = AccountSettings(api_url=simulator.system.address, api_version=version, client_id="demo")
        grant = Password("demo", user, "demo", SECRET) if user else ClientCredentials("demo", SECRET)
        auth = SignIn(settings.base_url, grant)
        self.client = Client(settings, auth=auth, limits=Unlimited(), transport=recorder)

    async def try_to(self, call):
        """Whatever comes of it."""
        with contextlib.suppress(IntegrateError):
            return await call

    async def a_day(self, post_uri):
        """Everything that goes well."""
        client, phones = self.client, self.simulator
        await client.current_user()
        await client.users()
        await client.queues()
        for user in ("126", None):
            made = await client.create_subscription(f"{post_uri}/{user}", DAY, user, EVENTS)
            await client.get_subscription(made.id)
            await client.delete_subscription(made.id)
        await client.create_subscription(post_uri, DAY, "126", EVENTS)
        await until(lambda: all(one.ready for one in phones.system.subscriptions.live()))
        for wish in WISHES:
            await _live_through(phones, wish)
        for path in ("users/126/", "cdrs/users/current/?start_date=2026-11-24T09:00:00Z&page_size=1&type=incoming"):
            await client._http.get(path)
        await client.active_calls("126")
        await client.active_calls(None)
        for user in ("126", None):
            await client.call_records(user, datetime.now(UTC) - AN_HOUR_AGO)
        await client.place_call("+16133246100", "126@example.com")
        await client.place_call("127")
        ringing = phones.ring(CallWish(to="126"))
        leg = phones.system.switch.find(ringing).legs[0]
        await client.answer(leg.call_id, "126@example.com")
        await client.hang_up(ringing)
        await self.try_to(client.reject(phones.ring(CallWish(to="126"))))

    async def bad_answers(self, post_uri):
        """Everything that the description says can go wrong."""
        client, system = self.client, self.simulator.system
        calls = {
            "users": lambda: client.users(),
            "subscriptions": lambda: client.create_subscription(post_uri, DAY, "126"),
            "calls": lambda: client.place_call("127"),
            "cdrs": lambda: client.call_records("126", datetime.now(UTC)),
        }
        for path, call in calls.items():
            for status, message in ((500, "An error occurred."), (429, "1 per 1 second")):
                headers = {"Retry-After": "0"} if status == 429 else {}
                system.faults.add([Fault(path=path, status=status, message=message, headers=headers, times=3)])
                await self.try_to(call())
                system.faults.clear()
            system.tokens.revoke(renewals=True)
            await call()
        await self.try_to(client.get_subscription("1"))
        await self.try_to(client.delete_subscription("1"))
        await self.try_to(client.create_subscription("ftp://x", DAY, "126"))
        await self.try_to(client.create_subscription(post_uri, DAY, "999"))


WISHES = (
    CallWish(name="David Ward", to="126"),
    CallWish(number=None, to="126"),
    CallWish(kind="group"),
    CallWish(kind="internal"),
    CallWish(kind="outgoing"),
)


async def _live_through(phones, wish):
    call_id = phones.ring(wish)
    phones.answer(call_id)
    if wish is WISHES[0]:
        call_id = phones.transfer(call_id, "131")
        phones.answer(call_id)
    phones.hang_up(call_id)


async def record(**variants):
    """The exchanges of client and simulator, and the messages that the simulator posted meanwhile."""
    office = Office(variants=Variants(rate_limits=False, notices="json", cdr_dates="quoted", **variants))
    simulator, recorder = Simulator(office, time_scale=50.0), Recorder()
    await simulator.start()
    async with Endpoint() as endpoint:
        office_wide = Phone(simulator, recorder)
        await office_wide.a_day(endpoint.address)
        await office_wide.bad_answers(endpoint.address)
        agent = Phone(simulator, recorder, user="126")
        await agent.try_to(agent.client.call_records("127", datetime.now(UTC)))
        await agent.try_to(agent.client.create_subscription(endpoint.address, DAY, None))
        stranger = Phone(simulator, recorder, version="9.9.9")
        await stranger.try_to(stranger.client.users())
        await simulator.system.deliveries.drained()
        for phone in (office_wide, agent, stranger):
            await phone.client.aclose()
        await simulator.stop()
        await until(lambda: len(asyncio.all_tasks()) == 1)
        calls = [json.loads(body) for body in endpoint.bodies]
        return Recording(simulator.system.address, recorder.exchanges, [one for one in calls if "calls" in one])
