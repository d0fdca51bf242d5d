"""The page of the contacts: the people whom the program can name by their number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from screenpop.language import translate

from .main_page import PageBody


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
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        heading = QLabel(translate("Contacts", "Contacts"))
        heading.setObjectName("pageTitle")
        column.addWidget(heading)
        column.addStretch()
        column.addLayout(
            empty_state(
                translate("Contacts", "No contacts yet"),
                translate(
                    "Contacts",
                    "Callers are named as the phone system tells, and colleagues by the phone system's list.",
                ),
            )
        )
        column.addStretch()


def empty_state(title: str, text: str) -> QVBoxLayout:
    """What stands in the middle of a page that has nothing to show: what that is, and what can be done."""
    above, below = QLabel(title), QLabel(text)
    above.setObjectName("emptyTitle")
    below.setObjectName("hint")
    column = QVBoxLayout()
    column.setSpacing(6)
    for label in (above, below):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        column.addWidget(label)
    return column
