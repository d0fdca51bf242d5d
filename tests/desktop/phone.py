"""Calls as a phone would bring them, without one: what the ledger makes of a few events."""

from datetime import datetime, timedelta, timezone

from screenpop.calls.events import Agent, CallEvent, LegState, Originator, Target
from screenpop.calls.ledger import Ledger
from screenpop.desktop.content import Context, describe
from screenpop.people.caller import identify
from screenpop.people.directory import Directory

OTTAWA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=OTTAWA)


class Phone:
    """The phone of extension 126, on a day on which it is always 14:30."""

    def __init__(self):
        self.ledger = Ledger(Agent("126", "example.com"))
        self.now = NOW
        self.start = NOW - timedelta(seconds=4)
        self.directory = Directory("CA", {"127": "Anna Ruiz"})

    def hear(self, call_id, caller, leg, **more):
        """One message: the caller's state and a leg's; `more` goes to the two sides and the event."""
        who = {key: more.pop(key) for key in ("name", "number") if key in more}
        who = {"number": "+16132346100", "name": "David Ward", **who}
        target = {"user": more.pop("user", "126"), "domain": "example.com", "is_human": more.pop("human", True)}
        target["number"] = more.pop("dialled", target["user"])
        target["name"] = more.pop("dialled_name", None)
        origin = Originator(call_id, LegState(caller), more.pop("from_user", None), None, **who)
        leg_id = more.pop("leg_id", f"{call_id}-{target['user']}")
        more.setdefault("time_start", self.start)
        event = CallEvent(origin, Target(leg_id, LegState(leg), **target), **more)
        return self.ledger.hear(event, now=self.now)

    def ring(self, call_id="c1", **more):
        return self.hear(call_id, "progressing", "ringing", **more)

    def answer(self, call_id="c1", **more):
        return self.hear(call_id, "active", "active", time_answer=self.now, **more)

    def end(self, call_id="c1", **more):
        return self.hear(call_id, "ended", "ended", **more)

    def answer_elsewhere(self, call_id="c1", **more):
        self.hear(call_id, "progressing", "ringing", user="127", **more)
        self.hear(call_id, "active", "active", user="127", **more)
        return self.hear(call_id, "active", "ended", **more)

    def call(self, call_id="c1"):
        return self.ledger.get(call_id)

    def describe(self, call, context=None, *, is_second=False):
        caller = identify(call.number, call.name, "CA")
        return describe(call, caller, context or Context(), self.directory, self.now, is_second=is_second)
