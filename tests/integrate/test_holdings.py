"""What is noted down: nothing that may exist at the phone system is ever forgotten before its time."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.integrate.holdings import Asked, Held, Holdings, Wish, holdings_from

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOME = Wish("https://home.example/", DAY, "126")
AWAY = Wish("https://away.example/", DAY, "126")
OTHER_USER = Wish("https://home.example/", DAY, "127")
WISHES = (HOME, AWAY, OTHER_USER)


def held(sub_id="1", wish=HOME, *, proven=False, expires=NOW + DAY):
    return Held(sub_id, wish.post_uri, wish.user, expires, NOW + DAY / 2, proven)


def everything():
    holdings = Holdings().asking(HOME, NOW).answered(held("1")).proved().asking(AWAY, NOW)
    return holdings.answered(held("2", AWAY)).asking(HOME, None).asking(AWAY, NOW)


def test_the_record_is_read_back_as_it_was():
    holdings = everything()
    assert (holdings.held, holdings.asked, holdings.unanswered, holdings.former) != (None, None, (), ())
    assert holdings_from(json.loads(json.dumps(holdings.to_record()))) == holdings
    assert holdings_from({}) == Holdings()


@pytest.mark.parametrize(
    "record",
    [{"held": 5}, {"held": {"id": "1"}}, {"asked": []}, {"former": [{}]}, {"unanswered": 7}],
)
def test_a_broken_record_counts_as_empty_and_is_told(record, caplog):
    assert holdings_from(record) == Holdings()
    assert "cannot be read" in caplog.text


def test_a_wish_is_repeated_until_it_is_answered():
    asking = Holdings().asking(HOME, NOW).asking(HOME, NOW + DAY)
    assert (asking.asked, asking.unanswered) == (Asked(HOME, NOW + DAY), ())
    moved = asking.asking(AWAY, NOW + DAY)
    assert moved.unanswered == (Asked(HOME, NOW + DAY),)
    back = moved.asking(HOME, NOW + 2 * DAY)
    assert (back.asked.wish, [asked.wish for asked in back.unanswered]) == (HOME, [AWAY])


def test_rivals_name_the_same_address():
    holdings = Holdings().asking(OTHER_USER, NOW).asking(AWAY, NOW).asking(HOME, NOW)
    assert [asked.wish for asked in holdings.rivals(HOME)] == [OTHER_USER]
    assert holdings.rivals(Wish("https://new.example/", DAY)) == ()


def test_a_renewal_keeps_the_proof_and_another_id_has_to_prove_itself():
    proven = Holdings().answered(held("1")).proved()
    assert proven.answered(held("1")).held.proven
    another = proven.answered(held("2"))
    assert not another.held.proven
    assert [former.id for former in another.former] == ["1"]


def test_a_former_one_that_is_granted_again_is_not_deleted():
    retired = Holdings().answered(held("1")).retired()
    assert (retired.held, [former.id for former in retired.former]) == (None, ["1"])
    assert retired.answered(held("1")).former == ()
    assert retired.found(Asked(AWAY, NOW), held("1")).former == retired.former
    assert Holdings().answered(held("1")).found(Asked(AWAY, NOW), held("1")).former == ()


def test_reading_back_moves_the_renewal_forward_only():
    holdings = Holdings().answered(held("1"))
    assert holdings.read(None, NOW) == holdings
    assert holdings.read(NOW + 2 * DAY, NOW).held.renew_at == NOW + DAY / 2
    shorter = holdings.read(NOW + timedelta(hours=2), NOW).held
    assert (shorter.expires, shorter.renew_at) == (NOW + timedelta(hours=2), NOW + timedelta(hours=1))
    assert Holdings().read(NOW, NOW) == Holdings()


def test_what_has_run_out_needs_no_clearing_away():
    holdings = everything().leaving()
    assert not holdings.is_tidy
    later = holdings.without_lapsed(NOW + 2 * DAY)
    assert (later.former, [asked.at for asked in later.unanswered]) == ((), [None]), "nobody knows when that was asked"
    assert holdings.without_lapsed(NOW) == holdings


def test_leaving_leaves_nothing_out():
    gone = everything().leaving()
    assert (gone.held, gone.asked) == (None, None)
    assert {former.id for former in gone.former} == {"1", "2"}
    assert {asked.wish for asked in gone.unanswered} == {HOME, AWAY}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from(WISHES)),
        st.tuples(st.just("answer"), st.sampled_from("1234")),
        st.tuples(st.sampled_from(["prove", "retire", "leave"])),
    )
)


@given(STEPS)
def test_no_id_and_no_wish_is_ever_lost(steps):
    holdings, ids, wishes = Holdings(), set(), set()
    for step, *what in steps:
        match step:
            case "ask":
                holdings = holdings.asking(*what, NOW)
                wishes |= set(what)
            case "answer" if holdings.asked:
                wishes -= {holdings.asked.wish}
                holdings = holdings.answered(held(*what, holdings.asked.wish))
                ids |= set(what)
            case "prove":
                holdings = holdings.proved()
            case "retire":
                holdings = holdings.retired()
            case "leave":
                holdings = holdings.leaving()
        known = [former.id for former in holdings.former] + ([holdings.held.id] if holdings.held else [])
        asked = [one.wish for one in holdings.unanswered] + ([holdings.asked.wish] if holdings.asked else [])
        assert (sorted(known), len(asked)) == (sorted(ids), len(wishes))
        assert set(asked) == wishes
