"""Posts as the phone system sends them: one connection a message, in its own words."""

import json
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Call:
    """One call to an extension of the simulated office, 126 being the agent's; `number` counts the calls."""

    number: int
    user: str = "126"

    def message(self, caller: str, leg: str) -> bytes:
        """The message that says that the caller's side and the called one are in these states."""
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        return json.dumps(
            {
                "calls": {
                    "on_net": False,
                    "from": {
                        "user": None,
                        "state": caller,
                        "name": f"Caller {self.number}",
                        "domain": None,
                        "id": f"+1613555{self.number % 10000:04}",
                        "call_id": f"bench-{self.number}",
                    },
                    "to": {
                        "is_human": True,
                        "state": leg,
                        "id": "+16132379329",
                        "domain": "example.com",
                        "user": self.user,
                        "call_id": f"bench-{self.number}-{self.user}",
                    },
                    "time_answer": now if "active" in (caller, leg) else None,
                    "time_start": now,
                    "by_call_id": None,
                }
            }
        ).encode()

    @property
    def rings(self) -> bytes:
        """The extension rings."""
        return self.message("progressing", "ringing")

    @property
    def is_answered(self) -> bytes:
        """Somebody picked up."""
        return self.message("active", "active")

    @property
    def ends(self) -> bytes:
        """Both sides are down."""
        return self.message("ended", "ended")


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to post to."""

    address: str

    def request(self, body: bytes, *, keep: bool = False) -> bytes:
        """The bytes of the POST."""
        parts = urlsplit(self.address)
        connection = "keep-alive" if keep else "close"
        head = f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        return f"{head}Connection: {connection}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    @property
    def endpoint(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        return parts.hostname or "127.0.0.1", parts.port or 80

    def send(self, body: bytes) -> socket.socket:
        """Post and do not wait for the answer: `answered` reads it."""
        connection = socket.create_connection(self.endpoint, timeout=10)
        connection.sendall(self.request(body))
        return connection

    def post(self, body: bytes) -> None:
        """Post and wait for the answer."""
        answered(self.send(body))


def answered(connection: socket.socket) -> None:
    """Read the answer, which must be 204."""
    with connection, connection.makefile("rb") as answer:
        status = answer.readline()
        if status.split()[1:2] != [b"204"]:
            raise ConnectionError(f"The post was answered {status!r}.")
