"""The state of the program as `screenpop status --json` prints it (the keys and words are a published interface)."""

import os
from typing import TYPE_CHECKING, Any

from screenpop import __version__
from screenpop.calls.call import CallState
from screenpop.history.present import call_json, utc

if TYPE_CHECKING:
    from screenpop.core import Core


def status_json(core: "Core") -> dict[str, Any]:
    """All of it, JSON values only, in the order in which people read it."""
    return {
        "version": __version__,
        "pid": os.getpid(),
        "account": _account(core),
        "delivery": _delivery(core),
        "subscription": _subscription(core),
        "presence": _presence(core),
        "calls": live_calls_json(core),
        "cards": [{"call": call_id, "state": state} for call_id, state in core.cards()],
        "received": _received(core),
    }


def live_calls_json(core: "Core") -> list[dict[str, Any]]:
    """The live calls that involve the agent."""
    return [
        call_json(call)
        for call in core.intake.ledger.under_way()
        if call.involves_agent and call.state is not CallState.ENDED
    ]


def presence_json(core: "Core") -> dict[str, Any]:
    """The agent's own presence and the colleagues', and how it is known: see `ColleagueBoard`."""
    board = core.colleagues.board()
    known = {"source": board.source, "state": board.state, "since": utc(board.since), "detail": board.detail}
    return {**_presence(core), "board": known}


def _account(core: "Core") -> dict[str, Any]:
    identity = core.account.identity
    return {
        "signed_in": core.account.is_signed_in,
        "user": (identity.user or None) if identity else None,
        "domain": identity.domain if identity else None,
        "name": identity.name if identity else None,
    }


def _delivery(core: "Core") -> dict[str, Any]:
    health = core.way.health
    return {"kind": core.way.kind, "state": health.state, "post_uri": core.post_uri, "detail": health.detail}


def _subscription(core: "Core") -> dict[str, Any]:
    status = core.account.subscription
    return {
        "state": status.state,
        "id": status.id,
        "expires": utc(status.expires),
        "renew_at": utc(status.renew_at),
        "detail": status.detail,
    }


def _presence(core: "Core") -> dict[str, Any]:
    own = core.presence.own
    people = core.colleagues.board().people
    return {
        "self": own.presence,
        "since": utc(own.since),
        "colleagues": {user: person.presence for user, person in people.items()},
    }


def _received(core: "Core") -> dict[str, Any]:
    received = core.intake.received
    return {
        "posts": received.posts,
        "accepted": received.accepted,
        "duplicates": received.duplicates,
        "rejected": received.rejected,
        "last": utc(received.last),
    }
