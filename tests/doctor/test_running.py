"""The program is at work: it is asked, and nothing that it does is disturbed."""

from collections import Counter

import httpx

from screenpop.integrate.lifecycle import State
from screenpop.profile.control_server import ControlServer
from screenpop.simulator.faults import Fault
from tests.doctor.patient import CHECKS
from tests.waiting import until

SEEN_ELSEWHERE = ["display", "tray"]
"""Qt draws offscreen in tests."""


async def test_all_is_well(desk):
    await desk.start_live()
    await until(lambda: ("GET", "/api/call_queues/") in desk.asked())
    found = await desk.examine()
    assert tuple(finding.check for finding in found.findings) == CHECKS
    assert found.not_ok() == SEEN_ELSEWHERE
    assert "Sam Lee (126@example.com)" in found["sign_in"].what
    assert "The scope is Office Manager" in found["scope"].what
    assert "It is the only one of this desktop" in found["subscription"].what


async def test_nothing_is_disturbed_and_each_call_is_asked_once(desk):
    core = await desk.start_live()
    await until(lambda: ("GET", "/api/call_queues/") in desk.asked())
    before, posts, held = len(desk.asked()), core.intake.received.posts, await desk.subscriptions()
    found = await desk.examine()
    assert found.states("hook") == ["ok"]
    asked = Counter(desk.asked()[before:])
    assert set(asked.values()) == {1}
    assert {method for method, _ in asked} == {"GET"}
    assert core.intake.received.posts == posts
    assert len(core.journal.unprocessed()) == 0
    assert [one["id"] for one in await desk.subscriptions()] == [one["id"] for one in held]
    assert core.account.subscription.state is State.LIVE


async def test_a_wrong_secret_is_told_as_the_menu_tells_it(desk, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "wrong")
    core = await desk.start()
    await until(lambda: core.account.subscription.detail)
    found = await desk.examine()
    assert found.states("sign_in", "subscription") == ["failure", "failure"]
    assert found["program"].state == "warning"
    assert core.reason in found["program"].meaning
    assert found["subscription"].meaning == core.reason
    assert "does not accept the sign-in" in found["sign_in"].meaning
    assert "screenpop config secret client_secret" in found["sign_in"].todo


async def test_a_subscription_that_somebody_deleted_is_noticed(desk):
    core = await desk.start_live()
    desk.phone_system.system.subscriptions.delete(core.account.subscription.id)
    found = await desk.examine()
    assert found.states("subscription") == ["failure"]
    assert "somebody else deleted it" in found["subscription"].what


async def test_what_the_phone_system_takes_and_never_delivers_by(desk):
    desk.phone_system.system.faults.add([Fault(deliveries="drop", times=0)])
    core = await desk.start()
    await until(lambda: core.account.subscription.state is State.PREPARING)
    found = await desk.examine()
    assert found.states("subscription", "last_event") == ["warning", "warning"]
    assert "is being made" in found["subscription"].what


async def test_messages_that_cannot_be_read_are_counted_and_not_shown(desk):
    core = await desk.start_live()
    async with httpx.AsyncClient() as http:
        for _ in range(3):
            await http.post(core.post_uri, content=b"{'calls': {'name': 'Mallory', ")
    found = await desk.examine()
    assert found.states("messages") == ["warning"]
    assert found["messages"].what.startswith("3 messages")
    assert str(desk.profile.log) in found["messages"].todo
    assert "Mallory" not in found.text


async def test_a_disk_that_refuses_is_told_as_the_menu_tells_it(desk):
    core = await desk.start_live()
    (pages,) = core.store.submit(lambda connection: connection.execute("PRAGMA page_count").fetchone()).result(10)
    core.store.submit(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()).result(10)
    async with httpx.AsyncClient() as http:
        answer = await http.post(core.post_uri, content=b" " * 60_000)
    assert answer.status_code == 503
    found = await desk.examine()
    assert found.states("history", "program") == ["failure", "warning"]
    assert core.intake.disk_trouble in found["history"].meaning
    assert core.intake.disk_trouble in found["program"].meaning


async def test_settings_that_were_changed_after_the_start_are_noticed(desk):
    await desk.start_live()
    desk.profile.config.write_text(
        desk.profile.config.read_text().replace('client_id = "demo"', 'client_id = "other"'), encoding="utf-8"
    )
    found = await desk.examine()
    assert found.states("settings", "sign_in") == ["warning", "ok"]
    assert "changed after ScreenPop started" in found["settings"].what


async def test_a_secret_that_only_the_program_was_given_is_none_that_is_missing(desk, monkeypatch):
    await desk.start_live()
    code, out, _ = await desk.command("--json", SCREENPOP_CLIENT_SECRET=None)
    assert '"check": "keyring",\n    "state": "ok"' in out
    assert code == 0


async def test_a_program_that_does_not_tell_is_not_worked_around(desk):
    async def answer(_request):
        return {"nonsense": True}

    server = ControlServer(desk.profile.socket, answer)
    await server.start()
    try:
        found = await desk.examine()
    finally:
        await server.stop()
    assert found.states("program") == ["failure"]
    assert found.states("keyring", "sign_in", "scope", "way_in", "hook", "subscription") == ["warning"] * 6
    assert ("POST", "/api/oauth/token/") not in desk.asked()


async def test_a_token_that_was_taken_back_is_renewed_while_asking(desk):
    await desk.start_live()
    desk.phone_system.system.tokens.revoke(renewals=False)
    found = await desk.examine()
    assert found.states("sign_in") == ["ok"]
