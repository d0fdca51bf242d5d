"""The page of the settings: all of them, in groups, searchable. What is changed here holds at once.

The page shows what the file says, and follows it when somebody else changes it.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from screenpop.language import translate
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.settings import SettingsError

from .card_style import Look
from .main_page import PageBody
from .settings_ask import ask_before_reset
from .settings_catalogue import Entry, Group, Kind, as_text, catalogue, in_titles
from .settings_field import SettingField
from .tall_area import TallArea

KeepSecret = Callable[[str, str], None]
"""Keeps a secret by its name in the keyring; what became of it is told later."""

_WAY: Final = "delivery.kind"
_OF_GRANT: Final = {"client_secret": "client_credentials", "password": "password", "account.username": "password"}
_OF_WAY: Final = {"ssh_passphrase": "ssh", "ngrok_token": "ngrok"}
"""What is of use only with one kind of sign-in, or with one way in."""


class SettingsPage:
    """Settings in the navigation."""

    key = "settings"
    icon = "settings"

    def __init__(self, settings: LiveSettings, keep_secret: KeepSecret, begin: Callable[[], None]) -> None:
        """`begin` opens the assistant of the first start."""
        self._needs = (settings, keep_secret, begin)

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Settings", "Settings")

    def make(self) -> QWidget:
        """The page."""
        return Settings(*self._needs)


class Settings(PageBody):
    """All settings."""

    outlives = True

    def __init__(self, settings: LiveSettings, keep_secret: KeepSecret, begin: Callable[[], None]) -> None:
        """`keep_secret` is given what is typed into the fields of secrets; nothing of it stays here."""
        super().__init__()
        self.setAccessibleName(translate("Settings", "Settings"))
        self._settings, self._keep_secret, self._look = settings, keep_secret, Look()
        self._fields: list[SettingField] = []
        self._groups: list[tuple[QWidget, list[SettingField]]] = []
        self._build(begin)
        settings.on_change.append(self._show)
        self._show()

    def dress(self, look: Look) -> None:
        """Take on colours and text size."""
        self._look = look
        for field in self._fields:
            field.dress(look)

    def refresh(self) -> None:
        """Somebody may have changed the file where nobody saw it."""
        self._settings.look()

    def start_search(self) -> None:
        """Search."""
        self._search.setFocus()
        self._search.selectAll()

    def take_focus(self) -> None:
        """Searching is the quickest way to a setting."""
        self._search.setFocus()

    async def end(self) -> None:
        """Follow the file no longer."""
        if self._show in self._settings.on_change:
            self._settings.on_change.remove(self._show)

    def _show(self) -> None:
        """Show what the file says now, and what is wrong with it."""
        whole = self._settings.trouble.get("", "")
        self._banner.setText(whole)
        self._banner.setVisible(bool(whole))
        for field in self._fields:
            key = field.entry.key
            if field.entry.kind is Kind.SECRET:
                field.show_value("", is_set=False)
                continue
            field.setEnabled(not whole)
            text = as_text(self._settings.value(key))
            field.show_value(text, is_set=self._settings.is_set(key), trouble=self._trouble_of(field.entry))
        self._sift()

    def _trouble_of(self, entry: Entry) -> str:
        """What is wrong with the section stands at the setting that it names."""
        told = self._settings.trouble.get(entry.section, "")
        name = entry.key.rpartition(".")[2]
        about = told.partition(f"{self._settings.path}: ")[2] or told
        is_meant = f"{entry.key} " in told or (f" {name} " in told and self._settings.is_set(entry.key))
        return self._in_titles(about.removeprefix(f"in [{entry.section}], "), entry.section) if is_meant else ""

    def _sift(self) -> None:
        """Show the settings that are searched for, else those that are of use with this sign-in and way in."""
        search = self._search.text().strip()
        found = False
        for box, fields in self._groups:
            for field in fields:
                field.setVisible(field.entry.matches(search) if search else self._is_of_use(field.entry))
            is_seen = any(field.isVisibleTo(box) for field in fields)
            box.setVisible(is_seen)
            found = found or is_seen
        self._nothing.setVisible(not found)

    def _is_of_use(self, entry: Entry) -> bool:
        if grant := _OF_GRANT.get(entry.key):
            return bool(self._settings.value("account.grant") == grant)
        way = _OF_WAY.get(entry.key) or (entry.section.partition("delivery.")[2] if entry.key != _WAY else "")
        return not way or bool(self._settings.value(_WAY) == way)

    def _change(self, key: str, text: str) -> None:
        try:
            if "." in key:
                self._settings.set(key, text)
            elif text:
                self._keep_secret(key, text)
                self._show()
        except (SettingsError, OSError) as error:
            told = str(error)
            about = told.partition(f"{self._settings.path}: ")[2] or told
            about = about.partition("], ")[2] or about
            raise ValueError(self._in_titles(about, key.rpartition(".")[0])) from error

    def _in_titles(self, told: str, section: str) -> str:
        return in_titles(told, [field.entry for field in self._fields if field.entry.section == section])

    def _reset_group(self, group: Group) -> None:
        """All of it; what calls depend on only after a question."""
        keys = [entry.key for entry in group.entries if entry.kind is not Kind.SECRET]
        if not group.is_weighty:
            self._reset(keys)
        elif any(self._settings.is_set(key) for key in keys):
            ask_before_reset(self, group.title, lambda: self._reset(keys))

    def _reset(self, keys: list[str]) -> None:
        try:
            self._settings.reset(keys)
        except (SettingsError, OSError) as error:
            self._banner.setText(str(error))
            self._banner.show()

    def _build(self, begin: Callable[[], None]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(12)
        column.addLayout(self._head(begin))
        self._search = QLineEdit()
        self._search.setPlaceholderText(translate("Settings", "Search the settings"))
        self._search.setAccessibleName(translate("Settings", "Search the settings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._sift)
        column.addWidget(self._search)
        self._banner = QLabel()
        self._banner.setObjectName("banner")
        self._banner.setProperty("kind", "trouble")
        self._banner.setTextFormat(Qt.TextFormat.PlainText)
        self._banner.setWordWrap(True)
        column.addWidget(self._banner)
        column.addWidget(self._list(), 1)

    def _head(self, begin: Callable[[], None]) -> QHBoxLayout:
        heading = QLabel(translate("Settings", "Settings"))
        heading.setObjectName("pageTitle")
        assistant = QPushButton(translate("Settings", "Set up again…"))
        assistant.clicked.connect(lambda: begin())
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch()
        row.addWidget(assistant)
        return row

    def _list(self) -> TallArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(20)
        for group in catalogue(self._settings.kinds):
            box, fields = self._group(group)
            self._groups.append((box, fields))
            self._fields += fields
            column.addWidget(box)
        self._nothing = QLabel(translate("Settings", "No setting is called that."))
        self._nothing.setObjectName("hint")
        column.addWidget(self._nothing)
        column.addStretch()
        area = TallArea(body)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _group(self, group: Group) -> tuple[QWidget, list[SettingField]]:
        title = QLabel(group.title)
        title.setObjectName("section")
        reset = QPushButton(translate("Settings", "Reset all"))
        reset.setAccessibleName(translate("Settings", "Reset all of {group}").format(group=group.title))
        reset.setProperty("kind", "chip")
        reset.clicked.connect(lambda: self._reset_group(group))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(reset)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        fields = [SettingField(entry, self._change, lambda key: self._reset([key])) for entry in group.entries]
        for field in fields:
            column.addWidget(field)
        return box, fields
