"""An invite that somebody opens: nothing is set before they agree."""

import asyncio

import pytest

from screenpop.cli.application import _opening
from screenpop.cli.main import main
from screenpop.cli.open_link import invite_in
from tests.desktop.test_live_changes import Desk
from tests.waiting import until

MAKE = ("make", "--api-url", "https://office.example.com/api", "--client-id", "desk", "--way", "loopback")


@pytest.mark.parametrize(
    ("link", "invite"),
    [
        ("screenpop:invite?version=1", "screenpop:invite?version=1"),
        ("SCREENPOP://invite?version=1", "SCREENPOP://invite?version=1"),
        ("file:///home/sam/Our%20office.screenpop", "/home/sam/Our office.screenpop"),
        ("/home/sam/office.SCREENPOP", "/home/sam/office.SCREENPOP"),
        ("tel:+16135550100", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_an_invite_is_told_from_a_link_to_call(link, invite):
    assert invite_in(link) == invite


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Our office.screenpop"
    assert main(["--profile", str(tmp_path / "administrator"), "invite", *MAKE, str(path)]) == 0
    return path


async def agreed_to(desk):
    """The assistant shows the invite, and nothing is set; then the person agrees."""
    (office, *_) = desk.application._setting_up.assistant.steps
    assert desk.application._setting_up.assistant.isVisible()
    assert "account.client_id: desk" in office.told.text()
    assert "client_id" not in desk.profile.config.read_text()
    office.agree.click()
    await until(lambda: 'client_id = "desk"' in desk.profile.config.read_text())


async def test_the_running_program_shows_it_and_waits_for_a_person(qapp, tmp_path, file):
    desk = Desk(tmp_path / "profile")
    async with desk.at_work():
        opening = ["--profile", str(desk.profile.folder), "open-link", file.as_uri()]
        await until(desk.profile.socket.exists)
        assert await asyncio.to_thread(main, opening) == 0
        await agreed_to(desk)


async def test_the_program_starts_with_it(qapp, tmp_path, file):
    desk = Desk(tmp_path / "profile")
    done = []

    async def story(workplace):
        await _opening(None, str(file))(workplace)
        await agreed_to(desk)
        done.append(True)
        desk.application.quit()

    await desk.application.run(story)
    assert done


async def test_what_is_no_invite_is_told_in_the_window(qapp, tmp_path):
    desk = Desk(tmp_path / "profile")
    async with desk.at_work():
        await desk.workplace.core.commands.do({"command": "invite", "source": "screenpop:evil"})
        (office, *_) = desk.application._setting_up.assistant.steps
        assert "This invite is refused" in office.told.text()
        assert not office.agree.isVisible()
