"""The state machine of one leg, and what the legs make of a call.

A leg goes one way: progressing, ringing, active, ended. It may skip states (any message can be lost) and never goes
back (any message can come late or twice). Three kinds of input move it:

* **told**: an event that was delivered. It is the past: it may be older than what we know.
* **seen**: a row in the list of active calls. It is the present: a leg that we thought gone is alive after all.
* **missing**: two lists at least ten seconds apart lack the leg and no event came in between. The leg is *gone*:
  over, although nobody told us so. An event that says `ended` later only confirms it; a late `ringing` or `active`
  does not bring it back, though what it says (that the leg was answered) is kept.

The table below is the whole machine. A cell is the state after the input; where it equals the state before, the
input changed nothing.
"""

import enum
from typing import Final

from .events import LegState


class Standing(enum.StrEnum):
    """How a leg stands with us."""

    UNSEEN = "unseen"
    PROGRESSING = "progressing"
    RINGING = "ringing"
    ACTIVE = "active"
    GONE = "gone"
    ENDED = "ended"

    @property
    def is_live(self) -> bool:
        """Whether the leg is under way."""
        return self in _LIVE

    @property
    def is_over(self) -> bool:
        """Whether the leg has ended, told or concluded."""
        return self in _OVER


_LIVE: Final = frozenset({Standing.PROGRESSING, Standing.RINGING, Standing.ACTIVE})
_OVER: Final = frozenset({Standing.GONE, Standing.ENDED})


class Input(enum.StrEnum):
    """What can happen to a leg."""

    TOLD_PROGRESSING = "told progressing"
    TOLD_RINGING = "told ringing"
    TOLD_ACTIVE = "told active"
    TOLD_ENDED = "told ended"
    SEEN_PROGRESSING = "seen progressing"
    SEEN_RINGING = "seen ringing"
    SEEN_ACTIVE = "seen active"
    SEEN_ENDED = "seen ended"
    MISSING = "missing"


TOLD: Final = {state: Input(f"told {state}") for state in LegState}
SEEN: Final = {state: Input(f"seen {state}") for state in LegState}

_UNSEEN, _PROGRESSING, _RINGING, _ACTIVE, _GONE, _ENDED = Standing

# fmt: off
TRANSITIONS: Final[dict[Standing, dict[Input, Standing]]] = {
    standing: dict(zip(Input, row, strict=True))
    for standing, row in {
        #              told          told      told     told    | seen         seen      seen     seen   | missing
        #              progressing   ringing   active   ended   | progressing  ringing   active   ended  |
        _UNSEEN:      (_PROGRESSING, _RINGING, _ACTIVE, _ENDED,   _PROGRESSING, _RINGING, _ACTIVE, _ENDED, _UNSEEN),
        _PROGRESSING: (_PROGRESSING, _RINGING, _ACTIVE, _ENDED,   _PROGRESSING, _RINGING, _ACTIVE, _ENDED, _GONE),
        _RINGING:     (_RINGING,     _RINGING, _ACTIVE, _ENDED,   _RINGING,     _RINGING, _ACTIVE, _ENDED, _GONE),
        _ACTIVE:      (_ACTIVE,      _ACTIVE,  _ACTIVE, _ENDED,   _ACTIVE,      _ACTIVE,  _ACTIVE, _ENDED, _GONE),
        _GONE:        (_GONE,        _GONE,    _GONE,   _ENDED,   _PROGRESSING, _RINGING, _ACTIVE, _ENDED, _GONE),
        _ENDED:       (_ENDED,       _ENDED,   _ENDED,  _ENDED,   _ENDED,       _ENDED,   _ENDED,  _ENDED, _ENDED),
    }.items()
}
# fmt: on


def step(standing: Standing, happened: Input) -> Standing:
    """The state of a leg after `happened`."""
    return TRANSITIONS[standing][happened]
