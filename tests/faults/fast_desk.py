"""A desk without a display, as a process of its own: `python -m tests.faults.fast_desk PROFILE SPEED ZERO`.

Where the program would show its window, there is a file called "shown" in the profile.
"""

import asyncio
import signal
import sys
from pathlib import Path

from screenpop.core import Core
from screenpop.profile.instance import SingleInstance
from screenpop.profile.paths import Profile
from tests.faults.fast_time import Pace


async def live(folder, pace):
    profile = Profile(Path(folder))
    assert SingleInstance(profile.lock).acquire(), "the life before is not over yet"
    core = Core(profile, clock=pace.call_clock())
    core.commands["show"] = (profile.folder / "shown").touch
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, core.quit)
    await core.run()


def main(folder, speed, zero):
    pace = Pace(float(speed), float(zero))
    with asyncio.Runner(loop_factory=pace.loop) as runner:
        runner.run(live(folder, pace))


if __name__ == "__main__":
    main(*sys.argv[1:])
