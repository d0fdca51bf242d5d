"""What the repository promises about itself."""

import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_KNOW_QT = {
    *("app", "away", "card_doings", "desktop", "dialling", "first_run", "hot_key_actions", "live_changes"),
    *("setting_up", "status_lines", "trial_call", "way_windows", "window_pages", "workplace"),
}
"""The rest runs without it, and only commands may start what knows it."""

COMMANDS = {"__init__", "__main__", "cli", "demo"}

CORE_WITHOUT_QT = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from screenpop.core import Core
    from screenpop.profile.paths import Profile
    from screenpop.simulator import Simulator
    from tests.end_to_end.office import write_profile
    from tests.waiting import until

    class Refuse:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync"):
                raise AssertionError(f"{name} was imported")

    sys.meta_path.insert(0, Refuse())

    async def main(folder):
        simulator = Simulator(port=0)
        core = Core(Profile(write_profile(folder, await simulator.start())).create())
        running = asyncio.create_task(core.run())
        await until(lambda: core.account.is_subscribed)
        core.quit()
        await running
        await simulator.stop()

    asyncio.run(main(Path(sys.argv[1])))
    print(sorted(name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync")))
""")


def test_the_core_is_loaded_and_runs_without_qt(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CORE_WITHOUT_QT, tmp_path / "profile"],
        cwd=ROOT,
        env={"PATH": "", "SCREENPOP_CLIENT_SECRET": "demo"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_every_module_is_held_to_run_without_qt_but_the_desktop():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = (
        one["source_modules"] for one in contracts if one["name"] == "Everything but the desktop runs without Qt"
    )
    modules = {path.stem for path in (ROOT / "screenpop").iterdir() if path.suffix == ".py"}
    modules |= {path.parent.name for path in (ROOT / "screenpop").glob("*/__init__.py")}
    assert {name.removeprefix("screenpop.") for name in held} == modules - MAY_KNOW_QT - COMMANDS


@pytest.mark.parametrize("path", sorted((ROOT / "screenpop").rglob("*.py")), ids=lambda path: path.name)
def test_a_file_can_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300
