"""Pictures of the card in every state, drawn as the program draws it, without a screen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from screenpop.calls.call import CallState, Outcome
from screenpop.calls.presence import Presence

from .card import Card
from .card_actions import CardActions
from .card_style import WIDTH, Look
from .content import CardAction, CardContent
from .content_fact import Fact
from .theme import DARK
from .tray_icon import tray_image
from .view import DesktopView, TrayActions
from .window import SmallWindow

PICTURE_FONT: Final = "Inter"
"""The font of pictures, where it is installed; else that of the platform."""

_NOW: Final = datetime(2026, 11, 24, 14, 52, tzinfo=UTC)
_GAP: Final = 36
_CAPTION: Final = 24
_TRAY_SIDE: Final = 64

_DAVID: Final = CardContent(
    call_id="david",
    state=CallState.RINGING,
    outcome=None,
    pill="Incoming call",
    tone=Presence.RINGING,
    about="to Sales",
    title="David Ward",
    line="(613) 234-6100",
    detail="Ottawa, ON",
    initials="DW",
    seed="+16132346100",
    number="(613) 234-6100",
    since=_NOW - timedelta(seconds=4),
    stands="",
    facts=(Fact("Last call", "Yesterday 14:10, 3 min, with you"), Fact("Note", "Prefers French. Open order 20418.")),
    actions=(CardAction.ANSWER, CardAction.DECLINE),
)
_ON_CALL: Final = replace(
    _DAVID,
    state=CallState.ACTIVE,
    pill="On call",
    tone=Presence.ON_CALL,
    since=_NOW - timedelta(minutes=2, seconds=37),
    facts=(),
    actions=(CardAction.HANG_UP,),
    takes_note=True,
)
_ELSEWHERE: Final = replace(
    _DAVID,
    state=CallState.ENDED,
    outcome=Outcome.ANSWERED_ELSEWHERE,
    pill="Answered elsewhere",
    tone=Presence.OFFLINE,
    about="by Anna Ruiz (127)",
    title="Marie Tremblay",
    line="(418) 525-0117",
    detail="Quebec City, QC",
    initials="MT",
    seed="+14185250117",
    number="(418) 525-0117",
    since=None,
    stands="14:52",
    facts=(),
    actions=(CardAction.CALL_BACK,),
)

SAMPLES: Final[dict[str, tuple[str, CardContent]]] = {
    "ringing": ("Ringing, known caller", _DAVID),
    "unknown": (
        "Ringing, unknown number",
        replace(
            _DAVID,
            about="to you",
            title="+33 1 42 68 53 00",
            line="Paris, France",
            detail="First call from this number",
            initials="",
            facts=(),
            since=_NOW - timedelta(seconds=2),
        ),
    ),
    "on-call": ("Answered", _ON_CALL),
    "elsewhere": ("Answered elsewhere", _ELSEWHERE),
    "passed-on": (
        "Passed on by a colleague",
        replace(_ON_CALL, about="passed on by Anna Ruiz (127)", note="Asks for the invoice of order 20418."),
    ),
    "missed": (
        "Missed",
        replace(_ELSEWHERE, outcome=Outcome.MISSED, pill="Missed call", about="went to voicemail", stands="14:47"),
    ),
    "ended": (
        "Ended",
        replace(
            _ON_CALL,
            state=CallState.ENDED,
            outcome=Outcome.ANSWERED,
            pill="Call ended",
            tone=Presence.OFFLINE,
            since=None,
            stands="12:08",
            actions=(CardAction.CALL_BACK,),
        ),
    ),
    "declined": ("Declined", replace(_ELSEWHERE, outcome=Outcome.DECLINED, pill="Declined", about="to you")),
}
"""Every state of the card, by the name of its picture: a caption, and what the card shows. The people are invented."""


def save_cards(folder: Path, look: Look, *, scale: float = 1.0, suffix: str = "") -> list[Path]:
    """One PNG a state, `card-NAME{suffix}.png`, on nothing (transparent). Needs a QApplication."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in SAMPLES:
        paths.append(folder / f"card-{name}{suffix}.png")
        with _sample(name, look) as card:
            _save(picture(card, scale), paths[-1])
    return paths


