"""Tells the subscribers what happens: notices about their subscription, calls, call records and recordings."""

from collections.abc import Callable, Sequence

from .calls import Call, Leg
from .chores import Chores
from .clock import Clock
from .deliveries import Deliveries, Post
from .messages import call_message, cdr_message, preparing, ready, recording_message
from .records import Record, Records
from .subscriptions import Subscription, Subscriptions
from .variants import Timings, Variants


class Publisher:
    """Posts to whoever subscribed. `on_ready` are called when a subscription has become ready."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        deliveries: Deliveries,
        records: Records,
        *,
        clock: Clock,
        chores: Chores,
        variants: Variants,
        timings: Timings,
    ) -> None:
        """Nobody subscribed yet."""
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._records = records
        self._clock = clock
        self._chores = chores
        self._variants = variants
        self._timings = timings
        self.on_ready: list[Callable[[], None]] = []

    def prepare(self, subscription: Subscription) -> None:
        """Set a subscription up, which takes a while, and tell its endpoint."""
        self._chores.spawn(self._prepare(subscription), f"subscription {subscription.id}")

    def tell_call(self, call: Call, leg: Leg) -> None:
        """Tell of a change of a leg. One extension's subscription hears of that extension's legs alone (assumed)."""
        body = b""
        for subscription in self._subscriptions.live():
            if subscription.covers("calls", call.caller.user, leg.user):
                body = body or call_message(call, leg, self._variants)
                self._post(subscription, "calls", call.id, body)

    def tell_end(self, records: Sequence[Record], base: str) -> None:
        """Tell of the records of a call that has ended, and of its recording, when they are ready."""
        self._chores.spawn(self._tell_end(records, base), "call records")

    async def _prepare(self, subscription: Subscription) -> None:
        await self._clock.sleep(self._timings.preparing_after)
        self._notify(subscription, preparing(subscription.wish.events, self._variants))
        await self._clock.sleep(self._timings.ready_after)
        subscription.ready = True
        self._notify(subscription, ready(self._variants))
        for tell in list(self.on_ready):
            tell()

    def _notify(self, subscription: Subscription, body: bytes) -> None:
        if self._subscriptions.find(subscription.id) is subscription:
            self._post(subscription, "notices", "", body)

    async def _tell_end(self, records: Sequence[Record], base: str) -> None:
        await self._clock.sleep(self._timings.record_after)
        for subscription in self._subscriptions.live():
            theirs = [one for one in records if subscription.covers("cdrs", one.caller.user, one.target.user)]
            if theirs:
                self._post(subscription, "cdrs", theirs[0].caller.call_id, cdr_message(theirs, self._variants))
        await self._clock.sleep(self._timings.recording_after)
        for record in records:
            self._tell_recording(record, base)

    def _tell_recording(self, record: Record, base: str) -> None:
        recording = self._records.record_audio(record, base)
        if recording is None:
            return
        for subscription in self._subscriptions.live():
            if subscription.covers("recordings", *recording.users):
                self._post(subscription, "recordings", recording.call_id, recording_message(recording))

    def _post(self, subscription: Subscription, kind: str, line: str, body: bytes) -> None:
        self._deliveries.post(Post(subscription.id, subscription.wish.post_uri, kind, line, body))
