"""What cannot be seen without an X server; `tests/desktop/test_cards_x11.py` looks at one."""

import sys

import pytest

from screenpop.platform.full_screen import FullScreenWatch
from screenpop.platform.x11 import X11Connection

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of full-screen programs itself")


@pytest.mark.parametrize("on_x11", [True, False])
def test_without_an_x_server_nothing_is_covered(on_x11):
    watch = FullScreenWatch(on_x11=on_x11)
    assert not watch.covers((0, 0, 1920, 1080))
    assert not watch.covers((0, 0, 1920, 1080))


def test_without_an_x_server_there_is_no_connection():
    assert X11Connection.open() is None
