"""What contacts add to the cards, in the whole program on the offscreen screen."""

import asyncio
import json
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from screenpop.people.contact import Contact, Mark, Phone
from screenpop.people.index_writing import IndexWriter
from screenpop.privacy import forget_now
from tests.desktop.test_workplace import ANSWER, END, MARIE, RING, Desk
from tests.waiting import until

SPAM = {"id": "+15142861234", "name": "Unknown"}
BOOK = [
    Contact("1", "Dave Ward", "Northern Freight", (Phone("613 234-5678"),), marks=frozenset({Mark.VIP})),
    Contact("2", "Spam", phones=(Phone("(514) 286-1234"),), marks=frozenset({Mark.NO_POP})),
]


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path / "profile")
    await asyncio.to_thread(made.core.contacts.open)
    await asyncio.to_thread(IndexWriter(made.core.contacts.open()).replace, "book", "import", BOOK)
    await asyncio.to_thread(made.core.contacts.notice)
    yield made
    await made.close()
    made.core.contacts.close()


async def test_the_contact_gives_name_company_and_mark(desk):
    await desk.call("c1", RING, ANSWER, END)
    await until(lambda: desk.core.history.get("c1"))
    await desk.call("c2", RING)
    await until(lambda: {"Dave Ward", "Northern Freight · Ottawa, ON", "VIP · to you"} <= desk.words("c2"))
    assert "David Ward" not in desk.words("c2")


async def test_a_contact_that_is_not_to_pop_has_no_card_and_stands_in_the_history(desk):
    await desk.call("c1", RING, who=SPAM)
    await desk.call("c2", RING)
    assert desk.workplace.stack.cards() == [("c2", "ringing")]
    await until(lambda: desk.core.history.get("c1"))
    await asyncio.to_thread(IndexWriter(desk.core.contacts.open()).mark, MARIE["id"], [Mark.NO_POP])
    await asyncio.to_thread(desk.core.contacts.notice)
    await desk.call("c3", RING, who=MARIE)
    assert desk.workplace.stack.cards() == [("c2", "ringing")]


async def test_what_a_slow_source_says_comes_on_the_card_of_its_caller_alone(desk, tmp_path):
    go = tmp_path / "go"
    code = (
        "import json, os, sys, time\n"
        f"while sys.argv[1] == '+16132345678' and not os.path.exists({str(go)!r}): time.sleep(0.01)\n"
        "print(json.dumps({'name': 'CRM ' + sys.argv[1], 'company': 'Of ' + sys.argv[1]}))"
    )
    command = json.dumps([sys.executable, "-c", code, "{number}"])
    with desk.core.contacts._profile.config.open("a", encoding="utf-8") as config:
        config.write(f"\n[[contacts.source]]\nkind = 'command'\nname = 'crm'\ncommand = {command}\nseconds = 30\n")
    await asyncio.to_thread(desk.core.contacts.refresh)
    await desk.call("c1", RING, who={"id": "+16132345678", "name": None})
    await desk.call("c2", RING, who=MARIE)
    await until(lambda: "CRM +14185250117" in desk.words("c2"))
    assert "Dave Ward" in desk.words("c1")
    go.touch()
    await until(lambda: len(desk.core.contacts.contacts.of("+16132345678")) == 2)
    await until(lambda: not desk.workplace._contexts._lookups)
    assert not any("14185250117" in word for word in desk.words("c1"))
    assert not any("16132345678" in word for word in desk.words("c2"))


async def test_a_caller_who_is_forgotten_goes_from_the_screen_too(desk):
    await desk.call("c1", RING, ANSWER, END)
    await until(lambda: desk.core.history.get("c1"))
    assert len(desk.workplace.view().recent) == 1
    gone = await forget_now(desk.core, {"number": "613 234 5678"})
    assert gone["calls"] == 1
    assert desk.workplace.view().recent == ()
    assert desk.core.history.get("c1") is None


async def test_another_match_is_chosen_from_the_menu_and_remembered(desk):
    other = Contact("3", "Ward & Daughter", phones=(Phone("613 234-5678"),))
    await asyncio.to_thread(IndexWriter(desk.core.contacts.open()).replace, "second", "import", [other])
    await desk.call("c1", RING)
    card = desk.workplace.stack._find("c1").card
    await until(lambda: "Dave Ward" in desk.words("c1"))
    card._open_menu()
    (choice,) = [action for action in card._menu.actions() if action.text() == "It is Ward && Daughter"]
    card._menu.close()
    choice.trigger()
    assert "Ward & Daughter" in desk.words("c1")
    await until(lambda: not desk.workplace._contexts._choices)
    await desk.call("c2", RING)
    await until(lambda: "Ward & Daughter" in desk.words("c2"))


async def test_a_key_goes_round_the_matches_from_the_note_too_and_the_last_is_remembered(desk):
    others = [Contact(str(number), f"Ward {number}", phones=(Phone("613 234-5678"),)) for number in (3, 4)]
    await asyncio.to_thread(IndexWriter(desk.core.contacts.open()).replace, "second", "import", others)
    await desk.call("c1", RING)
    card = desk.workplace.stack._find("c1").card
    await until(lambda: card._content.matches)
    assert card._face.more_button.toolTip() == "More. Others have this number too: Ctrl+M shows the next."
    seen = [card._content.title]
    for place in (card, card._face.note, card._face.more_button):
        QTest.keyClick(place, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        seen.append(card._content.title)
    assert sorted(seen[:3]) == ["Dave Ward", "Ward 3", "Ward 4"]
    assert seen[3] == seen[0]
    QTest.keyClick(card, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: not desk.workplace._contexts._choices)
    await desk.call("c2", RING)
    await until(lambda: seen[1] in desk.words("c2"))
