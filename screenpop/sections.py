"""The sections of the settings file, and the room's dataclass that owns each."""

from typing import Final

from screenpop.actions.settings import ActionSettings
from screenpop.calls.presence import PresenceSettings
from screenpop.delivery.settings import (
    DeliverySettings,
    LanSettings,
    LoopbackSettings,
    NgrokSettings,
    RelaySettings,
    SshSettings,
    UrlSettings,
)
from screenpop.desktop.settings import CardSettings, UiSettings
from screenpop.feed.settings import FeedSettings
from screenpop.history.settings import HistorySettings
from screenpop.integrate.settings import AccountSettings
from screenpop.people.settings import ContactsSettings

SECTIONS: Final[dict[str, type]] = {
    "account": AccountSettings,
    "delivery": DeliverySettings,
    "delivery.loopback": LoopbackSettings,
    "delivery.relay": RelaySettings,
    "delivery.ssh": SshSettings,
    "delivery.ngrok": NgrokSettings,
    "delivery.url": UrlSettings,
    "delivery.lan": LanSettings,
    "feed": FeedSettings,
    "cards": CardSettings,
    "presence": PresenceSettings,
    "history": HistorySettings,
    "contacts": ContactsSettings,
    "ui": UiSettings,
    "actions": ActionSettings,
}
