"""Each way in that is set up is tested, and the best that works is recommended, with the reason."""

import pytest

from tests.ways.private_sshd import free_port


async def test_the_only_way_is_the_best(desk):
    await desk.start_live()
    found = (await desk.examine())["ways"]
    assert found.state == "ok"
    assert found.what == "The best way in is the one that is chosen: loopback."
    assert "a test message came back in" in found.meaning


@pytest.mark.parametrize("running", [True, False])
async def test_a_better_way_is_recommended(desk, running):
    """The phone system is on this computer, and the desk listens in its network."""
    text = desk.profile.config.read_text(encoding="utf-8").replace('"loopback"', '"lan"')
    desk.profile.config.write_text(f'{text}\n[delivery.lan]\naddress = "127.0.0.1"\n', encoding="utf-8")
    if running:
        await desk.start_live()
    found = (await desk.examine())["ways"]
    assert found.state == "warning"
    assert found.what == "The best way in is loopback, and lan is chosen."
    assert "config set delivery.kind loopback" in found.meaning


async def test_no_way_works(desk):
    port = free_port()
    text = desk.profile.config.read_text(encoding="utf-8").replace('"loopback"', '"url"')
    text = text.replace(desk.phone_system.api_url, "http://no-such-host.invalid/api")
    more = f'\n[delivery.url]\npublic_url = "http://127.0.0.1:{port}"\nport = {free_port()}\n'
    desk.profile.config.write_text(text + more, encoding="utf-8")
    found = (await desk.examine())["ways"]
    assert (found.state, found.what) == ("failure", "No way in that is set up works.")
    assert f"http://127.0.0.1:{port} cannot be reached" in found.meaning
