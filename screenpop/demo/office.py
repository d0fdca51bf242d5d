"""What other people do in the demo: they call, pick up, pass calls on and hang up, at the simulator's control API."""

from typing import Any

import httpx


class Office:
    """The people of the simulated office and their callers."""

    def __init__(self, api_url: str) -> None:
        """`api_url` is the simulator's address, ending in /api."""
        self._http = httpx.AsyncClient(base_url=api_url.removesuffix("/api"))

    async def aclose(self) -> None:
        """Go home."""
        await self._http.aclose()

    async def ring(self, **call: Any) -> str:
        """Somebody calls; the id of the call."""
        return str((await self._post("calls", call))["id"])

    async def answer(self, call_id: str, user: str | None = None) -> None:
        """`user` picks up (None: whoever is called)."""
        await self._post(f"calls/{call_id}/answer", {"user": user})

    async def transfer(self, call_id: str, user: str) -> str:
        """The call is passed on to `user`; the id of the call that this makes."""
        return str((await self._post(f"calls/{call_id}/transfer", {"user": user}))["id"])

    async def stop_ringing(self, call_id: str) -> None:
        """Nobody picked up: the desks stop ringing, and the caller waits on."""
        await self._post(f"calls/{call_id}/no_answer", {})

    async def offer(self, call_id: str, user: str) -> None:
        """The call that waits rings at `user`."""
        await self._post(f"calls/{call_id}/offer", {"user": user})

    async def hang_up(self, call_id: str) -> None:
        """The call ends."""
        await self._post(f"calls/{call_id}/hangup", {})

    async def live(self) -> list[str]:
        """The ids of the calls under way."""
        answer = await self._http.get("/_sim/calls")
        answer.raise_for_status()
        return [str(call["id"]) for call in answer.json()]

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Have it done. What the watcher of the demo did before, on the card, is done already (409)."""
        answer = await self._http.post(f"/_sim/{path}", json=body)
        if answer.status_code != httpx.codes.CONFLICT:
            answer.raise_for_status()
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told
