"""The two clocks of this computer: the one on the wall, and one that never jumps."""

import sys
import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time of day as this computer believes it to be: aware, UTC. It may be wrong and it may jump."""
    return datetime.now(UTC)


if sys.platform == "linux":

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

else:

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.monotonic()
