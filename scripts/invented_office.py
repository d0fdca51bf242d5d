"""An office that does not exist, at one moment of its day: what the pictures of the windows show."""

from collections.abc import AsyncGenerator, Iterator
from datetime import datetime, timedelta, timezone
from typing import Final

from screenpop.calls.call import Call
from screenpop.calls.events import Agent, CallEvent, LegState, Originator, Target
from screenpop.calls.ledger import Ledger
from screenpop.calls.presence import DoNotDisturb, Presence
from screenpop.delivery.base import Health, HealthState
from screenpop.desktop.board_model import Colleague
from screenpop.desktop.content import CardContent, Context, describe
from screenpop.desktop.view import CallLine, DesktopView, SignInOffer, call_line
from screenpop.doctor.examine import CHECKS
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.integrate.lifecycle import State
from screenpop.integrate.subscription_status import SubscriptionStatus
from screenpop.people.caller import identify
from screenpop.people.contact import Contact, Phone
from screenpop.people.directory import Directory
from screenpop.people.known import Known
from screenpop.status_lines import delivery_line, subscription_line

NOW: Final = datetime(2026, 11, 24, 14, 52, tzinfo=timezone(timedelta(hours=-5)))
AGENT: Final = Agent("126", "example.com")
RINGING: Final = (("progressing", "ringing"),)
ANSWERED: Final = (*RINGING, ("active", "active"))
TALKED: Final = (*ANSWERED, ("ended", "ended"))
MISSED: Final = (*RINGING, ("ended", "ended"))

_DAVID: Final = ("David Ward", "+16132346100")
_MARIE: Final = ("Marie Tremblay", "+14185250117")
_NAMES: Final = {"127": "Anna Ruiz", "131": "Ben Okafor", "133": "Chloé Gagnon", "8001": "Sales"}
_MINUTE: Final = timedelta(minutes=1)


def make_call(
    call_id: str,
    who: tuple[str, str],
    states: tuple[tuple[str, str], ...],
    *,
    ago: timedelta,
    lasted: timedelta = timedelta(),
    dialled: str = "126",
    is_ours: bool = False,
) -> Call:
    """A call that began `ago` and took `lasted`; `is_ours`: the agent made it, and `who` was called."""
    ledger, start = Ledger(AGENT), NOW - ago
    name, number = who
    for at, (from_state, leg_state) in enumerate(states):
        heard = start + (lasted if at == 2 else timedelta(seconds=6 * at))
        user = "126" if is_ours else None
        caller = Originator(call_id, LegState(from_state), user, "example.com" if user else None, number, name)
        leg = Target(f"leg of {call_id}", LegState(leg_state), None if is_ours else "126", "example.com", dialled)
        answered = start + timedelta(seconds=6) if at and ("active", "active") in states else None
        ledger.hear(CallEvent(caller, leg, start, answered), now=heard)
    call = ledger.get(call_id)
    assert call is not None
    return call


def _taken_by_anna() -> Call:
    """A call that rang the agent too, and that a colleague answered."""
    ledger, start = Ledger(AGENT), NOW - 3 * _MINUTE
    for user, leg_state, from_state in (
        ("126", "ringing", "progressing"),
        ("127", "active", "active"),
        ("126", "ended", "active"),
    ):
        caller = Originator("taken", LegState(from_state), number=_MARIE[1], name=_MARIE[0])
        leg = Target(f"leg of {user}", LegState(leg_state), user, "example.com", "8001", is_human=True)
        ledger.hear(CallEvent(caller, leg, start), now=start)
    call = ledger.get("taken")
    assert call is not None
    return call


def cards() -> Iterator[tuple[str, CardContent]]:
    """Every state of a card, with the name of its picture; the words are in the language of now."""
    directory = Directory("CA", _NAMES)
    before = make_call("before", _DAVID, TALKED, ago=timedelta(hours=24, minutes=42), lasted=3 * _MINUTE)
    known = Context(before, "Prefers French. Open order 20418.", is_complete=True)
    contact = Contact("1", "David Ward", "Northern Freight", (Phone(_DAVID[1]),))
    many = Context(before, None, is_complete=True, known=Known(contact, (contact,), is_vip=True, calls_this_month=4))
    new, seconds = Context(is_complete=True), timedelta(seconds=4)
    ringing = make_call("rings", _DAVID, RINGING, ago=seconds, dialled="8001")
    talk = make_call("talk", _DAVID, ANSWERED, ago=timedelta(minutes=2, seconds=37), dialled="8001")
    told: tuple[tuple[str, Call, Context, bool], ...] = (
        ("ringing", ringing, known, False),
        ("vip", ringing, many, False),
        ("unknown", make_call("who", ("", "+33142685300"), RINGING, ago=seconds), new, False),
        ("withheld", make_call("anon", ("", ""), RINGING, ago=seconds), new, False),
        ("second", ringing, known, True),
        ("talking", talk, Context(note="Asks for the invoice of order 20418.", is_complete=True), False),
        ("ended", make_call("over", _DAVID, TALKED, ago=9 * _MINUTE, lasted=8 * _MINUTE), known, False),
        ("missed", make_call("missed", _MARIE, MISSED, ago=5 * _MINUTE), new, False),
        ("elsewhere", _taken_by_anna(), new, False),
    )
    for name, call, context, is_second in told:
        who = identify(call.number, call.name, "CA")
        yield name, describe(call, who, context, directory, NOW, has_record=name == "vip", is_second=is_second)


