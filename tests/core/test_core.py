"""The whole way without a screen: a call rings at the phone system and is in the core's hands and in the history."""

from screenpop.calls.call import CallState, Outcome
from screenpop.simulator.faults import Fault
from screenpop.simulator.wishes import CallWish
from screenpop.status import status_json
from tests.waiting import until

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")


async def test_a_call_goes_the_whole_way(desk):
    core = await desk.start_live()
    popped = []
    core.on_changes.append(lambda changes: popped.extend(change.call.id for change in changes if change.pop))

    call_id = desk.phone_system.ring(DAVID)
    await until(lambda: popped == [call_id])
    ringing = desk.call(call_id)
    assert (ringing.state, ringing.name, ringing.number) == (CallState.RINGING, "David Ward", "+16133246100")

    desk.phone_system.answer(call_id, "126")
    await until(lambda: desk.call(call_id).own_state is CallState.ACTIVE)
    desk.phone_system.hang_up(call_id)
    await until(lambda: (kept := desk.kept(call_id)) and kept.outcome is Outcome.ANSWERED and kept.ended)
    assert popped == [call_id]


async def test_the_subscription_is_made_by_the_program_and_deleted_when_it_quits(desk):
    core = await desk.start_live()
    (subscription,) = await desk.subscriptions()
    assert str(subscription["id"]) == core.account.subscription.id
    assert subscription["post_uri"] == core.post_uri
    await desk.quit()
    assert await desk.subscriptions() == []


async def test_a_quit_in_the_middle_of_the_start_leaves_nothing_behind(desk):
    await desk.start()
    await desk.quit()
    assert await desk.subscriptions() == []


async def test_a_call_that_was_answered_and_ended_while_the_program_was_off_is_filled_in(desk):
    await desk.start_live()
    first = desk.phone_system.ring(DAVID)
    await until(lambda: desk.call(first))
    desk.phone_system.hang_up(first)
    await until(lambda: desk.kept(first) and desk.kept(first).ended)
    await desk.quit()

    missed = desk.phone_system.ring(CallWish(number="+14185550117", name="Marie Tremblay", to="126"))
    desk.phone_system.hang_up(missed)

    await desk.start_live()
    kept = await until(lambda: desk.kept(missed))
    assert (kept.outcome, kept.number) == (Outcome.MISSED, "+14185550117")


async def test_a_call_that_rings_while_the_program_starts_gets_its_card_from_the_snapshot(desk):
    call_id = desk.phone_system.ring(DAVID)
    popped = []
    core = await desk.start()
    core.on_changes.append(lambda changes: popped.extend(change.call.id for change in changes if change.pop))
    await until(lambda: popped == [call_id])


async def test_the_published_keys_of_the_status(desk):
    core = await desk.start_live()
    desk.phone_system.ring(DAVID)
    await until(core.intake.ledger.calls)
    status = status_json(core)
    assert list(status) == [
        *("version", "pid", "account", "delivery", "subscription", "presence", "calls", "cards", "received"),
    ]
    assert status["account"] == {"signed_in": True, "user": "126", "domain": "example.com", "name": "Sam Lee"}
    assert status["delivery"]["kind"] == "loopback"
    assert status["delivery"]["state"] == "up"
    assert status["subscription"]["state"] == "live"
    assert status["presence"]["self"] == "ringing"


async def test_a_wrong_secret_is_told_in_words_and_nothing_is_tried_again_and_again(desk, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "wrong")
    core = await desk.start()
    await until(lambda: core.account.subscription.detail)
    assert "does not accept the sign-in" in core.account.subscription.detail
    assert "does not accept the sign-in" in core.why_offline
    assert not core.account.is_signed_in

    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    core.account.sign_in_again()
    await until(lambda: core.account.is_subscribed)
    assert core.why_offline is None


async def test_the_phone_system_is_down_at_the_start_and_comes_back(desk):
    desk.phone_system.system.faults.add([Fault(path="users", status=503, times=1)])
    core = await desk.start()
    await until(lambda: core.account.subscription.state == "degraded")
    assert "status 503" in core.why_offline
    await until(lambda: core.account.is_subscribed)
