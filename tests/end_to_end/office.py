"""A simulated office in a process of its own, and what a person would do there."""

import asyncio
import os
import sys
from pathlib import Path

import httpx

CONFIG = """\
[account]
api_url = "{api_url}"
grant = "client_credentials"
client_id = "demo"

[delivery]
kind = "loopback"
"""


class Office:
    """The simulator's control API."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self.http = httpx.AsyncClient(base_url=api_url.removesuffix("/api"))

    async def aclose(self) -> None:
        await self.http.aclose()

    async def ring(self, **call) -> str:
        answer = await self.http.post("/_sim/calls", json=call)
        assert answer.is_success, answer.text
        return answer.json()["id"]

    async def answer(self, call_id: str, user: str) -> None:
        answer = await self.http.post(f"/_sim/calls/{call_id}/answer", json={"user": user})
        assert answer.is_success, answer.text

    async def hang_up(self, call_id: str) -> None:
        answer = await self.http.post(f"/_sim/calls/{call_id}/hangup", json={})
        assert answer.is_success, answer.text

    async def faults(self, **faults) -> None:
        answer = await self.http.post("/_sim/faults", json=faults)
        assert answer.is_success, answer.text

    async def subscriptions(self) -> list[dict]:
        return (await self.http.get("/_sim/subscriptions")).json()

    async def requests(self) -> list[dict]:
        return (await self.http.get("/_sim/requests")).json()


async def start_simulator(*options: str) -> tuple[asyncio.subprocess.Process, str]:
    """The process and its API address, the first line that it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "screenpop", "simulator", "--port", "0", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
    return process, address


async def stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()
    if process.stdout is not None:
        await process.stdout.read()


def write_profile(folder: Path, api_url: str, extra: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(CONFIG.format(api_url=api_url) + extra, encoding="utf-8")
    return folder


def environment(**more: str) -> dict[str, str]:
    """What a program under test gets: the demo's secret, and no display but the test's."""
    return {**os.environ, "SCREENPOP_CLIENT_SECRET": "demo", **more}
