import gc
import weakref
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QWidget

from screenpop.desktop.card import Card
from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_note import NoteField
from screenpop.desktop.card_parts import ActionButton
from screenpop.desktop.card_style import WIDTH, Look
from screenpop.desktop.content import CardAction, Context
from screenpop.desktop.content_fact import Fact
from screenpop.desktop.gallery import SAMPLES
from screenpop.desktop.theme import DARK, LIGHT
from tests.desktop.phone import NOW, Phone

HOSTILE = ["<b>David</b> & <img src=x>", "&lt;script&gt;", "%s {0} \\n", "W" * 80, "&Quit", "<table><tr><td>" * 5]


class Desk:
    """What a card sets off, and the time."""

    def __init__(self):
        self.now = NOW
        self.phone = Phone()
        self.started, self.notes = [], []
        self.windows = 0

    async def _act(self, _call_id):
        pass

    def _show_window(self):
        self.windows += 1

    def card(self, look=None):
        def start(_card, action, doing):
            doing.close()
            self.started.append(action)

        actions = CardActions(
            *[self._act] * 4, save_note=lambda *note: self.notes.append(note), show_window=self._show_window
        )
        return Card(actions, start, look or Look(), lambda: self.now)


@pytest.fixture
def desk(qapp):
    return Desk()


@pytest.fixture
def card(desk, qtbot):
    made = desk.card()
    qtbot.addWidget(made)
    made.show_content(desk.phone.describe(desk.phone.ring()[-1].call))
    made.show()
    return made


def said(widget):
    labels = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return {label.accessibleName() or label.text() for label in labels} - {""}


def buttons(card):
    return {button.text(): button for button in card.findChildren(ActionButton) if button.isVisibleTo(card)}


def icon_button(card, name):
    return next(button for button in card.findChildren(QPushButton) if button.accessibleName() == name)


def note(card):
    return card.findChild(NoteField)


def timer(card):
    return card.findChild(QLabel, "timer").text()


def test_it_says_who_is_calling(card):
    assert said(card) == {"to you", "0:00", "David Ward", "(613) 234-6100"}
    assert card.accessibleName() == "Incoming call: David Ward"
    assert list(buttons(card)) == ["Answer", "Decline"]
    assert [button.accessibleName() for button in buttons(card).values()] == ["Answer David Ward", "Decline David Ward"]
    assert not note(card).isVisible()


def test_what_was_looked_up_follows(card, desk):
    small = card.sheet.height()
    last = desk.phone.call()
    context = Context(last, "Prefers French.", is_complete=True)
    card.show_content(desk.phone.describe(desk.phone.call(), context))
    assert {"Last call", "Note", "Prefers French."} <= said(card)
    assert card.sheet.height() == small + 10 + 54


def test_a_card_never_shows_a_part_of_another_call(card, desk):
    context = Context(desk.phone.call(), "Prefers French.", "My note.", is_complete=True)
    card.show_content(desk.phone.describe(desk.phone.call(), context))
    other = desk.phone.ring("c2", name=None, number=None)[-1].call
    card.show_content(desk.phone.describe(other))
    assert said(card) == {"to you", "0:00", "Withheld number"}
    assert note(card).text() == ""


def test_each_state_has_its_buttons(card, desk):
    shown = {}
    for name, (_caption, content) in SAMPLES.items():
        card.show_content(content)
        shown[name] = [*buttons(card), *(["note"] if note(card).isVisible() else [])]
    assert shown == {
        "ringing": ["Answer", "Decline"],
        "unknown": ["Answer", "Decline"],
        "on-call": ["Hang up", "note"],
        "elsewhere": ["Call back"],
        "passed-on": ["Hang up", "note"],
        "missed": ["Call back"],
        "ended": ["Call back", "note"],
        "declined": ["Call back"],
    }


