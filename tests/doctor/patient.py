"""A desk whose every step is checked, with the program at work or not."""

import asyncio
import json
import os
import sys
from dataclasses import asdict

from screenpop.doctor.examine import examine
from screenpop.sections import SECTIONS
from tests.core.desk import Desk, write_profile

CHECKS = (
    *("program", "settings", "display", "tray", "fonts", "disk", "history", "log", "dns", "api", "clock", "keyring"),
    *("sign_in", "scope", "way_in", "ways", "hook", "subscription", "last_event", "messages"),
)


class Examined:
    """What was found, by check."""

    def __init__(self, findings):
        self.findings = findings
        self._by_check = {finding.check: finding for finding in findings}

    def __getitem__(self, check):
        return self._by_check[check]

    def states(self, *checks):
        """The states of some checks, of all without names."""
        return [str(self[check].state) for check in checks or self._by_check]

    def not_ok(self):
        return [finding.check for finding in self.findings if finding.state != "ok"]

    @property
    def text(self):
        return json.dumps([asdict(finding) for finding in self.findings], ensure_ascii=False)


class Patient(Desk):
    """A desk that can be examined in this process, or by the command in one of its own."""

    def settings(self, more="", *, api_url=None):
        """Write the settings anew, with more tables behind those of the desk."""
        write_profile(self.profile.folder, api_url or self.phone_system.api_url, more)

    async def examine(self):
        return Examined(await examine(self.profile, SECTIONS))

    async def command(self, *options, **environment):
        """What `screenpop doctor` prints: its exit code, and what it wrote."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "screenpop", "doctor", "--profile", str(self.profile.folder), *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={name: value for name, value in {**os.environ, **environment}.items() if value is not None},
        )
        out, err = await process.communicate()
        return process.returncode, out.decode(), err.decode()

    def asked(self):
        """The requests that the phone system got: method and path."""
        return [(request.method, request.path) for request in self.phone_system.system.requests]
