import pytest

from screenpop.desktop.languages import speak
from tests.desktop.x11 import Screen


@pytest.fixture(autouse=True)
def english(qapp):
    speak("en")


@pytest.fixture
def screen():
    made = Screen()
    yield made
    made.close()
