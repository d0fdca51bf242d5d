"""A desk at the simulated office: a client of the API, and an endpoint to which the phone system posts."""

import ast
import asyncio
import json

import httpx

from tests.waiting import until


class Endpoint:
    """A small HTTP server that keeps what is posted to it, and answers as slowly as it is told."""

    def __init__(self):
        self.bodies = []
        self.answers = 0
        self.delay = 0.0
        self._server = None

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/hook"
        return self

    async def __aexit__(self, *_):
        self._server.close()

    @property
    def messages(self):
        """Every message, read in either spelling."""
        return [_read(body) for body in self.bodies]

    @property
    def calls(self):
        """The inner objects of the call messages."""
        return [message["calls"] for message in self.messages if "calls" in message]

    @property
    def notices(self):
        return [message["state"] for message in self.messages if "msg" in message]

    def states(self, user=None):
        """(from.state, to.state) of each call message, of one extension's legs or of all."""
        return [
            (call["from"]["state"], call["to"]["state"])
            for call in self.calls
            if user is None or call["to"]["user"] == user
        ]

    async def heard(self, count, kind="calls"):
        """Wait until so many messages of a kind have come, and give them."""
        return await until(lambda: len(getattr(self, kind)) >= count and getattr(self, kind))

    async def _serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                self.bodies.append(await reader.readexactly(int(lengths[0].split(b":")[1])))
                await asyncio.sleep(self.delay)
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
                self.answers += 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


class Desk:
    """A client of the API that has signed in, and the control API beside it."""

    def __init__(self, address):
        self.http = httpx.AsyncClient(base_url=f"{address}/", verify=False)
        self.office = httpx.AsyncClient(base_url=f"{address.removesuffix('/api')}/_sim/", verify=False)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.http.aclose()
        await self.office.aclose()

    async def sign_in(self, user=None):
        """As the application, or as a user."""
        grant = {"grant_type": "client_credentials"}
        if user:
            grant = {"grant_type": "password", "username": user, "password": "demo"}
        answer = await self.http.post(
            "oauth/token/", data={**grant, "client_id": "demo", "client_secret": "demo"}, headers={"Authorization": ""}
        )
        assert answer.status_code == 200, answer.text
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return answer.json()

    async def subscribe(self, post_uri, **wish):
        """Subscribe, and wait until the phone system delivers."""
        answer = await self.http.post("subscriptions/", json={"post_uri": post_uri, "calls": True, **wish})
        assert answer.status_code == 202, answer.text
        subscription_id = str(answer.json()["id"])

        async def is_ready():
            subscriptions = (await self.office.get("subscriptions")).json()
            return any(one["id"] == subscription_id and one["ready"] for one in subscriptions)

        await until(is_ready)
        return answer.json()

    async def control(self, path, body=None):
        """Do something through the control API."""
        answer = await self.office.post(path, json=body or {})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def ring(self, **call):
        return (await self.control("calls", call))["id"]


def _read(body):
    text = body.decode()
    message = ast.literal_eval(text) if text.startswith("{'") else json.loads(text)
    return message if isinstance(message, dict) else {"cdrs": message}
