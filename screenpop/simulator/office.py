"""The invented office: its domain, its people, its queues and the applications that may sign in."""

import re
import unicodedata
from typing import Final

import msgspec

from .variants import Timings, Variants

WIDE_SCOPES: Final = frozenset({"Office Manager", "Call Center Supervisor", "admin", "primary"})
"""Scopes that see the whole domain; the others see their own calls (assumed)."""


class User(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody with an extension. `number` is their direct number in E.164, "" for none."""

    user: str
    first_name: str
    last_name: str
    scope: str = "Basic User"
    password: str = "demo"
    number: str = ""
    email: str = ""
    time_zone: str = "Canada/Eastern"
    devices: tuple[str, ...] = ("",)
    """What follows the extension in the name of each device: "" for the desk phone, "m" for a mobile."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class Queue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A call queue and the extensions that are logged in to it at the start."""

    queue: str
    name: str
    agents: tuple[str, ...] = ()


class App(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An application that may sign in. `user` is who `users/current/` names for its own (client credentials) token."""

    client_id: str
    client_secret: str | None = None
    user: str
    scope: str = "Office Manager"
    redirect_uris: tuple[str, ...] = ()


def _user(user: str, first: str, last: str, scope: str = "Basic User", devices: tuple[str, ...] = ("",)) -> User:
    return User(user=user, first_name=first, last_name=last, scope=scope, number=f"+16135550{user}", devices=devices)


_USERS: Final = (
    _user("126", "Sam", "Lee", devices=("", "m")),
    _user("127", "Anna", "Ruiz"),
    _user("131", "Ben", "Okafor", "Call Center User"),
    _user("133", "Chloé", "Gagnon", "Call Center User"),
    _user("140", "Dev", "Patel"),
    _user("142", "Elena", "Petrov"),
    _user("145", "Farid", "Haddad", "Call Center Supervisor"),
    _user("150", "Grace", "Kim", "Office Manager"),
)
_QUEUES: Final = (Queue(queue="8001", name="Sales", agents=("126", "127", "131")),)
_REDIRECTS: Final = ("http://127.0.0.1:17126/", "http://127.0.0.1:17126/callback")
_APPS: Final = (App(client_id="demo", client_secret="demo", user="126", redirect_uris=_REDIRECTS),)


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything about the office; without arguments it is the default one. The first user is the demo's agent."""

    domain: str = "example.com"
    users: tuple[User, ...] = _USERS
    queues: tuple[Queue, ...] = _QUEUES
    apps: tuple[App, ...] = _APPS
    variants: Variants = msgspec.field(default_factory=Variants)
    timings: Timings = msgspec.field(default_factory=Timings)

    def __post_init__(self) -> None:
        """Refuse an office that does not fit together."""
        known = [one.user for one in self.users] + [one.queue for one in self.queues]
        if not self.users:
            raise ValueError("an office needs at least one user")
        if twice := sorted({extension for extension in known if known.count(extension) > 1}):
            raise ValueError(f"extension {twice[0]} is there twice")
        named = [one.user for one in self.apps] + [agent for queue in self.queues for agent in queue.agents]
        if strangers := sorted(set(named) - {one.user for one in self.users}):
            raise ValueError(f"{strangers[0]} is no user's extension")

    @property
    def agent(self) -> User:
        """The agent of the demo."""
        return self.users[0]

    def user(self, extension: str | None) -> User | None:
        """The user with that extension."""
        return next((one for one in self.users if one.user == extension), None)

    def queue(self, extension: str | None) -> Queue | None:
        """The queue with that extension."""
        return next((one for one in self.queues if one.queue == extension), None)

    def app(self, client_id: str) -> App | None:
        """The application with that client id."""
        return next((one for one in self.apps if one.client_id == client_id), None)

    def find_user(self, address: str) -> User | None:
        """The user behind an extension, a direct number, a device or a sip address of this domain."""
        name, _, domain = address.removeprefix("sip:").partition("@")
        if domain not in ("", self.domain):
            return None
        by_number = next((one for one in self.users if one.number and one.number == name), None)
        extension = re.fullmatch(r"(\d+)[a-z]*", name)
        return by_number or (self.user(extension[1]) if extension else None)

    def email(self, user: User) -> str:
        """The user's address; made of the name where the office gives none."""
        plain = unicodedata.normalize("NFKD", f"{user.first_name}.{user.last_name}").encode("ascii", "ignore").decode()
        return user.email or f"{plain.lower()}@{self.domain}"
