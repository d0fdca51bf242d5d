import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMessageBox

from screenpop.desktop.card_style import Look
from screenpop.desktop.main_style import main_style
from screenpop.desktop.settings_catalogue import catalogue, in_titles
from screenpop.desktop.settings_page import Settings
from screenpop.desktop.settings_words import secret_words, setting_words
from screenpop.profile.live_settings import LiveSettings
from screenpop.sections import SECTIONS

CONFIG = '# Ours.\n[account]\nclient_id = "desk"\n[cards]\nmissed_seconds = 30  # long enough\n'


class Desk:
    def __init__(self, path):
        self.path = path
        path.write_text(CONFIG)
        self.settings = LiveSettings(path, SECTIONS)
        self.kept = []
        self.page = Settings(self.settings, lambda *secret: self.kept.append(secret), lambda: self.kept.append("begin"))
        self.page.setStyleSheet(main_style(Look()))
        self.page.dress(Look())
        self.page.resize(700, 900)
        self.page.show()

    def field(self, key):
        return next(field for field in self.page._fields if field.entry.key == key)

    def seen(self):
        return {field.entry.key for field in self.page._fields if field.isVisible()}

    def trouble(self, key):
        label = self.field(key).findChild(QLabel, "fieldTrouble")
        return label.text() if label.isVisible() else ""

    def edit(self, text):
        self.path.write_text(text)
        self.page.refresh()


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(tmp_path / "config.toml")
    qtbot.addWidget(made.page)
    return made


def all_keys():
    return {f"{section}.{field.name}" for section, kind in SECTIONS.items() for field in dataclasses.fields(kind)}


def test_every_setting_of_every_room_is_there_with_a_title():
    there = {entry.key for group in catalogue(SECTIONS) for entry in group.entries}
    assert all_keys() - there == {"actions.rule", "contacts.source"}  # lists, which are written in the file
    assert there <= set(setting_words()) | set(secret_words())


def test_a_number_is_typed_and_holds_and_the_comments_stay(desk, qtbot):
    control = desk.field("cards.missed_seconds").control
    assert control.text() == "30"
    control.selectAll()
    qtbot.keyClicks(control, "5")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert desk.settings.value("cards.missed_seconds") == 5
    assert "missed_seconds = 5  # long enough" in desk.path.read_text()


def test_a_choice_and_a_switch(desk, qtbot):
    box = desk.field("cards.corner").control
    assert box.currentText() == "Bottom right"
    qtbot.keyClick(box, Qt.Key.Key_Home)
    switch = desk.field("cards.over_fullscreen").control
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert desk.settings.value("cards.over_fullscreen") is True
    box.activated.emit(box.findData("top_left"))
    assert desk.settings.value("cards.corner") == box.currentData()


def test_what_makes_no_sense_is_said_beside_the_field_and_nothing_is_lost(desk, qtbot):
    control = desk.field("cards.missed_seconds").control
    control.selectAll()
    qtbot.keyClicks(control, "many")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert "must be a whole number" in desk.trouble("cards.missed_seconds")
    assert control.text() == "many"
    assert desk.path.read_text() == CONFIG
    control.selectAll()
    qtbot.keyClicks(control, "12")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert desk.trouble("cards.missed_seconds") == ""
    assert desk.settings.value("cards.missed_seconds") == 12


def test_the_page_follows_the_file(desk):
    desk.edit(CONFIG.replace("30", "31"))
    assert desk.field("cards.missed_seconds").control.text() == "31"
    desk.edit(CONFIG.replace("30", "-1"))
    told = "“A missed call stays for” and “A call that a colleague took stays for” must be 0 or more."
    assert desk.trouble("cards.missed_seconds") == told
    assert desk.trouble("cards.corner") == ""
    desk.edit("[cards\n")
    assert "cannot be read" in desk.page._banner.text()
    assert not desk.field("ui.theme").isEnabled()
    desk.edit(CONFIG)
    assert not desk.page._banner.isVisible()
    assert desk.field("cards.missed_seconds").control.text() == "30"


