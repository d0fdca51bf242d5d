"""The small parts of the window: text, avatar, button, a line of status."""

from collections.abc import Callable
from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolTip, QWidget

from screenpop.calls.presence import Presence
from screenpop.language import translate

from . import icons
from .drawn import DrawnButton, DrawnToolButton
from .theme import avatar_colour
from .tray_icon import outline

_BADGE: Final = 0.32
"""Of the avatar's side: the initials stay whole."""

_GAP: Final = 2


class Words(QLabel):
    """Text of any origin on one line: never markup, and cut with "…" where there is no room."""

    def __init__(self, text: str = "", name: str = "") -> None:
        """`name` is what the style sheet knows it by."""
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._full = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show `text`; a screen reader always gets all of it."""
        if text == self._full:
            return
        self._full = text
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def event(self, event: QEvent) -> bool:
        """Show all of a text that is cut when the pointer rests on it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.text() != self._full:
            QToolTip.showText(event.globalPos(), word_for_word(self._full), self)
            return True
        return super().event(event)

    def _cut(self) -> None:
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))


class Avatar(QWidget):
    """A disc with initials; with a presence, that one's shape at its lower right."""

    def __init__(self, side: int) -> None:
        """`side`: device-independent pixels."""
        super().__init__()
        self.setFixedSize(side, side)
        self._initials, self._fill = "?", avatar_colour("")
        self._presence: Presence | None = None
        self._presence_colour = ""

    def show_person(self, initials: str, seed: str) -> None:
        """Whose avatar it is; without initials it shows a question mark."""
        self._initials, self._fill = initials or "?", avatar_colour(seed if initials else "")
        self.update()

    def show_presence(self, presence: Presence, colour: str) -> None:
        """How they can be reached."""
        self._presence, self._presence_colour = presence, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc, the initials, and the presence with a gap around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QPainterPath()
        disc.addEllipse(QRectF(self.rect()))
        if self._presence is not None:
            badge = round(self.width() * _BADGE)
            corner = self.width() - badge
            gap = QPainterPath()
            gap.addEllipse(QRectF(corner - _GAP, corner - _GAP, badge + 2 * _GAP, badge + 2 * _GAP))
            disc = disc.subtracted(gap)
            painter.fillPath(outline(self._presence, badge).translated(corner, corner), QColor(self._presence_colour))
        painter.fillPath(disc, QColor(self._fill))
        self._draw_initials(painter)

    def _draw_initials(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(self.width() * 0.36))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)


class StatusLine(QWidget):
    """A dot, filled where all is well and hollow where not, and a sentence."""

    def __init__(self) -> None:
        """Hidden until there is something to say."""
        super().__init__()
        self._words = Words(name="status")
        self._colour, self._is_ok = "", True
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 0, 0)
        row.addWidget(self._words)
        self.hide()

    def say(self, text: str, colour: str, is_ok: bool) -> None:
        """Show `text`, or nothing if it is empty."""
        self._words.say(text)
        self._colour, self._is_ok = colour, is_ok
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRectF(0, (self.height() - 8) / 2, 8, 8)
        path = QPainterPath()
        path.addEllipse(dot)
        if not self._is_ok:
            hole = QPainterPath()
            hole.addEllipse(dot.adjusted(2, 2, -2, -2))
            path = path.subtracted(hole)
        painter.fillPath(path, QColor(self._colour))


def word_for_word(text: str) -> str:
    """`text` for a place that takes what looks like markup for markup, such as a tooltip: marked up, and escaped."""
    return f"<qt>{escape(text)}</qt>"


def push_button(text: str, who: str, icon: str, kind: str, colour: str, act: Callable[[], None]) -> QPushButton:
    """A button with words; `who` completes what a screen reader says ("Answer David Ward")."""
    button = DrawnButton(icon, colour)
    button.setText(text)
    button.setProperty("kind", kind)
    name = translate("Window", "{action} {who}", "what a screen reader says of a button: Answer David Ward")
    button.setAccessibleName(name.format(action=text, who=who))
    button.clicked.connect(lambda _checked=False: act())
    return button


def icon_button(text: str) -> DrawnToolButton:
    """A button that shows only an icon; `text` is what a screen reader says."""
    button = DrawnToolButton()
    button.setIconSize(QSize(icons.SIZE, icons.SIZE))
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def figures() -> QLabel:
    """A label for a timer: all digits equally wide, so that it does not tremble."""
    label = QLabel()
    label.setObjectName("timer")
    label.setFont(tabular(label.font()))
    return label


def tabular(font: QFont) -> QFont:
    """`font` with all digits equally wide."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def restyle(widget: QWidget) -> None:
    """Apply the style sheet anew, after a property that it looks at has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
