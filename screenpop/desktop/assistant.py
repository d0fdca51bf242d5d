"""The assistant of the first start: office, sign-in, way in, a test call. It can be left and taken up again."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from screenpop.language import translate

from .assistant_needs import AssistantNeeds
from .assistant_step import Step
from .assistant_steps import DoneStep, OfficeStep, SignInStep
from .assistant_tests import TrialStep, WayStep
from .card_style import Look
from .icons import app_icon
from .main_style import main_style
from .tall_area import TallArea

_SIZE: Final = (560, 460)


class Assistant(QWidget):
    """The window. `step` is the name of the one to go on with, "" for the first."""

    def __init__(self, needs: AssistantNeeds, look: Callable[[], Look], step: str = "") -> None:
        """Hidden until `reveal`."""
        super().__init__()
        self._needs, self._look = needs, look
        kinds = (OfficeStep, SignInStep, WayStep, TrialStep, DoneStep)
        self.steps: list[Step] = [kind(needs, self.refresh) for kind in kinds]
        names = [one.name for one in self.steps]
        self._at = names.index(step) if step in names else 0
        self._begun: set[str] = set()
        self.setObjectName("mainWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.setWindowTitle(translate("Assistant", "Setting up ScreenPop"))
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        self.dress()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self).activated.connect(self.close)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self).activated.connect(self._enter)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._at]

    def reveal(self) -> None:
        """Come to the front."""
        self._show_step()
        self.show()
        self.raise_()
        self.activateWindow()

    def open_invite(self, source: str) -> None:
        """Somebody opened an invite: its link, or the path of its file."""
        self._go(0)
        office = self.steps[0]
        assert isinstance(office, OfficeStep)
        office.open(source)
        self.reveal()

    def refresh(self) -> None:
        """Show how things stand now."""
        standing = self._needs.standing()
        for step in self.steps:
            step.show_standing(standing)
        is_last = self._at == len(self.steps) - 1
        if self._next.hasFocus() and not self.step.is_done:
            self.setFocus()  # a button that is disabled passes the keyboard on to whichever comes next
        is_news = self.step.is_done and not self._next.isEnabled()
        self._next.setEnabled(self.step.is_done)
        if is_news and self.step.waiting is None:
            self._next.setFocus()
        self._next.setText(translate("Assistant", "Finish") if is_last else translate("Assistant", "Next"))
        self._back.setEnabled(self._at > 0)
        self._later.setVisible(not is_last)
        self._skip.setVisible(not is_last and not self.step.is_done and self.step.name in ("way_in", "trial"))

    def dress(self) -> None:
        """Take on the looks of now."""
        look = self._look()
        self.setStyleSheet(main_style(look))
        self.resize(look.px(_SIZE[0]), look.px(_SIZE[1]))

    async def end(self) -> None:
        """Stop what is under way, and go."""
        self.hide()
        for step in self.steps:
            await step.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and links."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """An invite was dropped."""
        data = event.mimeData()
        url = data.urls()[0] if data.hasUrls() else None
        source = url.toLocalFile() if url is not None and url.isLocalFile() else data.text()
        event.acceptProposedAction()
        self.open_invite(source)

    def _enter(self) -> None:
        """Press the button that has the keyboard, else the one that waits for it, else go on."""
        focused = self.focusWidget()
        button = focused if isinstance(focused, QPushButton) else self.step.waiting or self._next
        button.click()

    def _go(self, at: int) -> None:
        self._at = at
        self._needs.keep_step(self.step.name)
        self._show_step()

    def _forward(self) -> None:
        if self._at == len(self.steps) - 1:
            self.close()
        else:
            self._go(self._at + 1)

    def _show_step(self) -> None:
        self._stack.setCurrentIndex(self._at)
        count = translate("Assistant", "Step {number} of {count}")
        self._count.setText(count.format(number=self._at + 1, count=len(self.steps)))
        self._title.setText(self.step.title)
        self.refresh()
        (self._next if self.step.is_done else self.step.first() or self).setFocus()
        if self.step.name not in self._begun:
            self._begun.add(self.step.name)
            self.step.begin()

    def _build(self) -> None:
        self._count, self._title = QLabel(), QLabel()
        self._count.setObjectName("faint")
        self._title.setObjectName("pageTitle")
        self._stack = QStackedWidget()
        for step in self.steps:
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(step)
            column.addStretch()
            self._stack.addWidget(TallArea(page))
        self._back = QPushButton(translate("Assistant", "Back"))
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._later = later = QPushButton(translate("Assistant", "Go on later"))
        later.clicked.connect(self.close)
        self._skip = QPushButton(translate("Assistant", "Skip"))
        self._skip.clicked.connect(self._forward)
        self._next = QPushButton()
        self._next.setProperty("kind", "primary")
        self._next.clicked.connect(self._forward)
        buttons = QHBoxLayout()
        buttons.addWidget(later)
        buttons.addStretch()
        for button in (self._back, self._skip, self._next):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        column.addWidget(self._count)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