@pytest.mark.parametrize("look", [Look(LIGHT), Look(DARK), Look(LIGHT, is_composited=False), Look(DARK, 1.5)])
def test_its_measures(desk, qtbot, look):
    card = desk.card(look)
    qtbot.addWidget(card)
    card.show_content(SAMPLES["ringing"][1])
    assert card.sheet.width() == round(WIDTH * look.text_scale)
    assert card.sheet.height() == pytest.approx(238 * look.text_scale, abs=4)
    card.show_content(SAMPLES["unknown"][1])
    assert card.sheet.height() == pytest.approx(174 * look.text_scale, abs=4)
    picture = card.grab().toImage()
    middle = QPoint(card.width() // 2, card.shadow + 4)
    assert picture.pixelColor(middle) == QColor(look.colours.surface)


def test_its_corners_are_translucent_where_windows_are_blended_and_cut_off_where_not(desk, qtbot):
    blended, cut = desk.card(Look()), desk.card(Look(is_composited=False))
    for card in (blended, cut):
        qtbot.addWidget(card)
        card.show_content(SAMPLES["ringing"][1])
        card.show()
    assert blended.mask().isEmpty()
    assert blended.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert cut.size() == cut.sheet.size()
    assert not cut.mask().contains(QPoint(1, 1))
    assert cut.mask().contains(QPoint(14, 0))
    assert cut.mask().contains(QPoint(WIDTH - 1, 14))
    line = cut.grab().toImage().pixelColor(QPoint(WIDTH // 2, 0))
    assert line == QColor(LIGHT.line)


def test_it_never_asks_for_the_keyboard(card):
    flags = card.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.Tool == Qt.WindowType.Tool
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert card.testAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_callers_name_is_text_everywhere(desk, qtbot, name):
    card = desk.card()
    qtbot.addWidget(card)
    phone = Phone()
    phone.directory.know({"127": name})
    phone.ring("c0", name=name)
    context = Context(phone.answer_elsewhere("c0", name=name)[-1].call, name, is_complete=True)
    card.show_content(phone.describe(phone.ring("c1", name=name, dialled="8001", dialled_name=name)[-1].call, context))
    assert {name, f"to {name}"} <= said(card)
    assert card.sheet.width() == WIDTH
    for label in card.findChildren(QLabel):
        assert label.textFormat() is not Qt.TextFormat.RichText
        if name[:2] in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.sizeHint().height() <= 60
    for part in card.findChildren(QWidget):
        assert "<" not in part.toolTip()
        assert "<" not in part.accessibleDescription()


def test_a_name_that_is_cut_is_shown_in_full_word_for_word_under_the_pointer(desk, qtbot):
    name = "&lt;b&gt; <b>" + "W" * 60
    card = desk.card()
    qtbot.addWidget(card)
    card.show_content(replace(SAMPLES["ringing"][1], title=name))
    card.show()
    title = card.findChild(QLabel, "cardTitle")
    assert title.text().endswith("…")
    QApplication.sendEvent(title, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), title.mapToGlobal(QPoint(5, 5))))
    assert QToolTip.text() == "<qt>&amp;lt;b&amp;gt; &lt;b&gt;" + "W" * 60 + "</qt>"
    QToolTip.hideText()


def test_the_timer_runs_only_while_the_card_can_be_seen(card, desk):
    assert timer(card) == "0:00"
    desk.now = NOW + timedelta(seconds=9, milliseconds=400)
    card._second.timeout.emit()
    assert timer(card) == "0:09"
    assert 590 <= card._second.interval() <= 601
    card.hide()
    assert not card._second.isActive()
    card.show()
    assert card._second.isActive()


def test_the_timer_stands_when_the_call_is_over(card, desk):
    card.show_content(desk.phone.describe(desk.phone.end()[-1].call))
    assert timer(card) == "14:29"
    assert not card._second.isActive()


def test_all_figures_are_equally_wide(card, desk):
    label = card.findChild(QLabel, "timer")
    assert label.fontMetrics().horizontalAdvance("1:11") == label.fontMetrics().horizontalAdvance("0:00")


def test_a_pressed_button_is_busy_until_the_call_has_moved_on(card, desk, monkeypatch):
    monkeypatch.setattr(card, "underMouse", lambda: False)
    buttons(card)["Answer"].click()
    assert desk.started == [CardAction.ANSWER]
    assert list(buttons(card)) == ["Answering…", "Decline"]
    assert not any(button.isEnabled() for button in buttons(card).values())
    assert card.is_held
    card.acted(None)
    assert "Answering…" in buttons(card)
    card.show_content(desk.phone.describe(desk.phone.answer()[-1].call))
    assert buttons(card)["Hang up"].isEnabled()
    assert not card.is_held


def test_a_second_press_does_nothing(card, desk):
    card._act(CardAction.ANSWER)
    card._act(CardAction.DECLINE)
    assert desk.started == [CardAction.ANSWER]


def test_what_failed_is_said_and_can_be_tried_again(card, desk, qtbot):
    height = card.sheet.height()
    qtbot.mouseClick(buttons(card)["Decline"], Qt.MouseButton.LeftButton)
    card.acted("The phone system does not answer. Try again in a moment.")
    assert "The phone system does not answer. Try again in a moment." in said(card)
    assert card.sheet.height() > height
    assert buttons(card)["Decline"].isEnabled()
    qtbot.mouseClick(buttons(card)["Decline"], Qt.MouseButton.LeftButton)
    assert "The phone system does not answer. Try again in a moment." not in said(card)
    assert card.sheet.height() == height


def test_a_long_error_is_cut_and_never_widens_the_card(card):
    card._act(CardAction.ANSWER)
    card.acted("<b>No</b> " + "x" * 900)
    assert card.sheet.width() == WIDTH
    label = card.findChild(QLabel, "message")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert len(label.text()) == 240


def test_a_command_that_changes_nothing_is_not_passed_over_in_silence(card):
    card._act(CardAction.ANSWER)
    card.acted(None)
    card._patience.timeout.emit()
    assert "The phone system took the command, but the call has not changed yet." in said(card)
    assert buttons(card)["Answer"].isEnabled()


def test_calling_back_says_what_happens_next(card, desk):
    card.show_content(desk.phone.describe(desk.phone.end()[-1].call))
    card._act(CardAction.CALL_BACK)
    card.acted(None)
    assert "Your phone rings first. Pick it up to be connected." in said(card)
    assert buttons(card)["Call back"].isEnabled()


def type_note(card, text):
    QTest.keyClicks(note(card), text)


def test_a_note_is_saved_while_it_is_typed(card, desk, qtbot):
    card.show_content(desk.phone.describe(desk.phone.answer()[-1].call))
    assert note(card).placeholderText() == "Add a note to this call…"
    type_note(card, "Wants")
    qtbot.waitUntil(lambda: desk.notes == [("c1", "Wants")])
    type_note(card, " a quote")
    qtbot.waitUntil(lambda: desk.notes[-1] == ("c1", "Wants a quote"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_and_escape_save_the_note_and_leave_it(card, desk, qtbot, key):
    qtbot.mouseClick(icon_button(card, "Add a note"), Qt.MouseButton.LeftButton)
    assert note(card).isVisible()
    assert card.is_typed_into
    type_note(card, "VIP")
    with qtbot.waitSignal(card.released):
        qtbot.keyClick(note(card), key)
    assert desk.notes == [("c1", "VIP")]
    assert not card.is_typed_into
    assert card.isVisible()


def test_escape_gives_the_keyboard_back_from_a_button_too(card, qtbot):
    qtbot.mouseClick(icon_button(card, "Add a note"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(buttons(card)["Answer"], Qt.Key.Key_Escape)
    assert not card.is_typed_into
    assert card.isVisible()


def test_a_click_into_the_note_asks_for_the_keyboard(card, desk, qtbot):
    card.show_content(desk.phone.describe(desk.phone.answer()[-1].call))
    assert not card.is_typed_into
    qtbot.mouseClick(note(card), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.is_typed_into)
    assert not card.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert card.is_held
    qtbot.keyClick(note(card), Qt.Key.Key_Escape)
    assert card.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_what_was_typed_stays_when_the_call_changes(card, desk):
    card.show_content(desk.phone.describe(desk.phone.answer()[-1].call))
    type_note(card, "Wants a quote")
    card.show_content(desk.phone.describe(desk.phone.call(), Context(note="Older", is_complete=True)))
    card.show_content(desk.phone.describe(desk.phone.end()[-1].call))
    assert note(card).text() == "Wants a quote"


def test_what_was_typed_is_saved_when_the_card_goes(card, desk):
    type_note(card, "VIP")
    card.finish()
    assert desk.notes == [("c1", "VIP")]


def menu_of(card):
    icon_button(card, "More").click()
    return {action.text(): action for action in card._menu.actions() if action.text()}


def test_the_menu(card, desk, qtbot):
    entries = menu_of(card)
    assert list(entries) == [
        "Copy number",
        "Open ScreenPop",
        "Not now: this caller, for an hour",
        "Not now: anybody, for an hour",
        "Dismiss",
    ]
    entries["Copy number"].trigger()
    assert QGuiApplication.clipboard().text() == "(613) 234-6100"
    entries["Open ScreenPop"].trigger()
    assert desk.windows == 1
    with qtbot.waitSignal(card.dismissed):
        entries["Dismiss"].trigger()
    card._menu.close()


def test_a_withheld_number_cannot_be_copied(card, desk):
    card.show_content(desk.phone.describe(desk.phone.ring("c2", name=None, number=None)[-1].call))
    assert not menu_of(card)["Copy number"].isEnabled()
    card._menu.close()


def test_the_cross_sends_it_away(card, qtbot):
    with qtbot.waitSignal(card.dismissed):
        icon_button(card, "Dismiss").click()


def test_everything_can_be_reached_by_keyboard(card):
    for button in card.findChildren(QPushButton):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName()


def test_larger_text_makes_a_larger_card(desk, qtbot):
    card = desk.card(Look(text_scale=2.0))
    qtbot.addWidget(card)
    card.show_content(replace(SAMPLES["ringing"][1], facts=(Fact("Note", "x"),)))
    assert card.findChild(QLabel, "cardTitle").fontInfo().pixelSize() == 40
    assert buttons(card)["Answer"].height() == 72


def with_record(desk):
    content = desk.phone.describe(desk.phone.call())
    return replace(content, actions=(*content.actions, CardAction.OPEN_RECORD))


def record_shown(card):
    return icon_button(card, "Open record").isVisibleTo(card), "Open record" in buttons(card)


def test_the_record_has_a_small_button_beside_two_others_and_a_large_one_else(card, desk):
    assert record_shown(card) == (False, False)
    card.show_content(with_record(desk))
    assert record_shown(card) == (True, False)
    assert not icon_button(card, "Add a note").isVisibleTo(card)
    assert "Add a note" in menu_of(card)
    card._menu.close()
    desk.phone.answer()
    card.show_content(with_record(desk))
    assert record_shown(card) == (False, True)


@pytest.mark.parametrize("how", ["press", "key"])
def test_opening_the_record_is_done_at_once_and_says_nothing(card, desk, how):
    QTest.keyClick(card, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert desk.started == []
    card.show_content(with_record(desk))
    if how == "press":
        icon_button(card, "Open record").click()
    else:
        QTest.keyClick(card, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert desk.started == [CardAction.OPEN_RECORD]
    assert not icon_button(card, "Open record").isEnabled()
    card.acted(None)
    assert icon_button(card, "Open record").isEnabled()
    assert said(card._face.message) == set()


def test_a_card_that_has_gone_is_gone_at_once(desk, qapp):
    """Nothing in it holds it: a day of calls does not wait for Python's collector."""
    shown = desk.card()
    shown.warm_up()
    shown.show_content(desk.phone.describe(desk.phone.ring()[-1].call))
    shown.show()
    known = weakref.ref(shown)
    gc.disable()
    try:
        shown.finish()
        del shown
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert known() is None
    finally:
        gc.enable()
