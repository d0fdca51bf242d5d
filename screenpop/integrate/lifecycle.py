"""How the subscription lives: what happens to it, in one table.

The phone system posts calls to an address for as long as a subscription to it is in force. A subscription runs out,
can vanish on the phone system's side, and is of no use if what is posted does not arrive here. So there are four
things to know, and the state is what we know of them: may we speak to the phone system (else **signed_out**), can it
reach us (else **no_way_in**), is there a subscription, and do calls arrive?

- **creating**: the first request that settles the matter is under way: the reading of a subscription that an earlier
  run noted down, or the making of one.
- **preparing**: there is one, and it has yet to prove itself: within 30 seconds of its creation "ready" (or any call)
  must arrive.
- **live**: it is in force and has proved itself. When half of its life is over it is renewed.
- **renewing**: the renewal is under way, or waits to be tried again; the subscription is still in force meanwhile.
- **degraded**: something is wrong, and a reason says what. Either no request got through, which is tried again and
  again; or what is posted does not arrive. The latter is proved anew now and then with a fresh subscription, since
  "ready" is posted once only and may have been lost; any call that arrives proves it as well.
- **expired**: it ran out before it was renewed (the computer slept, or there was no network for long). A new one is
  asked for until there is one.

Inputs are facts; commands are what has to be done about them, and their results are inputs again. A pair that is not
in the table changes nothing: a fact that is no news in that state. Deadlines are inputs, too: those that mean nothing
in a state are dropped on entering it, so that nothing has to be called off.

Quitting ends in signed_out: nobody is there any more for whom calls could come in.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


class State(enum.StrEnum):
    """How the subscription stands."""

    SIGNED_OUT = "signed_out"
    NO_WAY_IN = "no_way_in"
    CREATING = "creating"
    PREPARING = "preparing"
    LIVE = "live"
    RENEWING = "renewing"
    DEGRADED = "degraded"
    EXPIRED = "expired"


class Input(enum.StrEnum):
    """What can happen."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    ADDRESS_KNOWN = "address known"
    ADDRESS_CHANGED = "address changed"
    ADDRESS_LOST = "address lost"
    CREATED = "created"
    CONFIRMED = "confirmed"
    NOT_FOUND = "not found"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    HEARD = "heard"
    SILENCE = "silence"
    RENEW_DUE = "renewal due"
    RETRY_DUE = "retry due"
    PROOF_DUE = "proof due"
    TIDY_DUE = "tidying due"
    EXPIRED = "expired"
    QUIT = "quit"


class Command(enum.StrEnum):
    """What is to be done.

    REPORT_ADDRESS: say whether there is an address. SETTLE: read the noted subscription, or make one, as the notes
    demand. SUBSCRIBE: make or renew. REPLACE: delete and make a fresh one. AWAIT_READY, AWAIT_RENEWAL, RETRY_LATER,
    PROVE_LATER: set deadlines. NOTE_PROOF: note down that calls arrive. TIDY: delete subscriptions to former
    addresses. LEAVE: quit as the way in demands.
    """

    REPORT_ADDRESS = "report address"
    SETTLE = "settle"
    SUBSCRIBE = "subscribe"
    REPLACE = "replace"
    AWAIT_READY = "await ready"
    AWAIT_RENEWAL = "await renewal"
    RETRY_LATER = "retry later"
    PROVE_LATER = "prove later"
    NOTE_PROOF = "note proof"
    TIDY = "tidy"
    LEAVE = "leave"


DEADLINES: Final = frozenset(
    {Input.SILENCE, Input.RENEW_DUE, Input.RETRY_DUE, Input.PROOF_DUE, Input.TIDY_DUE, Input.EXPIRED}
)
"""The inputs that a clock gives."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an input leads to."""

    state: State
    commands: tuple[Command, ...] = ()


_S, _I, _C = State, Input, Command

_MADE = Step(_S.PREPARING, (_C.AWAIT_READY, _C.AWAIT_RENEWAL, _C.TIDY))
_IN_FORCE = Step(_S.LIVE, (_C.AWAIT_RENEWAL, _C.TIDY))
_PROVED = Step(_S.LIVE, (_C.NOTE_PROOF, _C.AWAIT_RENEWAL))
_START = Step(_S.CREATING, (_C.SETTLE,))
_ANEW = Step(_S.CREATING, (_C.SUBSCRIBE,))
_TROUBLE = Step(_S.DEGRADED, (_C.RETRY_LATER,))
_OVER = Step(_S.EXPIRED, (_C.SUBSCRIBE,))
_NO_WAY_IN = Step(_S.NO_WAY_IN)
_SIGNED_OUT = Step(_S.SIGNED_OUT)
_QUIT = Step(_S.SIGNED_OUT, (_C.LEAVE,))

