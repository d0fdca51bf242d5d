"""A presence feed with all that it needs: a phone system, a relay, the feed, and desktops that read it."""

import secrets

import pytest

from screenpop.feed.keys import member_key
from screenpop.simulator.simulator import Simulator
from tests.feed.office import FeedAtWork, FeedDesk
from tests.relay.conftest import relay

__all__ = ["relay"]


@pytest.fixture
async def phone_system():
    simulator = Simulator()
    simulator.api_url = await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def secret(tmp_path, monkeypatch):
    """The feed's secret; whoever has none of their own in the environment gets it from there."""
    secret = secrets.token_urlsafe(32)
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("SCREENPOP_FEED_SECRET", secret)
    monkeypatch.setenv("SCREENPOP_RELAY_SECRET", secrets.token_urlsafe(32))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return secret


@pytest.fixture
async def feed(phone_system, relay, secret, tmp_path, monkeypatch):
    made = FeedAtWork(phone_system, tmp_path / "feed", relay.address)
    made.before_start = lambda: monkeypatch.setenv("SCREENPOP_FEED_SECRET", secret)
    yield made
    await made.quit()


@pytest.fixture
async def desk(phone_system, relay, secret, tmp_path, monkeypatch):
    made = FeedDesk(phone_system, tmp_path / "desk", relay.address)
    made.before_start = lambda: monkeypatch.setenv("SCREENPOP_FEED_SECRET", member_key(secret).told)
    yield made
    await made.quit()
