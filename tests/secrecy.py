"""After a run of the tests: no log and no word of a crash holds a secret.

Every program of the run, this one included, tells which secrets it drew: hook tokens, codes, verifiers, access and
refresh tokens, keys of the relay (`told/sitecustomize.py`). They are looked for in the log files of all profiles, in
all that was written to stderr, and in what the rooms that ran in this process logged, as the log file would have it.
"""

import logging
import os
import runpy
import shutil
import tempfile
from pathlib import Path

import pytest

from screenpop.profile.log import RedactingFormatter

LONG_ENOUGH = 20
"""Characters of a text that is not there by chance."""
TOLD = Path(__file__).with_name("told")


class Secrecy:
    """A plugin: gathers what was written, and the secrets that must not be in it."""

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="secrecy-"))
        self._told = self._folder / "secrets"
        self._told.touch()
        self._rooms = logging.FileHandler(self._folder / "rooms.log", encoding="utf-8", errors="backslashreplace")
        self._rooms.setFormatter(RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
        self._stderr = []
        self._leaks = []

    def pytest_sessionstart(self):
        logging.getLogger().addHandler(self._rooms)
        os.environ["TOLD_SECRETS"] = str(self._told)
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(TOLD), os.environ.get("PYTHONPATH")]))
        runpy.run_path(str(TOLD / "sitecustomize.py"))

    def pytest_runtest_logreport(self, report):
        if report.when == "teardown":
            self._stderr.append((f"stderr of {report.nodeid}", report.capstderr))

    def pytest_sessionfinish(self, session):
        self._rooms.close()
        worked = session.config._tmp_path_factory.getbasetemp()
        logs = [*self._folder.rglob("*.log"), *worked.rglob("screenpop.log*")]
        texts = [(str(log), log.read_text(encoding="utf-8", errors="replace")) for log in logs]
        self._leaks = leaks([*texts, *self._stderr], set(self._told.read_text(encoding="ascii").split()))
        if self._leaks and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        for leak in self._leaks:
            terminalreporter.write_line(f"A secret was written down, in {leak}", red=True)

    def pytest_unconfigure(self):
        shutil.rmtree(self._folder)


def leaks(texts, secrets):
    """In which (of the pairs of name and text) there is which secret; of that, only the beginning is told."""
    long = [secret for secret in secrets if len(secret) >= LONG_ENOUGH]
    return [f"{name}: {secret[:6]}…" for name, text in texts for secret in long if secret in text]
