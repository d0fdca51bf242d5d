from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from screenpop.calls.call import Outcome
from screenpop.calls.ledger import Ledger
from screenpop.history.calls import CallHistory
from screenpop.history.settings import HistorySettings
from screenpop.history.store import Store, StoreError
from tests.calls.scripts import AGENT, MORNING, days
from tests.history.making import ANSWERED, ENDED, a_call


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "history.db")
    yield store
    store.close()


@pytest.fixture
def history(store):
    return CallHistory(store)


def ids(calls):
    return [call.id for call in calls]


def keep(history, *calls):
    history.save(calls).result(10)


def test_a_call_comes_back_as_it_was_saved(history):
    call = replace(a_call(states=ANSWERED, by_call_id="call-0", on_net=False), passed_by="127", declined_at=MORNING)
    keep(history, call)
    assert history.get("call-1") == call
    assert history.get("call-2") is None


@settings(max_examples=30, deadline=None)
@given(days())
def test_whatever_the_ledger_makes_comes_back(tmp_path_factory, script):
    ledger = Ledger(AGENT)
    for told in script.events:
        ledger.hear(told, now=MORNING)
    store = Store(tmp_path_factory.mktemp("history") / "history.db")
    history = CallHistory(store)
    keep(history, *ledger.calls())
    assert [history.get(call.id) for call in ledger.calls()] == list(ledger.calls())
    store.close()


def test_the_last_version_counts_and_is_found_once(history, store):
    keep(history, a_call(name="Unknown"))
    keep(history, a_call(name="David Ward", states=ENDED))
    (call,) = history.recent()
    assert (call.name, call.outcome) == ("David Ward", Outcome.MISSED)
    assert ids(history.recent(query="Ward")) == ["call-1"]
    assert history.recent(query="Unknown") == []


def test_calls_are_listed_newest_first(history):
    keep(history, a_call("b", minute=2), a_call("a", minute=3), a_call("c", minute=1))
    assert ids(history.recent()) == ["a", "b", "c"]
    assert ids(history.recent(limit=2)) == ["a", "b"]
    assert ids(history.recent(since=MORNING + timedelta(minutes=2))) == ["a", "b"]


def test_calls_that_do_not_involve_the_agent_are_kept_and_not_listed(history):
    keep(history, a_call("a colleague's", user="127"))
    assert history.recent() == []
    assert history.get("a colleague's") is not None


@pytest.mark.parametrize(
    "query",
    [
        *("chloé", "CHLOE", "chlo gag", "gagnon chloé", " Chloé  Gagnon ", "hloe", "AGN", "ch", "g c"),
        *(
            "6133246100",
            "324",
            "6100",
            "+16133246100",
            "1613",
            "1-613-324-6100",
            "(613) 324-6100",
            "613 324",
            "613.324",
        ),
        *("chlo 324", "8001", "invoice", "4711", "invoice 4711", "47"),
    ],
)
def test_a_call_is_found_by_name_number_and_note(history, query):
    call = a_call(name="Chloé Gagnon", number="+16133246100")
    keep(history, call, a_call("other", name="David Ward", number="+14165550199"))
    keep(
        history, replace(call, legs=tuple(replace(leg, number=replace(leg.number, value="8001")) for leg in call.legs))
    )
    history.note("call-1", "Invoice 4711 is late").result(10)
    assert ids(history.recent(query=query)) == ["call-1"]


@pytest.mark.parametrize(
    "query",
    ["ward", "hloa", "chloé ward", "999", "613 999", "324 ward", '"', "*", "!?", "chloé OR", "NOT x", "_", "a:b"],
)
def test_a_call_that_lacks_a_word_is_not_found_and_no_query_is_an_error(history, query):
    keep(history, a_call(name="Chloé Gagnon", number="+16133246100"))
    assert history.recent(query=query) == []


@pytest.mark.parametrize("query", ["", "  ", None])
def test_an_empty_query_means_all_calls(history, query):
    keep(history, a_call())
    assert ids(history.recent(query=query)) == ["call-1"]


