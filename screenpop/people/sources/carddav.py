"""Address books on a CardDAV server (RFC 6352): Nextcloud, Radicale, Fastmail, iCloud and their like.

The address may be that of one address book, or of the server: then the user's address books are found as RFC 6764 and
RFC 5397 say.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import httpx

from screenpop.people.contact import Contact, Unreadable
from screenpop.people.settings import SourceKind

from .base import SourceError, safe_url
from .vcard import read_cards

_TIMEOUT: Final = 20.0
_AT_ONCE: Final = 50
_LARGEST_ANSWER: Final = 64 << 20
_DAV, _CARD, _SERVER = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}", "{http://calendarserver.org/ns/}"
_NAMESPACES: Final = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:S="http://calendarserver.org/ns/"'


class CardDav:
    """The address books at `url`, read as `user` with `password` (both may be empty)."""

    kind = SourceKind.CARDDAV

    def __init__(self, name: str, url: str, user: str = "", password: str = "") -> None:
        """Nothing is asked yet."""
        self.name = name
        self._url = url
        self._auth = httpx.BasicAuth(user, password) if user or password else None

    def version(self) -> str:
        """The servers' own tags of all address books, "" where it has none."""
        with self._client() as client:
            tags = [tag for _, tag in _books(client, self._url)]
        return hashlib.sha256("\n".join(tags).encode()).hexdigest() if all(tags) else ""

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """The contacts of all address books, some at a time. Raises SourceError."""
        with self._client() as client:
            for book, _ in _books(client, self._url):
                cards = _cards(client, book)
                for first in range(0, len(cards), _AT_ONCE):
                    yield from _read(client, book, cards[first : first + _AT_ONCE], first)

    def look_up(self, _number: str) -> Sequence[Contact]:
        """Nobody: the address books were copied."""
        return ()

    def _client(self) -> httpx.Client:
        safe_url(self._url)
        return httpx.Client(auth=self._auth, timeout=_TIMEOUT)


def _books(client: httpx.Client, url: str) -> list[tuple[str, str]]:
    """The address books that are meant by `url`, and the tag of what is in each."""
    asked = "<resourcetype/><current-user-principal/><C:addressbook-home-set/><S:getctag/><sync-token/>"
    here = _properties(client, url, asked, depth="0")
    if not here:
        raise SourceError(f"{url} tells nothing of address books. Give the address of one, or of a CardDAV server.")
    if found := _those(here):
        return found
    home = _link(here[0][1], f"{_CARD}addressbook-home-set")
    principal = _link(here[0][1], f"{_DAV}current-user-principal")
    if home is None and principal is not None:
        about = _properties(client, urljoin(url, principal), "<C:addressbook-home-set/>", depth="0")
        home = _link(about[0][1], f"{_CARD}addressbook-home-set") if about else None
    if home is None and urlsplit(url).path in ("", "/"):
        return _books(client, urljoin(url, "/.well-known/carddav"))
    found = _those(_properties(client, urljoin(url, home or ""), asked, depth="1"))
    if not found:
        raise SourceError(f"There is no address book at {url}. Give the address of one, or of a CardDAV server.")
    return found


def _those(answers: list[tuple[str, Element]]) -> list[tuple[str, str]]:
    return [
        (href, about.findtext(f"{_SERVER}getctag") or about.findtext(f"{_DAV}sync-token") or "")
        for href, about in answers
        if about.find(f"{_DAV}resourcetype/{_CARD}addressbook") is not None
    ]


def _cards(client: httpx.Client, book: str) -> list[str]:
    """The paths of all cards of a book."""
    answers = _properties(client, book, "<getetag/><resourcetype/>", depth="1")
    return [
        urlsplit(href).path for href, about in answers if about.find(f"{_DAV}resourcetype/{_DAV}collection") is None
    ]


def _read(client: httpx.Client, book: str, paths: list[str], first: int) -> Iterator[Contact | Unreadable]:
    hrefs = "".join(f"<href>{escape(path)}</href>" for path in paths)
    body = f"<C:addressbook-multiget {_NAMESPACES}><prop><C:address-data/></prop>{hrefs}</C:addressbook-multiget>"
    answers = _ask(client, "REPORT", book, body, depth="1")
    for number, (_, about) in enumerate(answers, start=first + 1):
        text = about.findtext(f"{_CARD}address-data") or ""
        for row in read_cards(text.encode().splitlines(keepends=True)):
            yield Unreadable(number, row.why) if isinstance(row, Unreadable) else row


def _properties(client: httpx.Client, url: str, asked: str, *, depth: str) -> list[tuple[str, Element]]:
    return _ask(client, "PROPFIND", url, f"<propfind {_NAMESPACES}><prop>{asked}</prop></propfind>", depth=depth)


def _ask(client: httpx.Client, method: str, url: str, body: str, *, depth: str) -> list[tuple[str, Element]]:
    """What the server says of each resource: its address and its properties. Raises SourceError."""
    headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
    content = f'<?xml version="1.0" encoding="utf-8"?>{body}'
    try:
        for _ in range(5):
            answer = client.request(method, safe_url(url), content=content, headers=headers)
            if not answer.has_redirect_location:
                break
            url = _same_server(url, answer.headers["Location"])
    except httpx.HTTPError as error:
        raise SourceError(f"{urlsplit(url).netloc} does not answer ({type(error).__name__}).") from error
    if answer.status_code in (401, 403):
        raise SourceError(f"{urlsplit(url).netloc} refuses the user or the password (status {answer.status_code}).")
    if answer.status_code != 207 or len(answer.content) > _LARGEST_ANSWER:
        raise SourceError(f"{urlsplit(url).netloc} is no CardDAV server at this address (status {answer.status_code}).")
    try:
        return list(_responses(ElementTree.fromstring(answer.content), url))
    except ElementTree.ParseError as error:
        raise SourceError(f"{urlsplit(url).netloc} answered what is no XML.") from error


def _responses(root: Element, url: str) -> Iterator[tuple[str, Element]]:
    for response in root.iter(f"{_DAV}response"):
        found = Element("prop")
        for stat in response.iter(f"{_DAV}propstat"):
            if " 200 " in f"{stat.findtext(f'{_DAV}status') or ''} ":
                found.extend(stat.find(f"{_DAV}prop") or ())
        yield urljoin(url, response.findtext(f"{_DAV}href") or ""), found


def _link(about: Element, name: str) -> str | None:
    return about.findtext(f"{name}/{_DAV}href")


def _same_server(url: str, location: str) -> str:
    """Where a redirection leads; a password goes to no other server. Raises SourceError."""
    target = urljoin(url, location)
    if urlsplit(target)[:2] != urlsplit(url)[:2]:
        raise SourceError(
            f"{urlsplit(url).netloc} sends us on to {urlsplit(target).netloc}. Give that address instead."
        )
    return target