def save_sheet(path: Path, look: Look, *, scale: float = 1.0, names: Sequence[str] = tuple(SAMPLES)) -> None:
    """One PNG with the states of `names` in two columns, each under its caption. Needs a QApplication."""
    columns = names[0::2], names[1::2]
    heights = [max(_height(name, look) for name in names[row : row + 2]) for row in range(0, len(names), 2)]
    width = look.px(WIDTH)
    size = QSize(3 * _GAP + 2 * width, _GAP + sum(_CAPTION + height + _GAP for height in heights))
    sheet = _blank(size, scale)
    sheet.fill(QColor(look.colours.window))
    painter = QPainter(sheet)
    for column, shown in enumerate(columns):
        top = _GAP
        for name, height in zip(shown, heights, strict=False):
            _draw(painter, name, QPoint(_GAP + column * (width + _GAP), top), look)
            top += _CAPTION + height + _GAP
    painter.end()
    _save(sheet, path)


def save_moment(
    folder: Path, name: str, *, cards: Sequence[Card], view: DesktopView, look: Look, scale: float = 2.0
) -> list[Path]:
    """What is to be seen at one moment: a PNG of each card on the screen, of the window, and of the tray's icon."""
    folder.mkdir(parents=True, exist_ok=True)
    for card in cards:
        _leave_keyboard(card)
    pictures = {f"{name}-card-{number}": picture(card, scale) for number, card in enumerate(cards, start=1)}
    pictures[f"{name}-window"] = _window_picture(view, look, scale)
    pictures[f"{name}-tray"] = tray_image(view.presence, _TRAY_SIDE, look.colours is DARK, view.missed > 0)
    paths = [folder / f"{stem}.png" for stem in pictures]
    for path, image in zip(paths, pictures.values(), strict=True):
        _save(image, path)
    return paths


def _leave_keyboard(card: Card) -> None:
    """On a screen a card has the keyboard only while a note is typed; without a screen Qt gives it to any window."""
    focused = card.focusWidget()
    if focused is not None and not card.is_typed_into:
        focused.clearFocus()


def picture(widget: QWidget, scale: float = 1.0) -> QImage:
    """What `widget` looks like on a screen of this scale, whatever the scale of the one that it is on."""
    image = _blank(widget.size(), scale)
    widget.render(image)
    return image


def use_picture_font() -> None:
    """Have everything that is made from now on use the font of the pictures, where it is installed.

    Its letters are drawn as they were designed, whatever hinting this machine likes: pictures look alike everywhere.
    """
    font = QFont(PICTURE_FONT) if PICTURE_FONT in QFontDatabase.families() else QApplication.font()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QApplication.setFont(font)


@contextmanager
def _sample(name: str, look: Look) -> Iterator[Card]:
    card = Card(_NO_ACTIONS, lambda _card, _action, _doing: None, look, lambda: _NOW)
    card.show_content(SAMPLES[name][1])
    yield card
    card.deleteLater()


async def _nothing(_call_id: str) -> None:
    """Pictures do nothing."""


_NO_ACTIONS: Final = CardActions(_nothing, _nothing, _nothing, _nothing, lambda _call_id, _text: None)


def _window_picture(view: DesktopView, look: Look, scale: float) -> QImage:
    """The window as it would look now; one that is open stays as it is."""
    actions = TrayActions(_nothing, _nothing, _nothing, _nothing, lambda _dnd: None, lambda: None, lambda: None)
    window = SmallWindow(
        lambda: view, actions, has_tray=lambda: True, colours=lambda: look.colours, text_scale=look.text_scale
    )
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    image = picture(window, scale)
    window.deleteLater()
    return image


def _height(name: str, look: Look) -> int:
    with _sample(name, look) as card:
        return card.sheet.height()


def _draw(painter: QPainter, name: str, place: QPoint, look: Look) -> None:
    font = QApplication.font()
    font.setPixelSize(13)
    font.setWeight(QFont.Weight.Medium)
    painter.setFont(font)
    painter.setPen(QColor(look.colours.muted))
    painter.drawText(place + QPoint(0, 12), SAMPLES[name][0])
    with _sample(name, look) as card:
        card.render(painter, place + QPoint(-card.shadow, _CAPTION - card.shadow))


def _blank(size: QSize, scale: float) -> QImage:
    image = QImage(size * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")
