"""The tray's menu says the same as the doctor."""

import asyncio

import pytest
from PySide6.QtWidgets import QMenu

from screenpop.delivery.base import Health, HealthState
from screenpop.desktop.menu import MenuFiller, plain
from screenpop.desktop.view import TrayActions
from screenpop.simulator.faults import Fault
from screenpop.workplace import Workplace
from tests.waiting import until


async def _nothing(_call_id):
    """The menu of these tests is only read."""


ACTIONS = TrayActions(_nothing, _nothing, _nothing, _nothing, lambda _dnd: None, lambda: None, lambda: None)


@pytest.fixture
async def workplace(desk, qapp):
    """The program with its desktop, in this process."""
    made = Workplace(desk.profile, refresh=lambda: None, show_window=lambda: None, has_icon=lambda: True)
    running = asyncio.create_task(made.run())
    yield made
    made.quit()
    await running


def menu(workplace):
    """The lines of the tray's menu."""
    filler = MenuFiller(shown := QMenu(), ACTIONS, lambda _work, _name: None)
    filler.fill(workplace.view(), workplace.core.now().astimezone())
    return [action.text() for action in shown.actions()]


async def test_nobody_is_signed_in(desk, workplace):
    desk.phone_system.system.faults.add([Fault(path="oauth", status=401, times=0)])
    core = workplace.core
    await until(lambda: core.account.subscription.detail)
    found = await desk.examine()
    assert plain(core.account.subscription.detail) in menu(workplace)
    assert core.account.subscription.detail in found["program"].meaning
    assert found["subscription"].meaning == core.account.subscription.detail


async def test_the_way_in_is_closed_while_the_subscription_is_in_force(desk, workplace):
    core = workplace.core
    await until(lambda: core.account.is_subscribed)
    assert core.reason is None
    core.way.health = Health(HealthState.DOWN, "The cable is out.")
    found = await desk.examine()
    assert "The cable is out." in menu(workplace)
    assert "The cable is out." in found["program"].meaning
    assert found["way_in"].meaning == "The cable is out."
    assert found["tray"].state == "warning"
