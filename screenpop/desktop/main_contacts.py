"""The page of the contacts: the people whom the program can name by their number."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from screenpop.language import translate

from .main_page import PageBody
from .page_parts import EmptyState, PageHead


class ContactsPage:
    """Contacts in the navigation."""

    key = "contacts"
    icon = "contact-round"

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Contacts", "Contacts")

    def make(self) -> QWidget:
        """The page."""
        return Contacts()


class Contacts(PageBody):
    """What is known, or that nothing is."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.setAccessibleName(translate("Contacts", "Contacts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(PageHead(translate("Contacts", "Contacts")))
        empty = EmptyState()
        empty.say(
            translate("Contacts", "No contacts yet"),
            translate(
                "Contacts", "Callers are named as the phone system tells, and colleagues as its list of people does."
            ),
        )
        column.addWidget(empty, 1)
