"""What a setting that was changed sets off: most hold at once, and a few make the program begin anew within itself."""

from collections.abc import Callable
from typing import Final

from screenpop.calls.presence import PresenceSettings
from screenpop.desktop.settings import CardSettings, UiSettings
from screenpop.history.settings import HistorySettings
from screenpop.profile.live_settings import LiveSettings
from screenpop.workplace import Workplace

_ALL_DEPENDS_ON: Final = ("account", "delivery", "feed", "contacts")
"""Sections after whose change sign-in, subscription and way in begin anew."""


def hold_at_once(settings: LiveSettings, workplace: Workplace, redress: Callable[[], None]) -> None:
    """Have `workplace` go by each change of `settings`. `redress` is called when the looks have changed."""

    def keep_history(changed: HistorySettings) -> None:
        workplace.core.housekeeping.use(changed)

    hears_all = settings.read("presence", PresenceSettings).whole_domain

    def tell_presence(changed: PresenceSettings) -> None:
        workplace.core.presence.use(changed)
        workplace.core.update()
        if changed.whole_domain is not hears_all:
            workplace.begin_anew()

    def show_cards(changed: CardSettings) -> None:
        workplace.stack.use(changed)
        workplace.notices.use(changed)

    def look(changed: UiSettings) -> None:
        workplace.ui = changed
        workplace.hot_keys.use(changed)
        workplace.stack.redress()
        redress()

    workplace.hot_keys.use(workplace.ui)
    settings.follow_anew()
    settings.follow("history", keep_history)
    settings.follow("presence", tell_presence)
    settings.follow("cards", show_cards)
    settings.follow("ui", look)
    settings.follow("actions", workplace.core.actions.use)
    settings.follow("contacts", lambda _changed: workplace.core.contacts.refresh_soon())
    for section in (*_ALL_DEPENDS_ON, f"delivery.{workplace.core.way.kind}"):
        settings.follow(section, lambda _changed: workplace.begin_anew())
