from dataclasses import replace
from datetime import timedelta

import pytest

from screenpop.calls.call import CallState, Outcome
from screenpop.calls.presence import Presence
from screenpop.desktop.content import CardAction, Context, describe, duration_words
from screenpop.desktop.content_fact import Fact
from screenpop.people.caller import Caller, identify
from tests.desktop.phone import NOW, Phone


@pytest.fixture
def phone():
    return Phone()


def head(content):
    return content.pill, content.about, content.tone, content.actions


def test_a_call_that_rings(phone):
    content = phone.describe(phone.ring()[-1].call)
    assert head(content) == ("Incoming call", "to you", Presence.RINGING, (CardAction.ANSWER, CardAction.DECLINE))
    assert (content.title, content.line, content.detail) == ("David Ward", "(613) 234-6100", "")
    assert (content.initials, content.seed) == ("DW", "+16132346100")
    assert (content.state, content.since, content.takes_note) == (CallState.RINGING, NOW, False)


def test_a_call_that_is_up(phone):
    phone.ring()
    content = phone.describe(phone.answer()[-1].call)
    assert head(content) == ("On call", "to you", Presence.ON_CALL, (CardAction.HANG_UP,))
    assert (content.since, content.takes_note) == (NOW, True)


def test_a_call_that_is_over(phone):
    phone.ring()
    phone.answer()
    phone.now += timedelta(minutes=2, seconds=37)
    content = phone.describe(phone.end(time_answer=NOW)[-1].call)
    assert head(content) == ("Call ended", "to you", Presence.OFFLINE, (CardAction.CALL_BACK,))
    assert (content.since, content.stands, content.takes_note) == (None, "2:37", True)


def test_a_call_that_was_missed(phone):
    phone.ring()
    content = phone.describe(phone.end()[-1].call)
    assert head(content) == ("Missed call", "to you", Presence.OFFLINE, (CardAction.CALL_BACK,))
    assert content.stands == "14:29"
    assert not content.takes_note


def test_a_call_that_a_colleague_took(phone):
    phone.ring()
    content = phone.describe(phone.answer_elsewhere()[-1].call)
    assert content.pill == "Answered elsewhere"
    assert content.about == "by Anna Ruiz (127)"


def test_a_call_that_somebody_took_whom_nobody_names(phone):
    phone.ring()
    content = phone.describe(phone.hear("c1", "active", "ended")[-1].call)
    assert (content.pill, content.about) == ("Answered elsewhere", "by a colleague")


def test_a_call_that_was_declined(phone):
    phone.ring()
    phone.ledger.decline("c1", now=NOW)
    content = phone.describe(phone.hear("c1", "progressing", "ended")[-1].call)
    assert (content.pill, content.outcome) == ("Declined", Outcome.DECLINED)


def test_a_call_that_went_to_voicemail(phone):
    phone.ring()
    phone.hear("c1", "progressing", "ended")
    content = phone.describe(phone.hear("c1", "active", "active", human=False, leg_id="box")[-1].call)
    assert (content.pill, content.about) == ("Missed call", "went to voicemail")


def test_a_call_whose_end_is_open(phone):
    phone.ring()
    content = phone.describe(phone.hear("c1", "progressing", "ended")[-1].call)
    assert (content.pill, content.outcome) == ("Stopped ringing", None)


@pytest.mark.parametrize(
    ("dialled", "name", "about"),
    [
        ("8001", "Sales", "to Sales"),
        ("8001", None, "to 8001"),
        ("127", None, "to Anna Ruiz"),
        ("+16132379329", None, "to (613) 237-9329"),
    ],
)
def test_what_the_caller_dialled(phone, dialled, name, about):
    call = phone.ring(dialled=dialled, dialled_name=name)[-1].call
    assert phone.describe(call).about == about


def test_who_passed_the_call_on(phone):
    phone.hear("c0", "active", "active", user="127")
    call = phone.ring("c1", by_call_id="c0-127")[-1].call
    assert phone.describe(call).about == "passed on by Anna Ruiz (127)"