def test_a_note_is_kept_changed_found_and_removed(history):
    keep(history, a_call())
    history.note("call-1", "Wants a call back").result(10)
    history.note("call-1", "Wants an offer \ud800").result(10)
    assert history.note_of("call-1") == "Wants an offer ?"
    assert (ids(history.recent(query="offer")), history.recent(query="back")) == (["call-1"], [])
    history.note("call-1", " ").result(10)
    assert history.note_of("call-1") == ""
    assert history.recent(query="offer") == []


def test_a_note_outlives_later_versions_of_the_call_and_may_come_before_the_first(history):
    history.note("call-1", "typed early").result(10)
    keep(history, a_call())
    keep(history, a_call(states=ENDED))
    assert history.note_of("call-1") == "typed early"
    assert ids(history.recent(query="early")) == ["call-1"]


def test_the_call_before_with_the_same_party_is_known_however_the_number_is_written(history):
    keep(
        history,
        a_call("first", number="6133246100"),
        a_call("second", minute=1),
        a_call("other", number="+14165550199"),
    )
    now = a_call("now", minute=2)
    keep(history, now)
    assert history.last_with("+1 (613) 324-6100", now).id == "second"
    assert history.last_with("+16133246100", a_call("second", minute=1)).id == "first"
    assert history.last_with("+442079460000", now) is None


def test_the_last_note_about_a_party_is_known(history):
    keep(history, a_call("first"), a_call("second", minute=1), a_call("now", minute=2))
    for call_id in ("second", "first", "now"):
        history.note(call_id, f"note of {call_id}").result(10)
    assert history.last_note_with("+16133246100", "now") == "note of first"
    assert history.last_note_with("+14165550199", "now") is None


@pytest.mark.parametrize("withheld", ["", "anonymous", "sip:anna@example.com"])
def test_callers_whose_number_says_nothing_are_not_taken_for_one_another(history, withheld):
    keep(history, a_call("before", number=withheld))
    history.note("before", "about somebody else").result(10)
    now = a_call("now", minute=1, number=withheld)
    assert history.last_with(withheld, now) is None
    assert history.last_note_with(withheld, "now") is None


def test_unfinished_calls_are_those_with_an_open_end_or_outcome(history):
    waiting = (("progressing", "ringing"), ("progressing", "ended"))
    keep(history, a_call("ringing"), a_call("open", minute=1, states=waiting), a_call("over", states=ENDED))
    keep(history, a_call("too old", minute=-60))
    assert ids(history.unfinished(MORNING - timedelta(minutes=30))) == ["ringing", "open"]


def test_calls_older_than_the_settings_say_go_with_their_notes_and_words(history, store):
    now = datetime.now(UTC)
    days_ago = {f"{days} days": int((now - timedelta(days=days) - MORNING) / timedelta(minutes=1)) for days in (31, 29)}
    for call_id, minute in days_ago.items():
        keep(history, a_call(call_id, minute=minute))
        history.note(call_id, "a note").result(10)
    history.prune(0).result(10)
    assert len(history.recent()) == 2
    history.prune(30).result(10)
    assert ids(history.recent(query="note")) == ["29 days"]
    assert [store.read(f"SELECT count(*) FROM {table}") for table in ("calls", "notes", "search")] == [[(1,)]] * 3


def test_a_call_that_cannot_be_read_is_left_out_and_named_in_the_log(history, store, caplog):
    keep(history, a_call("good"), a_call("bad", minute=1))
    store.submit(lambda c: c.execute("UPDATE calls SET facts = '{}' WHERE id = 'bad'") and None).result(10)
    assert ids(history.recent()) == ["good"]
    assert history.get("bad") is None
    assert "left out" in caplog.text


def test_another_program_reads_what_the_running_one_writes(history, store):
    reader = Store.open_readonly(store.path)
    keep(history, a_call())
    assert ids(CallHistory(reader).recent(query="ward")) == ["call-1"]
    with pytest.raises(StoreError):
        CallHistory(reader).note("call-1", "not allowed").result(10)
    reader.close()


def test_a_negative_age_is_refused():
    assert HistorySettings().keep_days == 365
    with pytest.raises(ValueError, match="keep_days must be 0 or more"):
        HistorySettings(keep_days=-1)
