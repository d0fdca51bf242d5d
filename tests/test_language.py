"""Words without a translator are English, and those of a translator are used as they are."""

import pytest

from screenpop import language


@pytest.fixture(autouse=True)
def english_again():
    before = language._translator
    yield
    language.use(before)


def test_english_without_a_translator():
    assert language.translate("Card", "Answer") == "Answer"
    assert language.translate("Stack", "%n more calls", None, 3) == "3 more calls"


def test_a_translator_is_asked_with_all_that_it_needs():
    asked = []
    language.use(lambda *what: asked.append(what) or "Encore 3 appels")
    assert language.translate("Stack", "%n more calls", None, 3) == "Encore 3 appels"
    assert asked == [("Stack", "%n more calls", None, 3)]
