"""The translations: complete, up to date, with the same fields as the English text, and nothing on the screen that
none of them knows."""

import ast
import shutil
import string
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts import translations
from scripts.translations import FOLDER, LANGUAGES, NotLiteral, Text

PACKAGE = Path(__file__).parent.parent / "screenpop"

SHOWN_BY = {
    "setText", "setToolTip", "setStatusTip", "setTitle", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "addAction", "addMenu", "addItem", "addTab", "showMessage", "setInformativeText",
    "setLabelText", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu",
    "QMessageBox", "Words", "IconButton", "icon_button", "push_button",
}  # fmt: skip
"""What puts a text on the screen, or tells it to a screen reader."""

NAMES = {"ScreenPop", "CSV"}
"""Words that are the same in every language."""


def messages(language):
    return ElementTree.parse(FOLDER / f"screenpop_{language}.ts").getroot().iter("message")


def forms(message):
    translation = message.find("translation")
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


def fields(text):
    return sorted(name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    left = [
        message.findtext("source")
        for message in messages(language)
        if message.find("translation").get("type") or not all(forms(message))
    ]
    assert not left, "Run `make translations` and translate what is marked as unfinished."


def test_no_text_is_missing_and_none_is_out_of_date(tmp_path):
    for language in LANGUAGES:
        shutil.copy(FOLDER / f"screenpop_{language}.ts", tmp_path)
    translations.update(tmp_path)
    for language in LANGUAGES:
        name = f"screenpop_{language}.ts"
        assert (tmp_path / name).read_text() == (FOLDER / name).read_text(), "Run `make translations`."


def test_what_is_packed_is_what_was_translated(tmp_path):
    for language in LANGUAGES:
        shutil.copy(FOLDER / f"screenpop_{language}.ts", tmp_path)
    translations.release(tmp_path)
    for language in LANGUAGES:
        name = f"screenpop_{language}.qm"
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), "Run `make translations`."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_fields_of_its_text(language):
    for message in messages(language):
        source = message.findtext("source")
        for form in forms(message):
            if message.find("translation").get("type") is None:
                assert fields(form) == fields(source), source


def test_french_is_written_as_in_canada():
    for message in messages("fr_CA"):
        for form in forms(message):
            assert "'" not in form, form
            assert " :" not in form, f"a no-break space belongs before the colon: {form}"
            assert not {"« ", " »"} & {form[at : at + 2] for at in range(len(form))}, form


def test_texts_are_written_out(tmp_path):
    (tmp_path / "room.py").write_text(
        'translate("Card", "Answer")\ntranslate("Card", "%n calls", None, len(calls))\ntranslate("Card", "On", "tap")\n'
    )
    assert translations.texts_of(tmp_path) == [
        Text("Card", "Answer", None, False),
        Text("Card", "%n calls", None, True),
        Text("Card", "On", "tap", False),
    ]
    (tmp_path / "room.py").write_text('translate("Card", words)')
    with pytest.raises(NotLiteral):
        translations.texts_of(tmp_path)


def untranslated(source):
    """The literal texts that are shown as they stand in the code."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SHOWN_BY:
            yield from (text for part in node.args for text in literals(part) if is_language(text))


def literals(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literals(part)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def is_language(text):
    words = [word for word in text.split() if any(char.isalpha() for char in word) and word not in NAMES]
    return bool(words) and (len(words) > 1 or words[0][:1].isupper())


def test_what_is_shown_is_translated():
    rooms = [*(PACKAGE / "desktop").glob("*.py"), PACKAGE / "app.py", PACKAGE / "workplace.py"]
    found = {path.name: list(untranslated(path.read_text())) for path in rooms}
    assert not {name: texts for name, texts in found.items() if texts}


def test_a_text_that_is_not_translated_is_found():
    assert list(untranslated('label.setText("No calls yet")')) == ["No calls yet"]
    assert list(untranslated('menu.addAction("Quit", act)')) == ["Quit"]
    assert list(untranslated('label.setText(f"Hello {who}" if who else "")')) == ["Hello "]
    assert not list(untranslated('label.setText(translate("Card", "Quit")); Words(name="about"); row.setText("·")'))
