"""What each hot key does with the calls and cards of the moment."""

import pytest
from PySide6.QtGui import QGuiApplication

from screenpop.desktop.settings import UiSettings
from tests.desktop.test_workplace import ANSWER, RING, Desk
from tests.waiting import until

RULES = """
[[actions.rule]]
name = "copied"
on = "hotkey"
copy = "{number.e164}"
"""


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path / "profile", more=RULES)
    made.told, made.done = [], []
    made.keys = made.workplace.hot_keys
    made.keys._report = made.told.append
    made.keys._pending._report = made.told.append
    for name in ("answer", "decline", "hang_up"):
        setattr(made.core.calls, name, recorder(made, name))
    yield made
    await made.close()


def recorder(desk, name):
    async def record(call_id):
        desk.done.append((name, call_id))

    return record


async def test_the_newest_ringing_call_is_meant_also_beside_one_that_is_talked_on(desk):
    await desk.call("c1", RING, ANSWER)
    await desk.call("c2", RING)
    await desk.call("c3", RING)
    desk.keys.press("answer")
    desk.keys.press("end")
    await until(lambda: len(desk.done) == 2)
    assert desk.done == [("answer", "c3"), ("decline", "c3")]


async def test_the_call_that_is_talked_on_ends_where_none_rings(desk):
    await desk.call("c1", RING, ANSWER)
    desk.keys.press("end")
    await until(lambda: desk.done)
    assert desk.done == [("hang_up", "c1")]


async def test_without_a_call_each_says_so(desk):
    for name in ("answer", "end", "record", "rules", "card"):
        desk.keys.press(name)
    await until(lambda: len(desk.told) == 4)
    assert desk.told == [
        "No call is ringing.",
        "There is no call to decline or to hang up.",
        "No card shows, and no call is under way.",
        "No card shows, and no call is under way.",
    ]
    assert desk.done == []


async def test_rules_for_the_hot_key_are_followed(desk):
    async def story(workplace):
        await until(lambda: workplace.core.actions._actions is not None)
        await desk.call("c1", RING)
        desk.keys.press("rules")
        await until(lambda: QGuiApplication.clipboard().text() == "+16132345678")
        workplace.quit()

    QGuiApplication.clipboard().clear()
    await desk.workplace.run(story)
    assert desk.told == []


async def test_a_selected_number_is_asked_about(desk):
    QGuiApplication.clipboard().setText("613 324 6100")
    desk.keys.press("selected")
    assert desk.workplace.dialling.window.field.text() == "6133246100"


async def test_where_the_desktop_does_not_allow_it_that_is_said_once(desk):
    desk.keys.use(UiSettings(hotkeys=True))
    desk.keys.use(UiSettings(hotkeys=True, theme="dark"))
    (told,) = desk.told
    assert "does not let programs take keys" in told


async def test_off_nothing_is_even_loaded(desk):
    desk.keys.use(UiSettings())
    assert (desk.keys._keys, desk.told) == (None, [])


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"hotkey_answer": "Ctrl+Alt+?"}, "hotkey_answer: 'Ctrl.Alt..' is no combination of keys"),
        ({"hotkey_answer": "ctrl+alt+h"}, "hotkey_end and hotkey_answer are the same keys"),
    ],
)
def test_keys_that_cannot_be_are_refused_by_name(settings, why):
    with pytest.raises(ValueError, match=why):
        UiSettings(**settings)


def test_a_key_that_is_left_out_is_not_taken():
    assert "answer" not in UiSettings(hotkey_answer="").hot_keys()
