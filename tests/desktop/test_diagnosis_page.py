import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from screenpop.desktop.card_style import Look
from screenpop.desktop.diagnosis_page import Diagnosis, Row
from screenpop.desktop.diagnosis_words import check_words
from screenpop.doctor.examine import CHECKS
from screenpop.doctor.finding import failure, ok, warning
from tests.waiting import until

FOUND = [
    ok("program", "ScreenPop is running."),
    warning("tray", "There is no tray now.", "A small window takes its place.", "Add a tray to the panel."),
    failure("hook", "A test message did not come back.", "Calls do not reach this computer.", "See the relay."),
]


class Doctor:
    def __init__(self):
        self.go_on, self.asked = asyncio.Event(), 0

    async def examine(self):
        self.asked += 1
        yield FOUND[0]
        await self.go_on.wait()
        for finding in FOUND[1:]:
            yield finding


@pytest.fixture
async def doctor(qapp):
    return Doctor()


@pytest.fixture
async def page(doctor, qtbot):
    made = Diagnosis(doctor.examine)
    qtbot.addWidget(made)
    made.dress(Look())
    made.resize(700, 900)
    made.show()
    yield made
    await made.end()


def row(page, name):
    one = next(row for row in page.findChildren(Row) if row._name == name)
    return {label.text() for label in one.findChildren(QLabel) if label.isVisible()}


def button(page, text):
    return next(button for button in page.findChildren(QAbstractButton) if button.text() == text)


def test_every_check_has_a_name():
    assert set(check_words()) == set(CHECKS)


async def test_findings_come_one_after_the_other_in_words(page, doctor):
    await until(lambda: "ScreenPop is running." in row(page, "Program"))
    assert "OK" in row(page, "Program")
    assert "Checking…" in row(page, "Tray")
    assert not button(page, "Check again").isEnabled()
    doctor.go_on.set()
    await until(lambda: button(page, "Check again").isEnabled())
    assert {"Warning", "A small window takes its place.", "→ Add a tray to the panel."} <= row(page, "Tray")
    assert "Failure" in row(page, "Test message")
    assert "1 check" in page._summary.text()


async def test_it_checks_again_when_asked_and_not_by_itself(page, doctor, qtbot):
    doctor.go_on.set()
    await until(lambda: button(page, "Check again").isEnabled())
    page.hide()
    page.show()
    assert doctor.asked == 1
    qtbot.mouseClick(button(page, "Check again"), Qt.MouseButton.LeftButton)
    await until(lambda: doctor.asked == 2)


async def test_a_report_for_support_is_copied(page, doctor, qtbot):
    doctor.go_on.set()
    await until(lambda: len(page.findings) == 3)
    qtbot.mouseClick(button(page, "Copy for support"), Qt.MouseButton.LeftButton)
    told = QGuiApplication.clipboard().text()
    assert "failure  hook: A test message did not come back." in told
    assert "See the relay." in told


async def test_leaving_for_good_stops_what_is_being_checked(page, doctor):
    await until(lambda: doctor.asked)
    await page.end()
    assert not page._pending._tasks
