"""The program does not run: everything is tried out, and left as it was."""

import socket
from datetime import timedelta

import pytest

from screenpop.profile.instance import SingleInstance
from screenpop.simulator.faults import Fault
from tests.doctor.patient import CHECKS

SEEN_ELSEWHERE = ["display", "tray"]


@pytest.fixture
def nobody():
    """A port at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def files(folder):
    """What is written in a profile, but for the limits, which hold for the next start too."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    return {path.relative_to(folder): path.read_bytes() for path in paths if path.name != "limits.json"}


async def test_all_is_well_and_left_as_it_was(desk):
    before = files(desk.profile.folder)
    found = await desk.examine()
    assert tuple(finding.check for finding in found.findings) == CHECKS
    assert found.not_ok() == ["program", *SEEN_ELSEWHERE]
    assert found["program"].state == "warning"
    assert files(desk.profile.folder) == before
    assert await desk.subscriptions() == []
    assert {path for method, path in desk.asked() if method != "GET"} == {"/api/oauth/token/"}


async def test_a_profile_that_is_not_there_stays_so(desk):
    folder = desk.profile.folder
    desk.profile.config.unlink()
    desk.profile.state.rmdir()
    folder.rmdir()
    code, out, _ = await desk.command(SCREENPOP_CLIENT_SECRET=None, HTTPS_PROXY="http://127.0.0.1:9")
    assert code == 1
    assert "The client id for the phone system is missing" in " ".join(out.split())
    assert not folder.exists()


async def test_a_wrong_secret(desk, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "wrong")
    found = await desk.examine()
    assert found.states("sign_in", "scope", "api") == ["failure", "warning", "ok"]
    assert "does not accept the sign-in" in found["sign_in"].meaning


async def test_a_missing_secret_without_a_keyring(desk, monkeypatch):
    monkeypatch.delenv("SCREENPOP_CLIENT_SECRET")
    found = await desk.examine()
    assert found.states("keyring", "sign_in") == ["failure", "failure"]
    assert "none is set up" in found["keyring"].what
    assert "SCREENPOP_CLIENT_SECRET" in found["keyring"].todo


async def test_a_scope_that_covers_the_own_extension_alone_is_in_order(desk):
    desk.phone_system.system.faults.add([Fault(path="calls/active", status=403, times=0)])
    found = await desk.examine()
    assert found.states("scope") == ["ok"]
    assert "presence feed" in found["scope"].meaning


async def test_what_the_scope_does_not_allow_is_said_once(desk):
    faults = [Fault(path=path, status=403, times=0) for path in ("calls", "cdrs", "call_queues")]
    desk.phone_system.system.faults.add(faults)
    found = await desk.examine()
    assert found.states("sign_in", "scope") == ["ok", "warning"]
    assert "call records" in found["scope"].meaning
    assert "read back" in found["scope"].meaning
    assert "Call queues are shown by their extensions" in found["scope"].meaning
    assert "Colleagues are shown" not in found["scope"].meaning
    assert "the list of call queues, the own calls under way, the own call records" in found["scope"].what


async def test_a_sign_in_that_is_nobodys_needs_an_extension(desk):
    desk.phone_system.system.faults.add([Fault(path="users/current", status=403, times=0)])
    found = await desk.examine()
    assert found.states("sign_in") == ["failure"]
    assert "account.user" in found["sign_in"].todo


async def test_a_sign_in_that_is_nobodys_is_in_order_with_an_extension(desk):
    desk.profile.config.write_text(
        desk.profile.config.read_text().replace("[account]", '[account]\nuser = "126"'), encoding="utf-8"
    )
    desk.phone_system.system.faults.add([Fault(path="users/current", status=403, times=0)])
    found = await desk.examine()
    assert found.states("sign_in") == ["ok"]


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_is_a_day_off(desk, days):
    desk.phone_system.system.clock.offset = timedelta(days=days)
    found = await desk.examine()
    assert found.states("clock") == ["warning"]
    assert f"1 day {'behind' if days > 0 else 'ahead of'}" in found["clock"].what