def test_a_call_that_somebody_passed_on_who_is_not_known(phone):
    call = phone.ring("c1", by_call_id="elsewhere")[-1].call
    assert phone.describe(call).about == "passed on to you"


def test_an_outgoing_call(phone):
    ringing = phone.ring(from_user="126", user="999", dialled="+14185250117")[-1].call
    content = phone.describe(ringing)
    assert head(content) == ("Calling", "", Presence.RINGING, (CardAction.HANG_UP,))
    assert content.title == "(418) 525-0117"
    over = phone.end(from_user="126", user="999", dialled="+14185250117")[-1].call
    assert phone.describe(over).pill == "No answer"


def test_a_number_stands_in_for_a_name(phone):
    call = phone.ring(name=None, number="+33142685300")[-1].call
    content = phone.describe(call)
    assert (content.title, content.line, content.detail, content.initials) == ("+33 1 42 68 53 00", "", "", "")
    caller = replace(identify(call.number, call.name, "CA"), place="Paris, France")
    known = describe(call, caller, Context(is_complete=True), phone.directory, NOW)
    assert (known.line, known.detail) == ("Paris, France", "First call from this number")


def test_a_withheld_number_cannot_be_called_back(phone):
    phone.ring(name=None, number=None)
    content = phone.describe(phone.end(name=None, number=None)[-1].call, Context(is_complete=True))
    assert (content.title, content.number, content.actions) == ("Withheld number", "", ())
    assert (content.line, content.detail) == ("", "")


def test_a_colleague_who_calls(phone):
    call = phone.ring(name="Anna Ruiz", number="127", from_user="127", on_net=True)[-1].call
    content = phone.describe(call)
    assert (content.title, content.line, content.detail) == ("Anna Ruiz", "127", "Internal call")


def earlier():
    """The phone at 14:10 the day before, ringing."""
    past = Phone()
    past.now = past.start = NOW - timedelta(days=1, minutes=20)
    past.ring()
    return past


def test_what_was_last_said(phone):
    past = earlier()
    past.answer()
    past.now += timedelta(minutes=3)
    last = past.end(time_answer=past.now - timedelta(minutes=3))[-1].call
    context = Context(last, "Prefers French.\nOpen order 20418.", is_complete=True)
    content = phone.describe(phone.ring("c2")[-1].call, context)
    assert content.facts == (
        Fact("Last call", "Yesterday 14:10, 3 min, with you"),
        Fact("Note", "Prefers French. Open order 20418."),
    )
    phone.now += timedelta(seconds=1)
    assert phone.describe(phone.answer("c2")[-1].call, context).facts == ()


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (lambda past: past.end(), "Yesterday 14:10, missed"),
        (lambda past: past.answer_elsewhere(), "Yesterday 14:10, with Anna Ruiz (127)"),
    ],
)
def test_how_the_last_call_went(phone, happens, words):
    last = happens(earlier())[-1].call
    content = phone.describe(phone.ring("c2")[-1].call, Context(last))
    assert content.facts[0].text == words


def test_a_note_to_this_call_is_shown(phone):
    assert phone.describe(phone.ring()[-1].call, Context(note="Wants a quote.")).note == "Wants a quote."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (200, "3 min"), (3600, "1 h"), (3900, "1 h 5 min"), (-5, "0 s")],
)
def test_durations(seconds, words):
    assert duration_words(timedelta(seconds=seconds)) == words


def test_the_timer_counts_from_when_it_rings_here_not_from_when_the_caller_began(phone):
    phone.start = NOW - timedelta(minutes=9)
    content = phone.describe(phone.ring()[-1].call)
    assert content.since == NOW


def test_a_place_joins_the_first_call(phone):
    call = phone.ring()[-1].call
    caller = Caller("(613) 234-6100", "+16132346100", "David Ward", "Ottawa, ON")
    content = describe(call, caller, Context(is_complete=True), phone.directory, NOW)
    assert content.detail == "Ottawa, ON · First call from this number"
