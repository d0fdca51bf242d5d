"""Random working days: what the phone system would say, in order, and how things really stand at the end."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from screenpop.calls.events import Agent, CallEvent, LegState, Originator, Target

AGENT = Agent("126", "example.com")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLLEAGUES = ("127", "131", "133")


def caller(state, *, call_id="call-1", name="David Ward", number="+16133246100", user=None):
    return Originator(call_id, state, user, "example.com" if user else None, number, name)


def leg(state, *, leg_id="leg-126", user="126", human=True, number=None):
    return Target(leg_id, state, user, "example.com" if user else None, number or user, None, human)


def event(from_state, leg_state, *, call_id="call-1", leg_id="leg-126", user="126", human=True, **more):
    """One call message: `from_state`, then the state of the leg."""
    side = {key: more.pop(key) for key in ("name", "number") if key in more}
    from_user = more.pop("from_user", None)
    leg_number = more.pop("leg_number", None)
    more.setdefault("time_start", MORNING)
    return CallEvent(
        caller(LegState(from_state), call_id=call_id, user=from_user, **side),
        leg(LegState(leg_state), leg_id=leg_id, user=user, human=human, number=leg_number),
        **more,
    )


@dataclass
class Script:
    """`events` in the order in which they happened, and the legs that live when the script ends."""

    events: list[CallEvent] = field(default_factory=list)
    live: dict[tuple[str, str], CallEvent] = field(default_factory=dict)

    def say(self, told: CallEvent) -> None:
        self.events.append(told)
        assert told.target is not None
        key = (told.call_id, told.target.call_id)
        if told.target.state is LegState.ENDED:
            self.live.pop(key, None)
        else:
            self.live[key] = told

    def cut(self, length: int) -> "Script":
        """The same day, stopped in the middle."""
        part = Script()
        for told in self.events[:length]:
            part.say(told)
        return part


@dataclass
class Caller:
    """One call while a script plays it."""

    script: Script
    call_id: str
    start: datetime
    name: str | None
    from_user: str | None = None
    by_call_id: str | None = None

    def say(self, from_state, leg_state, leg_id, user, *, human=True, answered=None, known=False):
        """A message of this call; the caller's name and extension may be told only at the end (`known`)."""
        self.script.say(
            CallEvent(
                Originator(
                    self.call_id,
                    LegState(from_state),
                    self.from_user if known else None,
                    "example.com" if known and self.from_user else None,
                    "+16133246100",
                    self.name if known else None,
                ),
                leg(LegState(leg_state), leg_id=leg_id, user=user, human=human),
                time_start=self.start,
                time_answer=answered,
                by_call_id=self.by_call_id,
                on_net=self.from_user is not None,
            )
        )


@st.composite
def days(draw) -> Script:
    """One to three calls, one after the other in the story though not in time."""
    script = Script()
    for number in range(draw(st.integers(1, 3))):
        _play_call(draw, script, f"call-{number}", MORNING + timedelta(minutes=number))
    return script.cut(draw(st.integers(1, len(script.events))))


def _play_call(draw, script: Script, call_id: str, start: datetime, by: str | None = None) -> None:
    one = Caller(script, call_id, start, draw(st.sampled_from([None, "David Ward"])), by_call_id=by)
    one.from_user = draw(st.sampled_from([None, "120"]))
    for turn in range(draw(st.integers(1, 2))):
        ringing = _ring(draw, one, f"{call_id}/{turn}")
        end = draw(st.sampled_from(["answered", "given up", "rung out", "voicemail"]))
        if end == "answered":
            _answer(draw, one, ringing)
            return
        if end == "given up":
            for leg_id, user in ringing:
                one.say("ended", "ended", leg_id, user, known=True)
            return
        for leg_id, user in ringing:
            one.say("progressing", "ended", leg_id, user)
        if end == "voicemail":
            answered = start + timedelta(seconds=30)
            one.say("active", "active", f"{call_id}/box", "126", human=False, answered=answered)
            one.say("ended", "ended", f"{call_id}/box", "126", human=False, answered=answered, known=True)
            return


def _ring(draw, one: Caller, prefix: str) -> list[tuple[str, str]]:
    users = draw(st.lists(st.sampled_from(["126", *COLLEAGUES]), min_size=1, max_size=3, unique=True))
    ringing = [(f"{prefix}/{user}", user) for user in users]
    for leg_id, user in ringing:
        one.say("progressing", "ringing", leg_id, user)
    return ringing


def _answer(draw, one: Caller, ringing: list[tuple[str, str]]) -> None:
    winner = draw(st.sampled_from(ringing))
    answered = one.start + timedelta(seconds=draw(st.integers(2, 20)))
    one.say("active", "active", *winner, answered=answered)
    for loser in ringing:
        if loser != winner:
            one.say("active", "ended", *loser)
    if draw(st.booleans()) and one.by_call_id is None:
        _play_call(draw, one.script, f"{one.call_id}-passed", one.start + timedelta(seconds=40), by=winner[0])
    one.say("ended", "ended", *winner, answered=answered, known=True)
