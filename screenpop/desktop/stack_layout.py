"""Puts the cards of a stack on the screen: which of them, where, and in what order."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from .card_style import Look
from .motion import DISTANCE, Entrance
from .placement import MOST, fits, inwards, lay_out, screen_for
from .settings import CardSettings
from .stack_entry import Entry
from .stack_strip import Strip

_LOOK_AGAIN: Final = 1_000
"""Milliseconds after which it is asked again whether a full-screen program still fills the screen."""


class StackLayout(QObject):
    """The place of the stack. `is_covered` says whether a full-screen program fills a screen."""

    def __init__(
        self,
        settings: CardSettings,
        look: Callable[[], Look],
        show_window: Callable[[], None],
        is_covered: Callable[[QScreen], bool],
    ) -> None:
        """An empty place."""
        super().__init__()
        self._settings, self._look, self._show_window, self._is_covered = settings, look, show_window, is_covered
        self._entries: Sequence[Entry] = ()
        self._entrances: dict[Entry, Entrance] = {}
        self._screen: QScreen | None = None
        self._strip: Strip | None = None
        self._covered = QTimer(self)
        self._covered.setInterval(_LOOK_AGAIN)
        self._covered.timeout.connect(self.arrange_again)
        self.is_locked = False
        self._follow_screens()

    def arrange(self, entries: Sequence[Entry], newcomer: Entry | None = None) -> None:
        """Show `entries`, the newest first. The newcomer is shown last: the others have made room by then."""
        if not self._entries or self._screen is None:
            self._screen = screen_for(self._settings.screen)
        self._entries = tuple(entries)
        self._entrances = {entry: way for entry, way in self._entrances.items() if entry in entries}
        chosen = [] if self.is_locked or self._must_hide() else self._choose()
        sizes = [entry.card.sheet.size() for entry in chosen]
        left_out = len(entries) - len(chosen) if chosen else 0
        layout = lay_out(self._area(), self._settings.corner, sizes, self._strip_size() if left_out else None)
        for entry in entries:
            if entry not in chosen:
                entry.card.hide()
        self._put_strip(layout.strip.topLeft() if layout.strip else None, left_out)
        for entry, sheet in sorted(zip(chosen, layout.sheets, strict=True), key=lambda pair: pair[0] is newcomer):
            self._put(entry, sheet.topLeft(), is_new=entry is newcomer)

    def use(self, settings: CardSettings) -> None:
        """Go by these settings from now on."""
        self._settings, self._screen = settings, None
        self.arrange_again()

    def arrange_again(self) -> None:
        """Something about the screen, or the height of a card, has changed."""
        if self._screen not in QGuiApplication.screens():
            self._screen = None
        self.arrange(self._entries)

    def is_held(self) -> bool:
        """Whether nothing may show now where cards would."""
        is_covered = not self._settings.over_fullscreen and self._is_covered(screen_for(self._settings.screen))
        return self.is_locked or is_covered

    def redress(self) -> None:
        """Take on the look of now."""
        self._entrances.clear()
        if self._strip is not None:
            self._strip.deleteLater()
            self._strip = None

    def _must_hide(self) -> bool:
        """Whether a full-screen program is in use; asked again until it is not."""
        matters = bool(self._entries) and not self._settings.over_fullscreen
        hides = matters and self._screen is not None and self._is_covered(self._screen)
        if not hides:
            self._covered.stop()
        elif not self._covered.isActive():
            self._covered.start()
        return hides

    def _choose(self) -> list[Entry]:
        """The cards that find room, the newest first: a note goes before all others, living calls before the rest."""
        ranked = sorted(self._entries, key=lambda entry: (not entry.card.is_typed_into, not entry.lives))
        count = min(MOST, len(ranked))
        while count > 1 and not self._fit(ranked, count):
            count -= 1
        return [entry for entry in self._entries if entry in ranked[:count]]

    def _fit(self, ranked: Sequence[Entry], count: int) -> bool:
        sizes = [entry.card.sheet.size() for entry in ranked[:count]]
        return fits(self._area(), sizes, self._strip_size() if count < len(ranked) else None)

    def _put(self, entry: Entry, place: QPoint, *, is_new: bool) -> None:
        card, entrance = entry.card, self._entrances.get(entry)
        if is_new and card.look.moves:
            way = inwards(self._settings.corner) * DISTANCE
            Entrance.begin_at(card, place, way)
            card.show_painted()
            self._entrances[entry] = Entrance(card, place, way)
        elif entrance is not None:
            entrance.lead_to(place)
            card.show()
        else:
            card.move_sheet(place)
            card.show_painted()

    def _put_strip(self, place: QPoint | None, count: int) -> None:
        if place is None:
            if self._strip is not None:
                self._strip.hide()
            return
        strip = self._a_strip()
        strip.count(count)
        strip.move_sheet(place)
        strip.show()

    def _a_strip(self) -> Strip:
        if self._strip is None:
            self._strip = Strip(self._look(), self._show_window)
        return self._strip

    def _area(self) -> QRect:
        """The screen without its panels. X11 tells one work area for all screens, which may reach beyond this one."""
        screen = self._screen or QGuiApplication.primaryScreen()
        return screen.availableGeometry() & screen.geometry()

    def _strip_size(self) -> QSize:
        return self._a_strip().sheet_size

    def _follow_screens(self) -> None:
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._follow_screen)
        app.screenRemoved.connect(lambda _screen: self.arrange_again())
        app.primaryScreenChanged.connect(lambda _screen: self.arrange_again())
        for screen in app.screens():
            self._follow_screen(screen)

    def _follow_screen(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(lambda _area: self.arrange_again())
