"""What every step of the assistant is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from .assistant_needs import AssistantNeeds, Standing
from .tall_area import TallRow


class Step(TallRow):
    """One step. `name` is remembered; `changed` is called when whether it `is_done` may have changed."""

    name = ""

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """The texts follow."""
        super().__init__()
        self.needs, self.changed = needs, changed
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.told = label("told")
        self.is_done = False

    @property
    def title(self) -> str:
        """What stands above it."""
        return ""

    @property
    def waiting(self) -> QPushButton | None:
        """The button of its own that waits to be pressed before one goes on."""
        return None

    def first(self) -> QWidget | None:
        """What the keyboard belongs to when the step comes."""
        return None

    def begin(self) -> None:
        """It comes into sight."""

    def show_standing(self, standing: Standing) -> None:
        """Something may have changed."""

    def say(self, text: str, *, is_trouble: bool = False) -> None:
        """Tell how it went; what went wrong looks like it."""
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.told.setObjectName("fieldTrouble" if is_trouble else "told")
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    async def end(self) -> None:
        """Stop what is under way."""


def label(name: str, text: str = "") -> QLabel:
    """Text of any origin, wrapped."""
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setText(text)
    return made
