"""Pictures of every window in every state, drawn without a screen, on an office that does not exist.

They are the same each time: the time stands still, nobody has the keyboard, and nothing moves or blinks.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from screenpop.desktop.assistant import Assistant
from screenpop.desktop.assistant_needs import Advice, AssistantNeeds, Preview, Standing, Tried
from screenpop.desktop.board_model import BoardView
from screenpop.desktop.call_panel import CallsActions
from screenpop.desktop.card import Card
from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.diagnosis_page import DiagnosisPage
from screenpop.desktop.dial_window import DialWindow, Suggestion
from screenpop.desktop.gallery import picture
from screenpop.desktop.history_reader import ReadAtOnce
from screenpop.desktop.main_board import BoardActions, BoardPage
from screenpop.desktop.main_calls import Calls, CallsPage
from screenpop.desktop.main_contacts import ContactsPage, ContactsQueries
from screenpop.desktop.main_page import Page
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.menu import MenuFiller
from screenpop.desktop.settings_page import SettingsPage
from screenpop.desktop.stack_strip import Strip
from screenpop.desktop.theme import DARK
from screenpop.desktop.view import DesktopView, TrayActions
from screenpop.desktop.way_dialogs import WayDialogs
from screenpop.desktop.window import SmallWindow
from screenpop.desktop.window_place import WindowMemory
from screenpop.desktop.window_style import menu_style
from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.paths import Profile
from screenpop.sections import SECTIONS

from . import invented_office as office

_ROUNDS: Final = 60
"""Turns of the loop: more than any window needs to ask everything and be told."""

T = TypeVar("T")

Pictures = AsyncIterator[tuple[str, QImage]]
"""Names and pictures."""


async def take(look: Look, scale: float) -> Pictures:
    """Every window in every state, in the language of now. Needs a QApplication."""
    scheme = Qt.ColorScheme.Dark if look.colours is DARK else Qt.ColorScheme.Light
    QGuiApplication.styleHints().setColorScheme(scheme)
    for name, content in office.cards():
        card = Card(_NO_CARD_ACTIONS, lambda _card, _action, _doing: None, look, lambda: office.NOW)
        card.show_content(content)
        yield f"card-{name}", _taken(card, scale)
    strip = Strip(look, lambda: None)
    strip.count(3)
    yield "card-strip", _taken(strip, scale)
    for name, image in (*_menus(look, scale), *_small_windows(look, scale), *_dial_windows(look, scale)):
        yield name, image
    for part in (_main_window(look, scale), _assistant(look, scale), _way_dialogs(look, scale)):
        async for name, image in part:
            yield name, image


def _menus(look: Look, scale: float) -> Iterator[tuple[str, QImage]]:
    for name, view in {"": office.view(), "-busy": office.view(is_busy=True)}.items():
        menu = QMenu()
        menu.setStyleSheet(menu_style(look.colours))
        MenuFiller(menu, _NO_ACTIONS, lambda _doing, _name: None).fill(view, office.NOW)
        menu.resize(menu.sizeHint())
        yield f"menu{name}", _taken(menu, scale)


def _small_windows(look: Look, scale: float) -> Iterator[tuple[str, QImage]]:
    states = {"": office.view(), "-busy": office.view(is_busy=True), "-offline": office.view(is_offline=True)}
    for name, view in states.items():
        yield f"small-window{name}", _taken(_small_window(view, look), scale)


def _small_window(view: DesktopView, look: Look) -> QWidget:
    return SmallWindow(
        lambda: view, _NO_ACTIONS, has_tray=lambda: True, colours=lambda: look.colours, clock=lambda: office.NOW
    )


def _dial_windows(look: Look, scale: float) -> Iterator[tuple[str, QImage]]:
    for name, number in {"": "+1 613 234 6100", "-help": "911", "-empty": ""}.items():
        window = DialWindow(look, _nothing, lambda _letters: [Suggestion("Anna Ruiz", "127")], lambda n: n == "911")
        _hide(window)
        window.ask(number)
        yield f"dial{name}", _taken(window, scale)


async def _main_window(look: Look, scale: float) -> Pictures:
    with TemporaryDirectory() as folder:
        profile = Profile(Path(folder)).create()
        store = Store(profile.history)
        history = CallHistory(store)
        history.save(office.history()).result(20)
        history.note("h5", "Wants an offer for the roof.").result(20)
        (profile.folder / "config.toml").write_text('[delivery]\nkind = "relay"\n', encoding="utf-8")
        for name, view in {"": office.view(), "-offline": office.view(is_offline=True)}.items():
            async with _open(view, _pages(store, profile), look, WindowMemory(profile, f"window{name}")) as window:
                for page in ("colleagues",) if name else ("colleagues", "calls", "contacts", "settings", "diagnosis"):
                    window.reveal(page)
                    await _settle()
                    yield f"main-{page}{name}", picture(window, scale)
                    if page == "calls":
                        _choose_call(window)
                        yield "main-call", picture(window, scale)
        async with _open(
            office.view(is_quiet=True), _empty_pages(profile), look, WindowMemory(profile, "empty")
        ) as window:
            for page in ("colleagues", "contacts"):
                window.reveal(page)
                await _settle()
                yield f"main-{page}-empty", picture(window, scale)
        store.close()


def _choose_call(window: MainWindow) -> None:
    body = window.findChild(Calls)
    assert body is not None
    body.list.choose(1)
    _lay_out()


@asynccontextmanager
async def _open(view: DesktopView, pages: list[Page], look: Look, memory: WindowMemory) -> AsyncIterator[MainWindow]:
    window = MainWindow(lambda: view, _NO_ACTIONS, pages, look=lambda: look, memory=memory, clock=lambda: office.NOW)
    _hide(window)
    yield window
    await window.end()
    window.deleteLater()


def _pages(store: Store, profile: Profile) -> list[Page]:
    calls = CallsActions(
        _nothing,
        lambda _call_id, _text: _nothing(""),
        _nothing,
        lambda _moment: _nothing(""),
        open_record=_nothing,
        has_record=lambda _call: True,
    )
    return [
        BoardPage(lambda: BoardView(office.colleagues()), BoardActions(_nothing), lambda: office.NOW),
        CallsPage(
            lambda: ReadAtOnce(store), lambda one: office.line_of(one.call), calls, lambda: 1, lambda: office.NOW
        ),
        ContactsPage(ContactsQueries(office.contacts, lambda: 1, _nothing)),
        SettingsPage(LiveSettings(profile.config, SECTIONS), lambda _name, _secret: None, lambda: None),
        DiagnosisPage(office.findings),
    ]


def _empty_pages(profile: Profile) -> list[Page]:
    board = BoardView((), "", None)
    return [
        BoardPage(lambda: board, BoardActions(_nothing), lambda: office.NOW),
        ContactsPage(ContactsQueries(lambda _text: (), lambda: 1, _nothing)),
        SettingsPage(LiveSettings(profile.config, SECTIONS), lambda _name, _secret: None, lambda: None),
    ]


async def _assistant(look: Look, scale: float) -> Pictures:
    standing = Standing(has_account=True, agent="Sam Lee (126)", is_live=True)
    tried = [Tried("relay", True, "38 ms"), Tried("lan", False, "192.168.1.20: timeout")]
    preview = Preview(["account.client_id: desk"], ["pbx.example.com"], lambda: None)
    for step in ("office", "invite", "sign_in", "way_in", "trial", "done"):
        now = (
            Standing()
            if step in ("office", "invite")
            else Standing(has_account=True)
            if step == "sign_in"
            else standing
        )
        needs = AssistantNeeds(
            read_invite=lambda _source: preview,
            standing=lambda now=now: now,  # type: ignore[misc]
            sign_in=lambda: None,
            cancel_sign_in=lambda: None,
            advise=lambda: _found(Advice("relay", "", tried)),
            use_way=lambda _kind: None,
            ring=lambda: _found(""),
            show_settings=lambda: None,
            keep_step=lambda _step: None,
        )
        window = Assistant(needs, lambda: look, "office" if step == "invite" else step)
        _hide(window)
        window.open_invite("screenpop:invite") if step == "invite" else window.reveal()
        await _settle()
        yield f"assistant-{step}", picture(window, scale)
        await window.end()
        window.deleteLater()


async def _way_dialogs(look: Look, scale: float) -> Pictures:
    dialogs = WayDialogs(test=lambda: _forever(), renew=lambda: _nothing(""), look=lambda: look)
    dialogs.test()
    await _settle()
    yield "dialog-test", _box(scale)
    await dialogs.close()
    dialogs.renew()
    await _settle()
    yield "dialog-renew", _box(scale)
    await dialogs.close()
    asking = asyncio.create_task(dialogs.confirm_host("server.example.org", "SHA256:0123456789abcdefghijklmnopqrstuv"))
    await _settle()
    yield "dialog-host", _box(scale)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


def _box(scale: float) -> QImage:
    """A picture of the message box that came last."""
    _lay_out()
    shown = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
    return picture(shown[-1], scale)


def _taken(window: QWidget, scale: float) -> QImage:
    _hide(window)
    window.show()
    _lay_out()
    image = picture(window, scale)
    window.hide()
    window.deleteLater()
    return image


def _hide(window: QWidget) -> None:
    """It is shown as far as it knows, and never gets the keyboard."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def _lay_out() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents()


async def _settle() -> None:
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
    _lay_out()


async def _nothing(_what: str) -> None:
    """Pictures do nothing."""


async def _found(what: T) -> T:
    return what


async def _forever() -> str:
    await asyncio.Event().wait()
    return ""


_NO_ACTIONS: Final = TrayActions(_nothing, _nothing, _nothing, _nothing, lambda _dnd: None, lambda: None, lambda: None)
_NO_CARD_ACTIONS: Final = CardActions(_nothing, _nothing, _nothing, _nothing, lambda _call_id, _text: None)
