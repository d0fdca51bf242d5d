"""The page of the calls on a real history, in a window, without a phone system."""

import asyncio
from datetime import timedelta, timezone

from PySide6.QtWidgets import QApplication

import tests.waiting
from screenpop.calls.presence import Presence
from screenpop.desktop.call_panel import CallsActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.history_reader import HistoryReader
from screenpop.desktop.main_calls import CallsPage
from screenpop.desktop.main_contacts import ContactsPage, ContactsQueries
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.theme import LIGHT
from screenpop.desktop.view import DesktopView, TrayActions, call_line
from screenpop.desktop.window_place import WindowMemory
from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.people.caller import identify
from screenpop.profile.paths import Profile


async def until(condition):
    """Wait until `condition()` holds, while Qt works beside asyncio's loop: timers, and what threads have sent."""
    await tests.waiting.until(lambda: QApplication.processEvents() or condition())


OTTAWA = timezone(timedelta(hours=-5))


class CallDesk:
    """A main window with the calls of `folder`; what it sets off is in `done`."""

    def __init__(self, folder, now):
        self.now, self.done, self.looks = now.astimezone(OTTAWA), [], 0
        self.profile = Profile(folder).create()
        self.store = Store(self.profile.history)
        self.history = CallHistory(self.store)
        self.reader = None
        actions = CallsActions(
            self._act("call"),
            self._keep_note,
            self._delete,
            self._delete_older,
            self._look,
            self._act("record"),
            lambda call: True,
        )
        calls = CallsPage(self._make_reader, self._describe, actions, lambda: self.store.commits, lambda: self.now)
        nothing = self._act("nothing")
        tray = TrayActions(nothing, nothing, nothing, nothing, lambda dnd: None, lambda: None, lambda: None)
        contacts = ContactsPage(ContactsQueries(lambda text: (), lambda: 1, nothing))
        self.window = MainWindow(
            lambda: DesktopView("0.1.0", Presence.AVAILABLE, self.now), tray, [calls, contacts],
            look=lambda: Look(LIGHT), memory=WindowMemory(self.profile, "main-window"), clock=lambda: self.now,
        )  # fmt: skip
        self.window.reveal()
        self.page = self.window._made["calls"]

    def keep(self, *calls):
        self.history.save(calls).result(20)
        self.window.refresh()

    def rows(self):
        """What the list says, headings included."""
        model = self.page.model
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def titles(self):
        model = self.page.model
        rows = [model.call_at(row) for row in range(model.rowCount())]
        return [row.line.title for row in rows if row is not None]

    def close(self):
        self.page.leave()
        if self.reader is not None:
            self.reader.close()
        self.window.hide()
        self.window.deleteLater()
        self.store.close()

    def _make_reader(self):
        self.reader = HistoryReader(self.store.path)
        return self.reader

    def _describe(self, listed):
        call = listed.call
        who = identify(call.number, call.name, "CA")
        return call_line(call, title=who.name, number=who.number, initials=who.initials, seed=who.seed)

    def _act(self, name):
        async def act(call_id):
            self.done.append((name, call_id))

        return act

    def _keep_note(self, call_id, text):
        return asyncio.wrap_future(self.history.note(call_id, text))

    async def _delete(self, call_id):
        await asyncio.wrap_future(self.history.delete(call_id))

    async def _delete_older(self, moment):
        self.done.append(("older", moment))
        await asyncio.wrap_future(self.history.delete_older(moment))

    def _look(self):
        self.looks += 1
