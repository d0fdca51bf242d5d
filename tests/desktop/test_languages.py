"""English and Canadian French: which one is spoken, and that all of it is spoken then."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from screenpop import language
from screenpop.desktop import languages
from screenpop.desktop.card import Card
from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.languages import speak, spoken, system_language
from screenpop.desktop.view import missed_words, moment_words
from screenpop.language import translate
from tests.desktop.phone import Phone
from tests.desktop.test_stack import Desk

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=timezone(timedelta(hours=-5)))


@pytest.fixture(autouse=True)
def english_again(qapp):
    before = language._translator
    yield
    language.use(before)
    speak("en")


def test_a_language_holds_from_the_next_word_on():
    assert translate("Card", "Incoming call") == "Incoming call"
    assert speak("fr_CA")
    assert spoken() == "fr_CA"
    assert translate("Card", "Incoming call") == "Appel entrant"
    assert speak("en")
    assert translate("Card", "Incoming call") == "Incoming call"


def test_asking_for_the_language_that_is_spoken_changes_nothing():
    speak("fr_CA")
    assert not speak("fr_CA")
    assert translate("Card", "Incoming call") == "Appel entrant"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["0 missed calls", "1 missed call", "2 missed calls"]),
        ("fr_CA", ["0 appel manqué", "1 appel manqué", "2 appels manqués"]),
    ],
)
def test_counts_have_their_forms(language, words):
    speak(language)
    assert [missed_words(count) for count in range(3)] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["14:05", "yesterday 14:05", "tomorrow 14:05", "Sat 14:05", "15 Oct", "20 Oct 2025"]),
        ("fr_CA", ["14 h 05", "hier 14 h 05", "demain 14 h 05", "sam. 14 h 05", "15 oct.", "20 oct. 2025"]),
    ],
)
def test_times_are_written_as_in_the_language(language, words):
    speak(language)
    told = [moment_words(NOW - timedelta(days=days), NOW) for days in (0, 1, -1, 3, 40, 400)]
    assert [said.replace("\u00a0", " ") for said in told] == words


def test_numbers_too():
    speak("fr_CA")
    assert QLocale().toString(1234.5, "f", 1) == "1\u00a0234,5"


def test_qt_says_its_own_words_in_the_same_language():
    speak("fr_CA")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (["fr-CA", "en-CA"], "fr_CA"),
        (["fr-FR"], "fr_CA"),
        (["en-CA", "fr-CA"], "en"),
        (["de-DE", "fr"], "fr_CA"),
        (["frr-DE"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_systems_first_language_that_we_speak(monkeypatch, wishes, language):
    class System:
        @staticmethod
        def system():
            return System

        @staticmethod
        def uiLanguages():
            return wishes

    monkeypatch.setattr(languages, "QLocale", System)
    assert system_language() == language


def longer(_context, text, _remark, count):
    """What a language with long words makes of a text: 40 % more of it."""
    told = text if count < 0 else text.replace("%n", str(count))
    return told if "{" in told else f"{told} {'é' * max(1, round(0.4 * len(told)))}"


def test_longer_words_still_find_room_on_a_card(qapp):
    language.use(longer)

    async def nothing(_call_id):
        pass

    actions = CardActions(nothing, nothing, nothing, nothing, lambda *_note: None)
    phone = Phone()
    phone.ring("rings")
    phone.answer("talks")
    phone.answer_elsewhere("elsewhere")
    for call_id in ("rings", "talks", "elsewhere"):
        card = Card(actions, lambda *_what: None, Look(), lambda: phone.now)
        card.show_content(phone.describe(phone.call(call_id)))
        shown = [button for button in card.findChildren(QPushButton) if button.isVisibleTo(card) and button.text()]
        assert shown
        for button in shown:
            icon_and_gap = 26
            assert button.fontMetrics().horizontalAdvance(button.text()) + icon_and_gap <= button.width(), button.text()
        card.deleteLater()


async def test_a_card_that_is_shown_takes_on_the_language(qapp):
    desk = Desk()
    desk.ring()
    speak("fr_CA")
    desk.stack.redress()
    entry = desk.entry()
    assert entry.content.pill == "Appel entrant"
    assert "Répondre" in {button.text() for button in entry.card.findChildren(QPushButton)}
    await desk.stack.close()
