"""The demo as a newcomer runs it on a machine without a display."""

import asyncio
import signal
import sys

import pytest
from PySide6.QtGui import QImage

from tests.end_to_end.office import environment


async def demo(*options):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "screenpop", "demo", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(),
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def test_the_whole_day_is_told_pictured_and_nothing_is_lost(tmp_path):
    code, told, trouble = await demo("--seconds", "10", "--headless", "--shots", str(tmp_path / "shots"))
    assert code == 0, told + trouble
    assert trouble == ""
    *_, sums, subscription, pictures, lost = told.splitlines()
    assert sums == "13 calls, 12 cards shown, 7 answered, 4 missed."
    assert subscription.startswith("Subscription ")
    assert lost == "Nothing was lost."
    for words in (
        "David Ward, (613) 324-6100 is calling",
        "You missed a call from +33 1 42 68 53 00.",
        "answered Marie Tremblay, (418) 555-0117.",
        "You declined the call from <b>FREE PRIZE</b>",
        "Harbour Freight, (902) 555-0121 is calling, passed on to you.",
        "You are talking to +33 1 42 68 53 00.",
    ):
        assert words in told
    shots = sorted((tmp_path / "shots").glob("*.png"))
    assert pictures.startswith(f"{len(shots)} pictures are in ")
    assert any("ringing-david-ward-card" in shot.name for shot in shots)
    assert all(not QImage(str(shot)).isNull() for shot in shots)


async def test_a_profile_that_was_asked_for_keeps_the_history(tmp_path):
    code, told, _ = await demo("--seconds", "5", "--headless", "--profile", str(tmp_path / "profile"))
    assert code == 0, told
    assert (tmp_path / "profile" / "history.db").exists()


@pytest.mark.parametrize("seconds", ["0", "a minute", "-3"])
async def test_a_length_that_is_none_is_wrong_usage(seconds):
    code, _, trouble = await demo("--seconds", seconds)
    assert code == 2
    assert "is no length for a story" in trouble


async def test_a_profile_with_settings_of_its_own_keeps_them(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(
        '# mine\n[ui]\ntheme = "dark"\n[account]\nclient_id = "demo"\napi_url = "http://127.0.0.1:9/api"\n'
    )
    code, told, trouble = await demo("--seconds", "5", "--headless", "--profile", str(tmp_path))
    assert code == 0, told + trouble
    assert config.read_text().startswith('# mine\n[ui]\ntheme = "dark"\n')
    assert "127.0.0.1:9/api" not in config.read_text()


async def test_the_profile_of_a_real_phone_system_is_left_alone(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[account]\napi_url = "https://integrate.example.com/api"\nclient_id = "office"\n')
    before = config.read_bytes()
    code, _, trouble = await demo("--seconds", "5", "--headless", "--profile", str(tmp_path))
    assert code == 1
    assert "is the profile of another phone system" in trouble
    assert config.read_bytes() == before


async def test_a_day_that_is_broken_off_has_lost_nothing(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "screenpop", "demo", "--seconds", "60", "--headless", "--profile", str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    async for line in process.stdout:
        if b"David Ward" in line:
            break
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert out.decode().endswith("Nothing was lost.\n")
