"""`screenpop doctor` as it is called."""

import asyncio
import json
import os
import re
import shutil
import sys

import pytest

from screenpop.doctor.qt_libraries import PACKAGES
from tests.doctor.patient import CHECKS
from tests.waiting import until


async def test_json_is_a_list_of_findings(desk):
    code, out, err = await desk.command("--json")
    found = json.loads(out)
    assert [finding["check"] for finding in found] == list(CHECKS)
    assert {tuple(finding) for finding in found} == {("check", "state", "what", "meaning", "todo")}
    assert {finding["state"] for finding in found} == {"ok", "warning"}
    assert (code, err) == (0, "")


async def test_text_has_a_line_a_check_with_a_sign_and_a_word_and_a_summary(desk):
    desk.settings("\n[cards]\ncorner = 'middle'\n")
    code, out, err = await desk.command(COLUMNS="80", PYTHONIOENCODING="utf-8")
    lines = out.splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert [re.fullmatch(r"[✓!✗] (?:ok|warning|failure) +(\w+): .+", line)[1] for line in heads[:-1]] == list(CHECKS)
    assert re.fullmatch(r"\d+ ok, \d+ warnings, 1 failure\.", lines[-1])
    details = [line for line in lines if line.startswith(" ")]
    assert all(line.startswith(" " * 12) and len(line) <= 80 for line in details)
    assert any(line.strip().startswith("→ Correct it there") for line in details)
    assert "\033" not in out
    assert (code, err) == (1, "")


async def test_a_terminal_that_knows_ascii_alone_gets_signs_too(desk):
    desk.settings("\n[cards]\ncorner = 'middle'\n")
    _, out, _ = await desk.command(PYTHONIOENCODING="ascii")
    assert "?" not in out.replace("Did you mean", "")
    assert out.count("\nx failure ") == 1
    assert "            -> Correct it there" in out


async def test_settings_that_cannot_be_read_keep_the_rest_from_being_tried(desk):
    desk.profile.config.write_text("[account\n", encoding="utf-8")
    code, out, _ = await desk.command("--json")
    found = {finding["check"]: finding for finding in json.loads(out)}
    assert code == 1
    assert found["settings"]["state"] == "failure"
    assert str(desk.profile.config) in found["settings"]["what"]
    assert "Not checked" in found["sign_in"]["what"]
    assert desk.asked() == []


async def test_nothing_secret_is_told(desk):
    await desk.start_live()
    await desk.command()
    tokens = list(desk.phone_system.system.tokens._tokens)
    outs = [await desk.command(), await desk.command("--json")]
    desk.settings(api_url="http://sam:hunter22@127.0.0.1:9/api")
    await desk.quit()
    outs += [await desk.command("--json", HTTP_PROXY="http://sam:hunter22@127.0.0.1:9")]
    hook = json.loads((desk.profile.state / "delivery.json").read_text(encoding="utf-8"))["token"]
    text = "".join(out + err for _, out, err in outs)
    assert tokens
    for secret in (*tokens, hook, "hunter22"):
        assert secret not in text


async def test_no_display(desk):
    code, out, _ = await desk.command("--json", QT_QPA_PLATFORM=None)
    found = {finding["check"]: finding for finding in json.loads(out)}
    assert code == 1
    assert found["display"]["state"] == "failure"
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in found["display"]["what"]
    assert "Not checked" in found["tray"]["what"]
    assert "Not checked" in found["fonts"]["what"]


async def test_a_display_that_cannot_be_opened(desk):
    code, out, _ = await desk.command("--json", QT_QPA_PLATFORM="xcb", DISPLAY=":9999")
    (display,) = (finding for finding in json.loads(out) if finding["check"] == "display")
    assert code == 1
    assert "DISPLAY=:9999" in display["what"]
    assert "could not connect to display" in display["meaning"]


async def test_no_display_is_no_matter_while_the_program_runs(desk):
    await desk.start_live()
    code, out, _ = await desk.command("--json", QT_QPA_PLATFORM=None)
    found = {finding["check"]: finding for finding in json.loads(out)}
    assert (code, found["display"]["state"]) == (0, "ok")
    assert found["display"]["what"] == "The program runs without a desktop."


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="the libraries are named as on Debian")
async def test_a_library_that_qt_misses_is_named_with_its_package(desk, tmp_path):
    (tmp_path / "libxcb-cursor.so.0").write_bytes(b"")
    code, out, _ = await desk.command("--json", QT_QPA_PLATFORM="xcb", LD_LIBRARY_PATH=str(tmp_path))
    (display,) = (finding for finding in json.loads(out) if finding["check"] == "display")
    assert code == 1
    assert display["what"] == "Libraries that Qt needs cannot be loaded: libxcb-cursor.so.0."
    assert display["todo"].endswith("apt-get install libxcb-cursor0`.")
    assert "libxcb-cursor0" in PACKAGES.values()


async def test_no_fonts(desk, tmp_path):
    empty = tmp_path / "fonts.conf"
    empty.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig></fontconfig>")
    code, out, _ = await desk.command("--json", FONTCONFIG_FILE=str(empty))
    (fonts,) = (finding for finding in json.loads(out) if finding["check"] == "fonts")
    assert (code, fonts["state"], fonts["what"]) == (1, "failure", "No font is installed.")
    assert "fonts-dejavu-core" in fonts["todo"]


async def test_a_disk_that_takes_nothing(desk, tmp_path):
    """The system refuses to let any file grow."""
    limited = tmp_path / "sitecustomize.py"
    limited.write_text("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))")
    code, out, _ = await desk.command("--json", PYTHONPATH=str(tmp_path))
    (disk,) = (finding for finding in json.loads(out) if finding["check"] == "disk")
    assert (code, disk["state"]) == (1, "failure")
    assert "File too large" in disk["what"]


async def test_the_program_with_its_desktop_tells_whether_its_icon_is_seen(desk):
    """Without a tray its small window takes the icon's place."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "screenpop", "--profile", str(desk.profile.folder)), env=dict(os.environ)
    )
    try:
        await until(lambda: ("GET", "/api/call_queues/") in desk.asked(), seconds=60)
        _, out, _ = await desk.command("--json", QT_QPA_PLATFORM=None)
    finally:
        program.terminate()
        await program.wait()
    found = {finding["check"]: finding for finding in json.loads(out)}
    assert found["program"]["state"] == "ok"
    assert found["display"]["what"] == "The program has a display."
    assert (found["tray"]["state"], found["tray"]["what"]) == ("warning", "There is no tray now.")
