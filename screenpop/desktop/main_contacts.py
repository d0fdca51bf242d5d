"""The page of the contacts: the people whom the program can name by their number."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from screenpop.language import translate
from screenpop.people.contact import Contact

from .card_style import Look
from .contact_list import ContactDelegate, ContactModel
from .main_page import PageBody
from .page_parts import EmptyState, Notice, PageHead, SearchField
from .pending import PendingActions
from .row_list import RowList
from .row_paint import RowPaint

HEIGHT = 60


@dataclass(frozen=True, slots=True)
class ContactsQueries:
    """What is asked of the contacts. The text of an error of `dial` is for people.

    `search` gives those that have every word of a text, some for an empty one; `version` is another one whenever they
    have changed, None while they are not open.
    """

    search: Callable[[str], Sequence[Contact]]
    version: Callable[[], int | None]
    dial: Callable[[str], Awaitable[None]]


class ContactsPage:
    """Contacts in the navigation."""

    key = "contacts"
    icon = "contact-round"

    def __init__(self, queries: ContactsQueries) -> None:
        """Nothing is asked before the first visit."""
        self._queries = queries

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Contacts", "Contacts")

    def make(self) -> QWidget:
        """The page."""
        return Contacts(self._queries)


class Contacts(PageBody):
    """Who is known, or how somebody could be."""

    def __init__(self, queries: ContactsQueries) -> None:
        """Nobody is shown until `refresh`."""
        super().__init__()
        self._queries = queries
        self._seen: int | None = None
        self.model = ContactModel()
        self._delegate = ContactDelegate(RowPaint(Look(), self.font()))
        self.list = RowList(self.model, self._delegate, HEIGHT)
        self.list.setAccessibleName(self._name())
        self.search = SearchField(translate("Contacts", "Search contacts"), self._seek, wait=60)
        self.notice = Notice()
        self._pending = PendingActions(self.notice.say)
        self._empty = EmptyState()
        self._build()

    def refresh(self) -> None:
        """Look again if the contacts have changed."""
        version = self._queries.version()
        if version != self._seen or version is None:
            self._seen = version
            self._seek(self.search.text())

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._delegate.dress(RowPaint(look, self.font()))
        self.search.dress(look)
        self.list.dress()

    def start_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def take_focus(self) -> None:
        """The keyboard goes to the search field."""
        self.start_search()

    async def end(self) -> None:
        """End what is under way."""
        await self._pending.close()

    def _seek(self, query: str) -> None:
        found = self._queries.search(query)
        self.model.show_contacts(found)
        if found:
            self._stack.setCurrentWidget(self.list)
            return
        if query.strip():
            hint = translate("Contacts", "Search for less of a name, a company or a number.")
            self._empty.say(translate("Contacts", "Nobody is called that"), hint)
        else:
            hint = translate(
                "Contacts",
                "Add a table [[contacts.source]] to the settings file: a CSV or vCard file, an address book (CardDAV)"
                " or a program of your own.",
            )
            self._empty.say(translate("Contacts", "No contacts yet"), hint)
        self._stack.setCurrentWidget(self._empty)

    def _call(self, row: int) -> None:
        one = self.model.contact(row)
        if one is not None and one.phones:
            self._pending.start(self._queries.dial(one.phones[0].text), "dial")

    def _enter_list(self) -> None:
        self.list.setFocus()
        if self.list.row < 0 and self.model.rowCount():
            self.list.choose(0)

    def _name(self) -> str:
        return translate("Contacts", "Contacts")

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(8, 0, 8, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.search.returnPressed.connect(self._enter_list)
        self.search.downPressed.connect(self._enter_list)
        self.list.called.connect(self._call)
        self.list.left_upwards.connect(self.start_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHead(self._name(), self.search))
        column.addWidget(self._stack, 1)
        column.addWidget(self.notice)
