"""Call queues: which agents are logged in, and how long callers wait."""

from collections.abc import Sequence
from datetime import datetime

from .calls import Call
from .office import Office, Queue


class QueueBoard:
    """Who is logged in where."""

    def __init__(self, office: Office) -> None:
        """As the office says."""
        self._devices: dict[str, dict[str, str]] = {
            queue.queue: {agent: f"sip:{agent}@{office.domain}" for agent in queue.agents} for queue in office.queues
        }
        self._staff = {queue.queue: list(queue.agents) for queue in office.queues}

    def log_in(self, queue: str, agent: str, device: str) -> None:
        """Let the queue's callers ring `device`."""
        self._devices[queue][agent] = device
        if agent not in self._staff[queue]:
            self._staff[queue].append(agent)

    def log_out(self, queue: str, agent: str) -> None:
        """Offer the agent no more calls of the queue."""
        self._devices[queue].pop(agent, None)

    def agents(self, queue: str) -> tuple[str, ...]:
        """Who is logged in."""
        return tuple(self._devices[queue])

    def staff(self, queue: str) -> list[dict[str, object]]:
        """Every agent of the queue, as the API lists them (the shape is assumed)."""
        devices = self._devices[queue]
        return [
            {"user": agent, "queue": queue, "device": devices.get(agent), "logged_in": agent in devices}
            for agent in self._staff[queue]
        ]

    def stats(self, queue: Queue, calls: Sequence[Call], now: datetime) -> dict[str, object]:
        """The live numbers of a queue, waits in seconds (the vendor's 1.8 descriptions)."""
        waits = [int((now - call.started).total_seconds()) for call in calls if call.queue == queue.queue]
        agents = self.agents(queue.queue)
        busy = {agent for agent in agents if any(_occupies(call, agent) for call in calls)}
        return {
            "queue": queue.queue,
            "calls_waiting": len(waits),
            "avg_wait": round(sum(waits) / len(waits)) if waits else 0,
            "max_wait": max(waits, default=0),
            "available_agents": len(agents) - len(busy),
            "unavailable_agents": len(self._staff[queue.queue]) - len(agents) + len(busy),
            "num_agents": len(self._staff[queue.queue]),
        }


def _occupies(call: Call, agent: str) -> bool:
    return call.caller.user == agent or any(leg.user == agent for leg in call.live_legs)
