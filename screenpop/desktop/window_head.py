"""The top of the window: who the agent is, how they can be reached, and what is wrong, if anything is."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from screenpop.language import translate

from .theme import Colours
from .view import DesktopView, SignInOffer, presence_words
from .window_parts import Avatar, Words, icon_button, restyle

_TROUBLE_SHOWN: Final = 12_000
"""Milliseconds for which it stays to be read why something did not work."""


class Head(QWidget):
    """Avatar, name, "126 · Available", a menu, and a banner with the reason for being offline or for a failure."""

    def __init__(
        self,
        menu: QMenu,
        refresh: Callable[[], None],
        sign_in: Callable[[SignInOffer], None],
        *,
        avatar: int = 44,
        gap: int = 12,
    ) -> None:
        """`refresh` is called when a failure has been shown for long enough, `sign_in` by the button that offers it.

        `avatar` is its side, `gap` the room beside it.
        """
        super().__init__()
        self._avatar = Avatar(avatar)
        self._name = Words(name="name")
        self._presence = QLabel()
        self._presence.setObjectName("presence")
        self._presence.setTextFormat(Qt.TextFormat.PlainText)
        self._presence.setWordWrap(True)
        self._banner = QLabel()
        self._banner.setObjectName("banner")
        self._banner.setTextFormat(Qt.TextFormat.PlainText)
        self._banner.setWordWrap(True)
        self._offer = SignInOffer.NOTHING
        self._sign_in = QPushButton()
        self._sign_in.setAutoDefault(False)
        self._sign_in.clicked.connect(lambda: sign_in(self._offer))
        self._more = icon_button(translate("Window", "More"))
        self._more.setMenu(menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._trouble = QTimer(self)
        self._trouble.setSingleShot(True)
        self._trouble.setInterval(_TROUBLE_SHOWN)
        self._trouble.timeout.connect(refresh)
        self._lay_out(gap)

    def show_view(self, view: DesktopView, colours: Colours, now: datetime) -> None:
        """Show the agent of `view`."""
        colour = colours.presence[view.presence][0]
        self._more.show_icon("ellipsis", colours.muted)
        self._avatar.show_person(_initials(view.agent_name) or view.agent_user[:3], view.agent_user)
        self._avatar.show_presence(view.presence, colour)
        self._name.say(view.agent_name or view.agent_user or "ScreenPop")
        self._presence.setText(" · ".join(filter(None, (view.agent_user, presence_words(view, now)))))
        self._presence.setStyleSheet(f"color: {colour}")
        self._show_offer(view.sign_in)
        if not self._trouble.isActive():
            self._show_banner(view.reason or "", "reason")

    def say(self, text: str) -> None:
        """Tell why something did not work."""
        self._show_banner(text, "trouble")
        self._trouble.start()

    def _show_offer(self, offer: SignInOffer) -> None:
        """Signing in is the first thing to be done here, or the one that is under way; signing out is in the menu."""
        self._offer = offer
        self._sign_in.setText(offer.words)
        self._sign_in.setAccessibleName(offer.words)
        self._sign_in.setVisible(offer in (SignInOffer.SIGN_IN, SignInOffer.CANCEL))
        kind = "primary" if offer is SignInOffer.SIGN_IN else "plain"
        if self._sign_in.property("kind") != kind:
            self._sign_in.setProperty("kind", kind)
            restyle(self._sign_in)

    def _show_banner(self, text: str, kind: str) -> None:
        self._banner.setText(text)
        self._banner.setVisible(bool(text))
        if self._banner.property("kind") != kind:
            self._banner.setProperty("kind", kind)
            restyle(self._banner)

    def _lay_out(self, gap: int) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._presence)
        person = QHBoxLayout()
        person.setSpacing(gap)
        person.addWidget(self._avatar)
        person.addLayout(names, 1)
        person.addWidget(self._more)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(person)
        rows.addWidget(self._banner)
        rows.addWidget(self._sign_in)


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
