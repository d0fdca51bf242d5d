"""The core and the desktop together, on the offscreen screen: messages in, cards and window out."""

import asyncio
import json
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from screenpop.calls.events import Agent
from screenpop.calls.presence import DoNotDisturb
from screenpop.delivery.base import Delivered
from screenpop.desktop.card_note import NoteField
from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.profile.paths import Profile
from screenpop.workplace import Workplace
from tests.waiting import until

CONFIG = '[account]\napi_url = "http://127.0.0.1:9/api"\n[delivery]\nkind = "loopback"\n'
DAVID = {"id": "+16132345678", "name": "David Ward"}
MARIE = {"id": "+14185250117", "name": "Marie Tremblay"}


class Desk:
    """A workplace that hears messages as the phone system posts them."""

    def __init__(self, folder, *, more=""):
        profile = Profile(folder).create()
        profile.config.write_text(CONFIG + more, encoding="utf-8")
        self.refreshed = self.shown = 0
        self.began, self.starts = datetime.now(UTC) - timedelta(minutes=1), {}
        self.workplace = Workplace(profile, refresh=self._refresh, show_window=self._show)
        self.core = self.workplace.core
        self.core.intake.serve(Agent("126", "example.com"))

    def _refresh(self):
        self.refreshed += 1

    def _show(self):
        self.shown += 1

    def take(self, call_id, caller, state, who=DAVID, **more):
        sides = {
            "from": {"call_id": call_id, "state": caller, "user": None, "domain": None, **who},
            "to": {"call_id": f"{call_id}-leg", "state": state, "user": "126", "domain": "example.com", "id": "126"},
        }
        start = self.starts.setdefault(call_id, self.began + timedelta(seconds=len(self.starts)))
        body = {"time_start": f"{start:%Y-%m-%d %H:%M:%S}", "time_answer": None, **sides, **more}
        return self.core.intake.take(Delivered(json.dumps({"calls": body}).encode()), way="test")

    async def call(self, call_id, *states, who=DAVID):
        for caller, state in states:
            assert await self.take(call_id, caller, state, who)

    def words(self, call_id):
        entry = self.workplace.stack._find(call_id)
        return {label.accessibleName() or label.text() for label in entry.card.findChildren(QLabel)}

    async def close(self):
        await self.workplace._close()
        self.core.store.close()


RING = ("progressing", "ringing")
ANSWER = ("active", "active")
END = ("ended", "ended")


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path / "profile")
    yield made
    await made.close()


async def test_the_card_is_there_before_anything_is_on_the_disk(desk, monkeypatch):
    monkeypatch.setattr(desk.core.store, "submit", lambda _work: Future())
    taking = asyncio.create_task(desk.take("c1", *RING))
    await asyncio.sleep(0)
    assert desk.workplace.stack.cards() == [("c1", "ringing")]
    assert desk.core.cards() == [("c1", "ringing")]
    assert "David Ward" in desk.words("c1")
    assert not taking.done()
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)


async def test_what_is_known_of_the_caller_follows_on_their_card_alone(desk):
    await desk.call("c1", RING, ANSWER, END)
    desk.core.save_note("c1", "Prefers French.")
    await until(lambda: desk.core.history.note_of("c1"))
    await desk.call("c2", RING)
    await desk.call("c3", RING, who=MARIE)
    await until(lambda: {"Last call", "Prefers French.", "Ottawa, ON"} <= desk.words("c2"))
    await until(lambda: "Quebec City, QC · First call from this number" in desk.words("c3"))
    assert not desk.words("c3") & {"Prefers French.", "David Ward", "Ottawa, ON"}


async def test_a_name_that_comes_late_keeps_what_was_looked_up(desk):
    await desk.call("c1", RING, who={**DAVID, "name": None})
    await until(lambda: "Ottawa, ON" in desk.words("c1"))
    await desk.call("c1", ANSWER)
    assert {"David Ward", "Ottawa, ON · First call from this number"} <= desk.words("c1")


