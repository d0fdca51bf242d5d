"""Sources that are asked for each caller: a program of the user's own, or an address.

Both get the number and answer with JSON: an object, or a list of them, each a contact such as

    {"name": "David Ward", "company": "Northern Freight", "note": "Open order 20418", "vip": true, "id": "4711",
     "numbers": ["+1 613 234 6100"]}

or nothing for a number that nobody has. Whatever else an object holds as text or number is kept as a field.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

import httpx

from screenpop.people.contact import Contact, Mark, Phone, Unreadable, a_name, a_note, marks_of, one_line
from screenpop.people.settings import SourceKind

from .base import SourceError, safe_url

_LONGEST_ANSWER: Final = 1 << 16
_MOST_CONTACTS: Final = 20
_PLACE: Final = "{number}"
_OWN_KEYS: Final = frozenset({"name", "company", "note", "numbers", "number", "groups", "vip", "no_pop"})


class _Asked:
    """What both have in common: nothing can be copied beforehand."""

    def version(self) -> str:
        """There is none."""
        return ""

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """None can be listed."""
        return iter(())


class CommandSource(_Asked):
    """A program with its arguments, started anew for each number; never a shell."""

    kind = SourceKind.COMMAND

    def __init__(self, name: str, command: Sequence[str], seconds: float) -> None:
        """In each argument `{number}` stands for the number; the program has so many `seconds`."""
        self.name = name
        self._command = tuple(command)
        self._seconds = seconds

    def look_up(self, number: str) -> Sequence[Contact]:
        """Whom the program names. A number that could be taken for an option is not asked about."""
        if number.startswith("-") or "\0" in number:
            return ()
        program, *arguments = self._command
        return contacts_in(self._run([program, *(one.replace(_PLACE, number) for one in arguments)]), number)

    def _run(self, command: list[str]) -> bytes:
        with tempfile.TemporaryFile() as output:
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                raise SourceError(f"{command[0]} cannot be started: {error.strerror or error}.") from error
            try:
                code = process.wait(self._seconds)
            except subprocess.TimeoutExpired as error:
                raise SourceError(f"{command[0]} took longer than {self._seconds:g} seconds.") from error
            finally:
                _end(process)
            if code:
                raise SourceError(f"{command[0]} failed (it ended with {code}).")
            output.seek(0)
            return output.read(_LONGEST_ANSWER + 1)


class HttpSource(_Asked):
    """An address that answers a GET."""

    kind = SourceKind.HTTP

    def __init__(self, name: str, url: str, seconds: float, user: str = "", secret: str = "") -> None:
        """`{number}` in `url` stands for the number. `secret` is the user's password or, without a user, a token."""
        self.name = name
        self._url = url
        self._seconds = seconds
        self._auth = httpx.BasicAuth(user, secret) if user else None
        self._headers = {"Authorization": f"Bearer {secret}"} if secret and not user else {}

    def look_up(self, number: str) -> Sequence[Contact]:
        """Whom the address names; nobody where it answers 404 or nothing."""
        url = safe_url(self._url.replace(_PLACE, quote(number, safe="")))
        return contacts_in(self._get(url), number)

    def _get(self, url: str) -> bytes:
        latest = time.monotonic() + self._seconds
        body = b""
        try:
            with (
                httpx.Client(auth=self._auth, headers=self._headers, timeout=self._seconds) as client,
                client.stream("GET", url) as answer,
            ):
                if answer.status_code == 404:
                    return b""
                if answer.status_code != 200:
                    raise SourceError(f"{self.name} answered with status {answer.status_code}.")
                for part in answer.iter_bytes():
                    body += part
                    if time.monotonic() > latest:
                        raise SourceError(f"{self.name} took longer than {self._seconds:g} seconds.")
                    if len(body) > _LONGEST_ANSWER:
                        break
        except httpx.HTTPError as error:
            raise SourceError(f"{self.name} does not answer ({type(error).__name__}).") from error
        return body


def contacts_in(answer: bytes, number: str) -> Sequence[Contact]:
    """The contacts of an answer in JSON about `number`. Raises SourceError."""
    if len(answer) > _LONGEST_ANSWER:
        raise SourceError(f"The answer is longer than {_LONGEST_ANSWER} bytes.")
    if not answer.strip():
        return ()
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise SourceError("The answer is no JSON.") from error
    rows = value if isinstance(value, list) else [value]
    found = [_contact(row, number) for row in rows[:_MOST_CONTACTS] if isinstance(row, dict)]
    return [contact for contact in found if contact.title]


def _contact(row: dict[str, Any], number: str) -> Contact:
    name, company = a_name(_text(row.get("name"))), a_name(_text(row.get("company")))
    numbers = row.get("numbers") if isinstance(row.get("numbers"), list) else [row.get("number")]
    phones = tuple(Phone(one_line(text)) for one in numbers or () if (text := _text(one)))
    groups = row.get("groups") if isinstance(row.get("groups"), list) else []
    marks = marks_of([_text(group) for group in groups or ()])
    marks |= {mark for key, mark in (("vip", Mark.VIP), ("no_pop", Mark.NO_POP)) if row.get(key) is True}
    fields = tuple(
        (one_line(key, 40), one_line(text))
        for key, value in row.items()
        if key not in _OWN_KEYS and (text := _text(value))
    )
    uid = one_line(_text(row.get("id"))) or f"{name} | {company}"
    return Contact(uid, name, company, phones or (Phone(number),), a_note(_text(row.get("note"))), marks, fields[:40])


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


if sys.platform == "win32":

    def _end(process: "subprocess.Popen[bytes]") -> None:
        process.kill()
        process.wait()

else:

    def _end(process: "subprocess.Popen[bytes]") -> None:
        """End the program and whatever it started."""
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
