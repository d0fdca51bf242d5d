"""The wheel, built as for a release: it has what the program needs beside its code, and the program finds it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

READ = """
import sys
sys.path.insert(0, sys.argv[1])
from screenpop import resources
assert resources.__file__.startswith(sys.argv[1]), resources.__file__
print(resources.read_text("icons/lucide/phone.svg"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_all_resources_are_packed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("screenpop/_resources/")}
    there = {path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert packed == {f"screenpop/_resources/{path.as_posix()}" for path in there}
    assert "screenpop/_resources/icons/app.svg" in packed


def test_the_wheel_has_the_licence_and_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "screenpop = screenpop.cli.main:main" in archive.read(entry_points).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "scripts"))]


@pytest.mark.parametrize("is_unpacked", [True, False])
def test_resources_are_read_from_it(wheel, tmp_path, is_unpacked):
    place = wheel
    if is_unpacked:
        place = tmp_path / "site"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(place)], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == (ROOT / "resources/icons/lucide/phone.svg").read_text().strip()
