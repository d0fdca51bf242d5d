"""`make conformance` says so where there is nothing to compare with."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def conformance(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "scripts.conformance", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_a_file_that_is_not_there(tmp_path):
    done = conformance(str(tmp_path / "openapi.json"))
    assert done.returncode == 2
    assert "so nothing was compared with it" in done.stdout


def test_no_file_beside_the_repository(tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "conformance.py").write_bytes((ROOT / "scripts" / "conformance.py").read_bytes())
    done = conformance(cwd=tmp_path)
    assert done.returncode == 0
    assert "so nothing was compared with it" in done.stdout
