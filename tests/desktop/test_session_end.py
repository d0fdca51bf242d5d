"""The computer's session ends while a note is being typed."""

import sqlite3

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import Shiboken

from screenpop.app import Application
from screenpop.calls.events import Agent
from screenpop.desktop.card_note import NoteField
from screenpop.profile.paths import Profile
from screenpop.session_end import end_with_session
from tests.desktop.test_workplace import ANSWER, CONFIG, RING, Desk
from tests.waiting import until


@pytest.fixture
def profile(tmp_path):
    made = Profile(tmp_path / "profile").create()
    made.config.write_text(CONFIG, encoding="utf-8")
    return made


@pytest.fixture
def application(qapp, profile):
    made = Application(profile)
    end_with_session(qapp, made.quit, lambda: made._workplace)
    yield made
    qapp.commitDataRequest.disconnect()
    for window in QApplication.topLevelWidgets():
        window.hide()


def end_session(qapp):
    """As the platform does it; nobody but Qt can make a session manager, so another object stands for it."""
    stand_in = QObject()
    qapp.commitDataRequest.emit(Shiboken.wrapInstance(Shiboken.getCppPointer(stand_in)[0], QSessionManager))


def notes_on_disk(profile):
    with sqlite3.connect(profile.history) as connection:
        rows = connection.execute("SELECT text FROM notes").fetchall()
    connection.close()
    return [text for (text,) in rows]


def type_into(field, text):
    field.setText(text)
    field.textEdited.emit(text)


async def talk(workplace):
    workplace.core.intake.serve(Agent("126", "example.com"))
    desk = Desk.__new__(Desk)
    desk.workplace, desk.core = workplace, workplace.core
    desk.began, desk.starts = workplace.core.now(), {}
    await desk.call("c1", RING, ANSWER)


async def test_the_note_on_a_card_is_on_the_disk_when_the_system_has_its_answer(qapp, application, profile):
    seen = []

    async def story(workplace):
        await talk(workplace)
        type_into(workplace.stack._find("c1").card.findChild(NoteField), "Call back on Monday")
        assert notes_on_disk(profile) == []
        end_session(qapp)
        seen.append(notes_on_disk(profile))

    await application.run(story)
    assert seen == [["Call back on Monday"]]


async def test_so_is_that_in_the_window(qapp, application, profile):
    seen = []

    async def story(workplace):
        await talk(workplace)
        application.show_window("calls")
        calls = application._main._made["calls"]
        await until(lambda: QApplication.processEvents() or calls.model.rowCount() > 0)
        calls.list.setCurrentIndex(calls.model.index(1, 0))
        note = next(field for field in calls.panel.findChildren(QLineEdit) if isinstance(field, NoteField))
        await until(lambda: QApplication.processEvents() or note.isEnabled())
        type_into(note, "Wants a quote")
        end_session(qapp)
        seen.append(notes_on_disk(profile))

    await application.run(story)
    assert seen == [["Wants a quote"]]


async def test_before_all_is_loaded_it_just_ends(qapp, application):
    end_session(qapp)
    await application.run()
