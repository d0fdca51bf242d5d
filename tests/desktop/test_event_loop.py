"""The loop calls back in time and in order, and keeps nothing of what was cancelled."""

import asyncio

import pytest

from screenpop.desktop.event_loop import EventLoop


@pytest.fixture
def loop(qapp):
    with EventLoop(qapp) as made:
        yield made


def test_callbacks_come_in_the_order_of_their_times(loop):
    called = []
    done = loop.create_future()
    loop.call_later(0.03, done.set_result, None)
    loop.call_later(0.02, called.append, "third")
    loop.call_later(0.01, called.append, "second")
    loop.call_later(-1, called.append, "first")
    loop.run_until_complete(done)
    assert called == ["first", "second", "third"]


def test_a_callback_never_comes_early(loop):
    async def wait():
        due = loop.time() + 0.0101
        await asyncio.sleep(0.0101)
        return loop.time() - due

    assert all(loop.run_until_complete(wait()) >= 0 for _ in range(20))


def test_cancelled_callbacks_are_not_called_and_not_kept(loop):
    called = []

    async def cancel():
        for _ in range(5000):
            loop.call_later(3600, called.append, "dead").cancel()
        loop.call_later(0.01, called.append, "dead").cancel()
        loop.call_later(0.001, called.append, "alive")
        await asyncio.sleep(0.02)

    loop.run_until_complete(cancel())
    assert called == ["alive"]
    assert len(loop._waiting) < 500


def test_a_callback_that_fails_does_not_stop_the_others(loop):
    told = []
    loop.set_exception_handler(lambda _loop, context: told.append(context["exception"]))
    done = loop.create_future()
    loop.call_later(0.001, lambda: 1 / 0)
    loop.call_later(0.002, done.set_result, "reached")
    assert loop.run_until_complete(done) == "reached"
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_callbacks_that_call_later_again(loop):
    async def count():
        for _ in range(50):
            await asyncio.sleep(0.0001)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.005):
                await loop.create_future()
        return "done"

    assert loop.run_until_complete(count()) == "done"


def test_a_closed_loop_calls_nothing(qapp):
    called = []
    with EventLoop(qapp) as loop:
        loop.call_later(0.001, called.append, "late")
    with EventLoop(qapp) as other:
        other.run_until_complete(asyncio.sleep(0.01))
    assert called == []
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(1, called.append, "never")