def test_back_to_the_default_one_by_one_and_by_group(desk, qtbot):
    field = desk.field("cards.missed_seconds")
    reset = next(button for button in field.findChildren(QAbstractButton) if "Reset" in button.accessibleName())
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert field.control.text() == "20"
    assert not reset.isVisible()
    desk.settings.set("cards.corner", "top_left")
    group = next(b for b in desk.page.findChildren(QAbstractButton) if b.accessibleName() == "Reset all of Cards")
    qtbot.mouseClick(group, Qt.MouseButton.LeftButton)
    assert desk.field("cards.corner").control.currentData() == "bottom_right"
    assert desk.settings.value("account.client_id") == "desk"


@pytest.fixture
def question(desk):
    def shown():
        return next((box for box in desk.page.findChildren(QMessageBox) if box.isVisible()), None)

    return shown


@pytest.mark.parametrize("group", ["Account", "Way in"])
def test_what_calls_depend_on_is_reset_only_after_a_question(desk, qtbot, question, group):
    desk.edit(CONFIG + '[delivery]\nkind = "loopback"\n')
    reset = next(b for b in desk.page.findChildren(QAbstractButton) if b.accessibleName() == f"Reset all of {group}")
    before = desk.path.read_text()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: question() is not None)
    assert group in question().text()
    qtbot.keyClick(question(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: question() is None)
    assert desk.path.read_text() == before
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: question() is not None)
    agree = next(button for button in question().buttons() if button.text() == "Reset all")
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)
    key = "account.client_id" if group == "Account" else "delivery.kind"
    qtbot.waitUntil(lambda: question() is None)
    assert not desk.settings.is_set(key)


def test_where_nothing_is_set_nothing_is_asked(desk, qtbot, question):
    reset = next(b for b in desk.page.findChildren(QAbstractButton) if b.accessibleName() == "Reset all of Way in")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert question() is None


def test_names_that_are_common_words_stay_words():
    entries = [entry for group in catalogue(SECTIONS) for entry in group.entries if entry.section == "cards"]
    told = in_titles('screen must be "pointer", "primary" or the name of a screen', entries)
    assert told == '“Screen” must be "pointer", "primary" or the name of a screen'
    assert in_titles("cards.missed_seconds must be a whole number", entries).startswith(
        "“A missed call stays for” must"
    )


def test_searching_finds_by_any_word(desk, qtbot):
    desk.page.start_search()
    search = desk.page._search
    qtbot.keyClicks(search, "ssh port")
    assert {"delivery.ssh.port", "delivery.ssh.remote_port"} <= desk.seen()
    assert "cards.corner" not in desk.seen()
    search.setText("no such thing")
    assert desk.seen() == set()
    assert desk.page._nothing.isVisible()


def test_only_the_way_in_that_is_used_is_shown(desk):
    assert "delivery.loopback.port" in desk.seen()
    assert "delivery.relay.url" not in desk.seen()
    desk.settings.set("delivery.kind", "relay")
    assert "delivery.relay.url" in desk.seen()
    assert "password" not in desk.seen()
    desk.settings.set("account.grant", "password")
    assert {"password", "account.username"} <= desk.seen()


def test_a_secret_is_written_and_never_shown(desk, qtbot):
    desk.settings.set("account.grant", "password")
    control = desk.field("password").control
    qtbot.keyClicks(control, "hush")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert desk.kept == [("password", "hush")]
    desk.page.setFocus()
    assert control.text() == ""
    assert "hush" not in desk.path.read_text()
    assert control.echoMode() is QLineEdit.EchoMode.Password


def test_the_wheel_scrolls_and_changes_nothing(desk, qtbot):
    box = desk.field("ui.theme").control
    assert isinstance(box, QComboBox)
    before = box.currentIndex()

    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    place = QPointF(4, 4)
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == before


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(desk):
    for field in desk.page._fields:
        assert field.control.accessibleName()
        assert field.control.focusPolicy() & Qt.FocusPolicy.TabFocus


async def test_a_page_that_has_ended_follows_no_longer(desk):
    await desk.page.end()
    assert desk.settings.on_change == []