async def test_a_clock_that_is_a_little_off_is_no_matter(desk):
    desk.phone_system.system.clock.offset = timedelta(seconds=30)
    found = await desk.examine()
    assert found.states("clock") == ["ok"]


async def test_a_phone_system_with_a_fault_of_its_own(desk):
    desk.phone_system.system.faults.add([Fault(status=503, times=0)])
    found = await desk.examine()
    assert found.states("api", "sign_in", "scope", "clock") == ["failure", "failure", "warning", "warning"]
    assert "status 503" in found["api"].what
    assert "status 503" in found["sign_in"].meaning


async def test_a_network_that_wants_a_sign_in_of_its_own(desk):
    desk.phone_system.system.faults.add([Fault(path="oauth", body="html", times=0)])
    found = await desk.examine()
    assert found.states("sign_in") == ["failure"]
    assert "web page" in found["sign_in"].meaning


async def test_too_many_requests_are_no_failure(desk):
    desk.phone_system.system.faults.add([Fault(path="cdrs", status=429, message="1 per 1 second", times=0)])
    found = await desk.examine()
    assert found.states("sign_in", "scope") == ["ok", "warning"]
    assert "own call records" in found["scope"].what


async def test_nobody_listens_at_the_phone_system(desk, nobody):
    desk.settings(api_url=f"http://127.0.0.1:{nobody}/api")
    found = await desk.examine()
    assert found.states("dns", "api", "clock", "sign_in") == ["ok", "failure", "warning", "warning"]
    assert f"Nobody listens at http://127.0.0.1:{nobody}" in found["api"].what


@pytest.mark.parametrize("url", ["pbx.example.com", "https://.example.com/api"])
async def test_an_address_that_is_none(desk, url):
    desk.settings(api_url=url)
    found = await desk.examine()
    assert found.states("dns", "api", "sign_in") == ["warning", "failure", "failure"]


async def test_a_port_that_another_program_has(desk):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        desk.settings(f"\n[delivery.loopback]\nport = {other.getsockname()[1]}\n")
        found = await desk.examine()
    assert found.states("way_in", "hook") == ["failure", "warning"]
    assert "End the program that uses it" in found["way_in"].meaning


def public(desk, url):
    config = desk.profile.config.read_text().replace('kind = "loopback"', 'kind = "url"')
    desk.profile.config.write_text(f'{config}\n[delivery.url]\npublic_url = "{url}"\n', encoding="utf-8")


async def test_a_public_address_at_which_nobody_listens(desk, nobody):
    public(desk, f"http://127.0.0.1:{nobody}")
    found = await desk.examine()
    assert found.states("way_in", "hook") == ["failure", "failure"]
    assert "cannot be reached from this computer" in found["hook"].meaning


async def test_a_public_address_that_leads_to_somebody_else(desk):
    public(desk, desk.phone_system.api_url.removesuffix("/api"))
    found = await desk.examine()
    assert found.states("way_in", "hook") == ["failure", "failure"]
    assert "is not this program" in found["hook"].meaning


async def test_a_public_address_that_cannot_be_reached_from_here_may_be_reached_by_others(desk):
    public(desk, "http://nobody.invalid")
    found = await desk.examine()
    assert found.states("way_in", "hook") == ["ok", "warning"]
    assert "Others may reach it" in found["way_in"].meaning


async def test_a_run_that_was_not_ended_as_usual_leaves_a_subscription(desk):
    await desk.start_live()
    kept = (desk.profile.state / "subscription.json").read_text()
    await desk.quit()
    (desk.profile.state / "subscription.json").write_text(kept)
    found = await desk.examine()
    assert found.states("subscription") == ["warning"]


async def test_a_program_that_is_just_starting_is_left_alone(desk):
    starting = SingleInstance(desk.profile.lock)
    assert starting.acquire()
    try:
        found = await desk.examine()
    finally:
        starting.release()
    assert found.states("sign_in", "way_in", "hook") == ["warning"] * 3
    assert "just starting" in found["way_in"].what
    assert desk.asked() == [("GET", "/api/")]