def history() -> list[Call]:
    """Calls of two days, the oldest first."""
    hour = timedelta(hours=1)
    return [
        make_call("h1", ("Northern Freight", "+14165550199"), MISSED, ago=26 * hour),
        make_call("h2", _DAVID, TALKED, ago=25 * hour, lasted=3 * _MINUTE),
        make_call("h3", ("Anna Ruiz", "127"), MISSED, ago=3 * hour, dialled="127", is_ours=True),
        make_call("h4", ("", "+33142685300"), MISSED, ago=2 * hour),
        make_call("h5", _MARIE, TALKED, ago=hour, lasted=12 * _MINUTE),
    ]


def line_of(call: Call) -> CallLine:
    """The call as it stands in a list."""
    who = identify(call.number, call.name, "CA")
    return call_line(call, title=who.name, number=who.number, initials=who.initials, seed=who.seed)


def view(*, is_busy: bool = False, is_offline: bool = False, is_quiet: bool = False) -> DesktopView:
    """How things stand: all is well, a call is under way, nobody is signed in, or do not disturb is on."""
    expires = NOW + timedelta(hours=32, minutes=45)
    state = State.SIGNED_OUT if is_offline else State.LIVE
    subscription = subscription_line(SubscriptionStatus(state, expires=expires), NOW)
    way = delivery_line("relay", Health(HealthState.DOWN if is_offline else HealthState.UP, "38 ms"))
    presence = Presence.RINGING if is_busy else Presence.OFFLINE if is_offline else Presence.AVAILABLE
    quiet = DoNotDisturb(NOW + timedelta(minutes=30)) if is_quiet else None
    ringing = make_call("live", _DAVID, RINGING, ago=timedelta(seconds=4))
    talk = make_call("live2", _MARIE, ANSWERED, ago=2 * _MINUTE)
    return DesktopView(
        "0.1.0",
        Presence.DND if is_quiet else presence,
        NOW - timedelta(hours=5),
        reason=subscription.text if is_offline else None,
        agent_name="Sam Lee",
        agent_user="126",
        domain="example.com",
        live=(line_of(ringing), line_of(talk)) if is_busy else (),
        recent=tuple(line_of(call) for call in reversed(history())),
        missed=2,
        subscription_line=subscription.text,
        subscription_ok=subscription.is_ok,
        delivery_line=way.text,
        delivery_ok=way.is_ok,
        do_not_disturb=quiet,
        sign_in=SignInOffer.SIGN_IN if is_offline else SignInOffer.SIGN_OUT,
        can_renew_relay=True,
        has_card=is_busy,
    )


def colleagues() -> tuple[Colleague, ...]:
    """One for each presence."""
    return (
        Colleague("127", "Anna Ruiz", Presence.ON_CALL, NOW - timedelta(seconds=192), "Marie Tremblay"),
        Colleague("131", "Ben Okafor", Presence.RINGING, NOW - timedelta(seconds=4), "Northern Freight"),
        Colleague("133", "Chloé Gagnon", Presence.AVAILABLE, NOW - timedelta(hours=1)),
        Colleague("140", "Dev Patel", Presence.DND, NOW - timedelta(minutes=20)),
        Colleague("142", "Elena Petrov", Presence.WRAP_UP, NOW - timedelta(seconds=30)),
        Colleague("145", "Farid Haddad", Presence.OFFLINE, NOW - timedelta(hours=3)),
        Colleague("150", "Grace Kim", Presence.UNKNOWN),
    )


def contacts(text: str) -> list[Contact]:
    """The contacts that have `text` in their names."""
    everybody = [
        Contact("1", "David Ward", "Northern Freight", (Phone("+1 613 234 6100"),), source="Customers"),
        Contact("2", "Marie Tremblay", "Toitures Côté", (Phone("+1 418 525 0117"),), source="Customers"),
        Contact("3", "", "Côté Roofing", source="Suppliers"),
    ]
    return [one for one in everybody if text.casefold() in one.title.casefold()]


async def findings() -> AsyncGenerator[Finding, None]:
    """What the doctor finds: all is well but two things."""
    for check in CHECKS:
        match check:
            case "tray":
                yield warning(check, "There is no tray now.", "A small window takes its place.", "Add a tray.")
            case "hook":
                yield failure(
                    check, "No test message came back.", "Calls do not reach this computer.", "See the relay."
                )
            case _:
                yield ok(check, "All is well.")