TABLE: Final[dict[State, dict[Input, Step]]] = {
    _S.SIGNED_OUT: {
        _I.SIGNED_IN: Step(_S.NO_WAY_IN, (_C.REPORT_ADDRESS,)),
        _I.QUIT: _QUIT,
    },
    _S.NO_WAY_IN: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_KNOWN: _START,
        _I.TIDY_DUE: Step(_S.NO_WAY_IN, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.CREATING: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.CREATED: _MADE,
        _I.CONFIRMED: _IN_FORCE,
        _I.NOT_FOUND: _ANEW,
        _I.FORBIDDEN: _TROUBLE,
        _I.REFUSED: _TROUBLE,
        _I.UNREACHABLE: _TROUBLE,
        _I.TIDY_DUE: Step(_S.CREATING, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.PREPARING: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.HEARD: _PROVED,
        _I.SILENCE: Step(_S.DEGRADED, (_C.PROVE_LATER, _C.AWAIT_RENEWAL)),
        _I.EXPIRED: _OVER,
        _I.TIDY_DUE: Step(_S.PREPARING, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.LIVE: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.RENEW_DUE: Step(_S.RENEWING, (_C.SUBSCRIBE,)),
        _I.EXPIRED: _OVER,
        _I.TIDY_DUE: Step(_S.LIVE, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.RENEWING: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.CREATED: _MADE,
        _I.CONFIRMED: _IN_FORCE,
        _I.FORBIDDEN: _TROUBLE,
        _I.REFUSED: _TROUBLE,
        _I.UNREACHABLE: Step(_S.RENEWING, (_C.RETRY_LATER,)),
        _I.RETRY_DUE: Step(_S.RENEWING, (_C.SUBSCRIBE,)),
        _I.EXPIRED: _OVER,
        _I.TIDY_DUE: Step(_S.RENEWING, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.DEGRADED: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.CREATED: _MADE,
        _I.CONFIRMED: _IN_FORCE,
        _I.NOT_FOUND: _ANEW,
        _I.FORBIDDEN: _TROUBLE,
        _I.REFUSED: _TROUBLE,
        _I.UNREACHABLE: _TROUBLE,
        _I.HEARD: _PROVED,
        _I.RENEW_DUE: Step(_S.DEGRADED, (_C.SUBSCRIBE,)),
        _I.RETRY_DUE: Step(_S.DEGRADED, (_C.SETTLE,)),
        _I.PROOF_DUE: Step(_S.DEGRADED, (_C.REPLACE,)),
        _I.EXPIRED: _OVER,
        _I.TIDY_DUE: Step(_S.DEGRADED, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
    _S.EXPIRED: {
        _I.SIGNED_OUT: _SIGNED_OUT,
        _I.ADDRESS_CHANGED: _START,
        _I.ADDRESS_LOST: _NO_WAY_IN,
        _I.CREATED: _MADE,
        _I.CONFIRMED: _IN_FORCE,
        _I.NOT_FOUND: _ANEW,
        _I.FORBIDDEN: _TROUBLE,
        _I.REFUSED: _TROUBLE,
        _I.UNREACHABLE: Step(_S.EXPIRED, (_C.RETRY_LATER,)),
        _I.RETRY_DUE: Step(_S.EXPIRED, (_C.SETTLE,)),
        _I.TIDY_DUE: Step(_S.EXPIRED, (_C.TIDY,)),
        _I.QUIT: _QUIT,
    },
}


def step(state: State, happened: Input) -> Step:
    """Where the input leads from this state, and what is to be done; the same state and nothing where it is no news."""
    return TABLE[state].get(happened, Step(state))


def awaited(state: State) -> frozenset[Input]:
    """The deadlines that mean something in this state."""
    return DEADLINES & TABLE[state].keys()


def mermaid() -> str:
    """The table as a Mermaid state diagram, inputs that lead the same way on one arrow."""
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.SIGNED_OUT}", *_arrows(), ""])


def _arrows() -> Iterator[str]:
    for state, row in TABLE.items():
        inputs_to: dict[Step, list[str]] = {}
        for happened, leads_to in row.items():
            inputs_to.setdefault(leads_to, []).append(happened.value)
        for leads_to, inputs in inputs_to.items():
            doing = f" / {', '.join(leads_to.commands)}" if leads_to.commands else ""
            yield f"    {state} --> {leads_to.state}: {', '.join(inputs)}{doing}"
