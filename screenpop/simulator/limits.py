"""Rate limits: one bucket per token, method and path template (assumed), with a moving second and a moving minute."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from .answers import Refusal
from .clock import Clock
from .variants import Variants


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests are allowed in a second and in a minute."""

    per_second: int
    per_minute: int

    def __str__(self) -> str:
        """As the `x-RateLimit-Limit` header has it."""
        return f"{self.per_second}/second, {self.per_minute}/minute"


class RateLimiter:
    """Counts the requests that were let through in the last minute. `pushed_back` is how many were not, ever."""

    def __init__(self, clock: Clock, variants: Variants) -> None:
        """Nothing is spent."""
        self._clock = clock
        self._variants = variants
        self._buckets: defaultdict[tuple[str, str, str], deque[float]] = defaultdict(deque)
        self.pushed_back = 0

    def spend(self, who: str, method: str, template: str, rate: Rate) -> None:
        """Let one request through, or raise a Refusal with status 429."""
        if not self._variants.rate_limits:
            return
        now = self._clock.steady()
        bucket = self._buckets[who, method, template]
        while bucket and bucket[0] <= now - 60:
            bucket.popleft()
        for allowed, seconds, unit in ((rate.per_second, 1, "second"), (rate.per_minute, 60, "minute")):
            if len(bucket) >= allowed and bucket[-allowed] > now - seconds:
                self.pushed_back += 1
                raise self._too_many(f"{allowed} per 1 {unit}", bucket[-allowed] + seconds - now)
        bucket.append(now)

    def forget(self) -> None:
        """Begin to count anew."""
        self._buckets.clear()

    def _too_many(self, message: str, wait: float) -> Refusal:
        headers = {"Retry-After": str(math.ceil(wait))} if self._variants.retry_after else {}
        return Refusal(429, message, headers=headers)
