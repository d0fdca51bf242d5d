"""The small parts of a card: pill, who calls, the box of facts, buttons, a message."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from screenpop.language import translate

from .card_actions import button_words
from .card_style import Look
from .content import CardAction
from .content_fact import Fact
from .drawn import DrawnButton, Kept
from .window_parts import Words, restyle

_MOST_FACTS: Final = 3
_LONGEST_MESSAGE: Final = 240


class Pill(QWidget):
    """How the call stands, in a tinted capsule."""

    def __init__(self, look: Look) -> None:
        """An empty one."""
        super().__init__()
        self._text, self._colour, self._tint = "", "", ""
        self._kept = Kept()
        self._edge = look.colours.edge
        self._padding = look.px(12)
        self._font = QFont(self.font())
        self._font.setPixelSize(look.px(12))
        self._font.setWeight(QFont.Weight.DemiBold)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(24))

    def say(self, text: str, colour: str, tint: str) -> None:
        """Show `text` in `colour` on `tint`."""
        if (text, colour, tint) == (self._text, self._colour, self._tint):
            return
        self._text, self._colour, self._tint = text, colour, tint
        self.setAccessibleName(text)
        self.setFixedWidth(QFontMetrics(self._font).horizontalAdvance(text) + 2 * self._padding)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the capsule and the text."""
        self._kept.paint(self, (self._text, self._colour, self._tint), self._draw)

    def _draw(self, picture: QPixmap) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._edge(self._colour, self._tint)))
        painter.setBrush(QColor(self._tint))
        capsule = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(capsule, capsule.height() / 2, capsule.height() / 2)
        painter.setPen(QColor(self._colour))
        painter.setFont(self._font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._text)


class Facts(QFrame):
    """The box with what is known of the caller: one line a fact."""

    def __init__(self, look: Look) -> None:
        """Hidden until there is a fact."""
        super().__init__()
        self.setObjectName("facts")
        self._facts: tuple[Fact, ...] = ()
        self._lines = [(QLabel(), Words()) for _ in range(_MOST_FACTS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(look.px(12), look.px(7), look.px(12), look.px(7))
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, look.px(62))
        grid.setColumnStretch(1, 1)
        for row, (label, words) in enumerate(self._lines):
            label.setObjectName("factLabel")
            for column, part in enumerate((label, words)):
                part.setFixedHeight(look.px(20))
                grid.addWidget(part, row, column)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show `facts`, or nothing where there are none."""
        if facts == self._facts:
            return
        self._facts = facts
        for row, (label, words) in enumerate(self._lines):
            fact = facts[row] if row < len(facts) else None
            label.setText(fact.label if fact else "")
            words.say(fact.text if fact else "")
            label.setVisible(fact is not None)
            words.setVisible(fact is not None)
        self.setVisible(bool(facts))


class Message(QLabel):
    """What came of an action, in a sentence: in red if it went wrong."""

    def __init__(self) -> None:
        """Hidden until there is something to say."""
        super().__init__()
        self.setObjectName("message")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "news")
        self.hide()

    def say(self, text: str, *, is_trouble: bool) -> None:
        """Show `text`, or nothing if it is empty."""
        self.setText(text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1].rstrip() + "…")
        self.setAccessibleName(text)
        kind = "trouble" if is_trouble else "news"
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)
        self.setVisible(bool(text))


class IconButton(DrawnButton):
    """A square button that shows only an icon; `text` is what a screen reader says and the tooltip shows."""

    def __init__(self, look: Look, icon: str, text: str, kind: str, side: int) -> None:
        """`side`: device-independent pixels, before the text's enlargement."""
        super().__init__(icon, _button_colour(look, kind), scale=look.text_scale)
        self.setProperty("kind", kind)
        self.setFixedSize(look.px(side), look.px(side))
        self.setAccessibleName(text)
        self.setToolTip(text)


class ActionButton(DrawnButton):
    """A button with an icon and words; busy, it says what is under way."""

    def __init__(self, action: CardAction, look: Look, act: Callable[[], None]) -> None:
        """`act` is called at each press."""
        self._words = button_words(action)
        colour = _button_colour(look, self._words.kind)
        super().__init__(self._words.icon, colour, disabled=look.colours.muted, scale=look.text_scale)
        self.setProperty("kind", self._words.kind)
        self.setFixedHeight(look.px(36))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: act())
        self.rest()

    def address(self, who: str) -> None:
        """Complete what a screen reader says: "Answer David Ward"."""
        name = translate("Card", "{action} {who}", "what a screen reader says of a button: Answer David Ward")
        self.setAccessibleName(name.format(action=self._words.rest, who=who))

    def rest(self) -> None:
        """Ready to be pressed."""
        self.setText(self._words.rest)
        self.setEnabled(True)

    def work(self) -> None:
        """Busy."""
        self.setText(self._words.busy)
        self.setEnabled(False)


def _button_colour(look: Look, kind: str) -> str:
    colours = look.colours
    known = {"primary": colours.on_primary, "end": colours.end[0], "bare": colours.muted}
    return known.get(kind, colours.text)