async def test_a_note_is_kept_and_comes_back_with_the_card(desk):
    await desk.call("c1", RING)
    card = desk.workplace.stack._find("c1").card
    await until(lambda: "Ottawa, ON · First call from this number" in desk.words("c1"))
    card._save_note("Wants a quote.")
    await until(lambda: desk.core.history.note_of("c1") == "Wants a quote.")
    card.dismissed.emit()
    await desk.call("c1", ("progressing", "ended"), RING)
    assert desk.workplace.stack.cards() == []
    await desk.take("c1", *RING, to={"call_id": "other", "state": "ringing", "user": "126", "id": "126"})
    assert desk.workplace.stack._find("c1").card.findChild(NoteField).text() == "Wants a quote."


async def test_tray_and_window_are_drawn_anew_once_for_many_changes(desk):
    await desk.call("c1", RING)
    await until(lambda: desk.refreshed > 0)
    desk.refreshed = 0
    for _ in range(20):
        desk.core.update()
    assert desk.refreshed == 0
    await until(lambda: desk.refreshed > 0)
    assert desk.refreshed == 1


async def test_missed_calls_count_until_they_are_looked_at_also_after_a_start(desk, tmp_path):
    await desk.call("c1", RING, END)
    await desk.call("c2", RING, ANSWER, END)
    assert desk.workplace.view().missed == 1
    assert [line.title for line in desk.workplace.view().recent] == ["David Ward"] * 2
    await until(lambda: len(desk.core.history.recent()) == 2)
    await desk.workplace._close()
    again = Desk(tmp_path / "profile")
    again.workplace._take_recent(again.core.history.recent())
    assert again.workplace.view().missed == 1
    again.core.now = lambda: datetime.now(UTC) + timedelta(seconds=1)
    again.workplace.looked_at()
    assert again.workplace.view().missed == 0
    await again.close()


async def test_do_not_disturb_keeps_cards_away_and_the_history_fills(desk):
    await desk.call("c1", RING)
    desk.core.set_do_not_disturb(DoNotDisturb())
    assert desk.workplace.stack.cards() == []
    await desk.call("c2", RING, END)
    assert desk.workplace.stack.cards() == []
    assert desk.workplace.view().missed == 1
    desk.core.set_do_not_disturb(None)
    await desk.call("c3", RING)
    assert desk.workplace.stack.cards() == [("c3", "ringing")]


async def test_colleagues_who_called_are_named_later(desk):
    anna = {"id": "127", "name": "Anna Ruiz", "user": "127"}
    assert await desk.take("c1", *RING, {**anna}, on_net=True)
    assert desk.workplace.directory.person("127") == "Anna Ruiz (127)"


async def test_the_view_says_how_things_stand(desk):
    view = desk.workplace.view()
    assert view.reason
    assert (view.subscription_line, view.delivery_line) == ("Subscribing…", "This computer connecting…")
    await desk.call("c1", RING)
    (line,) = desk.workplace.view().live
    assert (line.title, line.number, line.rings_agent, line.initials) == ("David Ward", "(613) 234-5678", True, "DW")


async def test_a_story_plays_beside_the_work_and_quits_it(desk):
    desk.core.account.client = None
    told = []

    async def story(workplace):
        told.append(workplace.core.cards())
        workplace.quit()

    await asyncio.wait_for(desk.workplace.run(story), 30)
    assert told == [[]]
    assert desk.workplace.stack.cards() == []


async def test_what_is_being_typed_at_the_end_is_saved(desk):
    async def story(workplace):
        await desk.call("c1", RING)
        QTest.keyClicks(workplace.stack.on_screen()[0].findChild(NoteField), "Wants a quote.")
        workplace.quit()

    await asyncio.wait_for(desk.workplace.run(story), 30)
    store = Store.open_readonly(desk.core.store.path)
    assert CallHistory(store).note_of("c1") == "Wants a quote."
    store.close()


def test_a_second_start_shows_the_window(desk):
    desk.core.commands._handlers["show"]({"command": "show"})
    assert desk.shown == 1


async def test_pictures_of_a_moment(desk, tmp_path):
    await desk.call("c1", RING)
    await desk.call("c2", RING, who=MARIE)
    paths = desk.workplace.save_pictures(tmp_path / "shots", "noon")
    names = ["noon-card-1.png", "noon-card-2.png", "noon-window.png", "noon-tray.png"]
    assert [path.name for path in paths] == names
    assert all(path.stat().st_size > 300 for path in paths)
