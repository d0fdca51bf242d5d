import pytest

from tests.desktop.x11 import Screen


@pytest.fixture
def screen():
    made = Screen()
    yield made
    made.close()
