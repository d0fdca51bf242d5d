"""The agent's contacts at work: copied in the background, asked for each caller, and what the agent says of them."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from screenpop.people.contact import Contact, Mark
from screenpop.people.contacts import Contacts
from screenpop.people.index_file import IndexTrouble
from screenpop.people.index_writing import Follow, IndexWriter
from screenpop.people.numbers import key
from screenpop.people.refresh import Refreshed, look_up, refresh_all, sources_of
from screenpop.people.settings import ContactsSettings, read_sources
from screenpop.people.sources.base import Source, SourceError
from screenpop.people.sources.colleagues import Colleagues
from screenpop.people.sources.make import ASKED
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets, SecretsError
from screenpop.profile.settings import SettingsError, SettingsFile

log = logging.getLogger(__name__)

_AFTER_START: Final = 2.0
"""Seconds until the sources are looked into for the first time: the start has other things to do."""


class ContactKeeper:
    """The contacts of a profile. `contacts` is None until they are open, and if they cannot be opened.

    `on_forgotten` hears of the ids of the calls of a caller who is to be forgotten.
    """

    def __init__(self, profile: Profile, country: str, colleagues: Callable[[], Mapping[str, str]]) -> None:
        """Nothing is read yet. `colleagues` gives the names of the account's own people, by extension."""
        self._profile = profile
        self.country = country
        self._colleagues = colleagues
        self._settings = ContactsSettings()
        self._secrets = Secrets(profile)
        self._asked: list[Source] = []
        self._hushed: frozenset[str] = frozenset()
        self._seen = -1
        self._due = asyncio.Event()
        self._closing = threading.Event()
        self.contacts: Contacts | None = None
        self.on_forgotten: list[Callable[[Sequence[str]], None]] = []

    async def run(self) -> None:
        """Open the index, and keep it up to date until this is cancelled; then close it."""
        try:
            await asyncio.to_thread(self.open)
            await asyncio.sleep(_AFTER_START)
            while True:
                self._due.clear()
                await asyncio.to_thread(self.refresh)
                try:
                    async with asyncio.timeout(self._settings.refresh_minutes * 60):
                        await self._due.wait()
                except TimeoutError:
                    pass
        except IndexTrouble as error:
            log.error("%s", error)
        finally:
            self.close()

    def refresh_soon(self) -> None:
        """Something changed: look into the sources now, not when their time comes."""
        self._due.set()

    def open(self) -> Contacts:
        """Open the index, in this thread. Raises IndexTrouble."""
        if self.contacts is None:
            self.contacts = Contacts(self._profile.contacts, self.country)
            self.notice()
        return self.contacts

    def refresh(self) -> list[Refreshed]:
        """Look into all sources, in this thread. Raises IndexTrouble."""
        contacts = self.open()
        try:
            sources = self._sources()
        except (SourceError, SettingsError, ValueError) as error:
            log.error("The contacts stay as they are: %s", error)
            return [Refreshed("Settings", trouble=str(error))]
        self._asked = [source for source in sources if source.kind in ASKED]
        held = [(source.name, source.kind) for source in contacts.sources()]
        done = refresh_all(IndexWriter(contacts), sources, held, Follow(cancelled=self._closing.is_set))
        self.notice()
        return done

    def notice(self) -> None:
        """Learn which numbers want no card, if anything was written since. Raises IndexTrouble."""
        if self.contacts is not None and (version := self.contacts.version()) != self._seen:
            self._hushed = self.contacts.without_card()
            self._seen = version

    def pops(self, number: str | None) -> bool:
        """Whether a call of this number may show a card; at once."""
        return not self._hushed or not number or key(number, self.country) not in self._hushed

    def ask(self, number: str) -> Sequence[Contact]:
        """What the sources that have to be asked know of a number, in this thread; one that fails knows nothing."""
        contacts = self.open()
        found: list[Contact] = []
        for source in self._asked:
            try:
                found += look_up(IndexWriter(contacts), source, number)
            except SourceError as error:
                log.warning("%s could not be asked: %s", source.name, error)
        return found

    def choose(self, number: str, contact: Contact) -> None:
        """From now on `contact` is the best for this number; in this thread. Raises IndexTrouble."""
        IndexWriter(self.open()).choose(number, contact)

    def mark(self, number: str, marks: Iterable[Mark]) -> None:
        """What the agent says of this number; in this thread. Raises IndexTrouble."""
        IndexWriter(self.open()).mark(number, marks)
        self.notice()

    def forget(self, number: str) -> int:
        """Forget what was chosen, marked and asked about a number, in this thread; how much. Raises IndexTrouble."""
        gone = IndexWriter(self.open()).forget(number)
        self.notice()
        return gone

    @property
    def asks(self) -> bool:
        """Whether there is a source that has to be asked for each caller."""
        return bool(self._asked)

    def close(self) -> None:
        """Close the index; a source that is being read is given up."""
        self._closing.set()
        if self.contacts is not None:
            self.contacts.close()

    def _sources(self) -> list[Source]:
        """The sources as the settings name them now."""
        self._settings = SettingsFile(self._profile.config).read("contacts", ContactsSettings)
        told = read_sources(self._settings.source)
        return sources_of(told, self._secret, Colleagues(self._colleagues) if self._settings.colleagues else None)

    def _secret(self, name: str) -> str | None:
        try:
            return self._secrets.get(name)
        except SecretsError as error:
            log.warning("%s", error)
            return None
