"""A real browser without a window, driven as the W3C's WebDriver standard says: chromium through its chromedriver."""

import asyncio
import os
import re
from pathlib import Path
from typing import Any

import httpx

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
    *("--disable-crash-reporter", "--disable-breakpad", "--no-proxy-server", "--window-size=900,700"),
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The standard's key of an element's id."""


class WebBrowser:
    """One browser with a profile of its own. What a person does: open, type, press; what they see: text."""

    def __init__(self, folder: Path, *, flags: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._flags = (*FLAGS, *flags, f"--user-data-dir={folder / 'profile'}")
        self._driver: asyncio.subprocess.Process | None = None
        self._http = httpx.AsyncClient(timeout=60)

    async def __aenter__(self) -> "WebBrowser":
        self._driver = await asyncio.create_subprocess_exec(
            "chromedriver",
            "--port=0",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=os.environ | {"HOME": str(self._folder)},
        )
        port = await self._port(self._driver)
        wish = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": self._flags}}}
        answer = await self._http.post(f"http://127.0.0.1:{port}/session", json={"capabilities": wish})
        session = answer.json()["value"]
        assert "sessionId" in session, session
        self._session = f"http://127.0.0.1:{port}/session/{session['sessionId']}"
        self._http.base_url = self._session
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._driver is not None
        await self._http.delete(self._session)
        await self._http.aclose()
        self._driver.terminate()
        await self._driver.communicate()

    async def open(self, url: str) -> bool:
        """Show an address; this is what a program hands to its system's browser."""
        await self._do("url", url=url)
        return True

    async def type(self, selector: str, text: str) -> None:
        await self._do(f"element/{await self._find(selector)}/value", text=text)

    async def press(self, selector: str) -> None:
        await self._do(f"element/{await self._find(selector)}/click")

    async def text(self, selector: str = "body") -> str:
        """What can be read there."""
        return (await self._http.get(f"element/{await self._find(selector)}/text")).json()["value"]

    async def address(self) -> str:
        return (await self._http.get("url")).json()["value"]

    async def run(self, script: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return await self._do("execute/sync", script=f"return {script}", args=[])

    async def picture(self) -> str:
        """The window as a PNG, in base64."""
        return (await self._http.get("screenshot")).json()["value"]

    async def _find(self, selector: str) -> str:
        return (await self._do("element", using="css selector", value=selector))[ELEMENT]

    async def _do(self, command: str, **told: Any) -> Any:
        answer = (await self._http.post(command, json=told)).json()["value"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    async def _port(self, driver: asyncio.subprocess.Process) -> int:
        assert driver.stdout is not None
        async with asyncio.timeout(60):
            async for line in driver.stdout:
                if found := re.search(rb"started successfully on port (\d+)", line):
                    return int(found[1])
        raise AssertionError("chromedriver did not start")
