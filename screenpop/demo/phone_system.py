"""The simulated phone system of the demo, on a loop and a thread of its own, as if it were elsewhere."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from screenpop.simulator.simulator import Simulator


@contextmanager
def phone_system() -> Iterator[str]:
    """Runs it; the API's address, "http://127.0.0.1:PORT/api". Raises OSError if there is no port to be had."""
    told: SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Event, str] | OSError] = SimpleQueue()

    async def serve() -> None:
        simulator = Simulator()
        try:
            address = await simulator.start()
        except OSError as error:
            told.put(error)
            return
        ending = asyncio.Event()
        told.put((asyncio.get_running_loop(), ending, address))
        await ending.wait()
        await simulator.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="simulated phone system", daemon=True)
    thread.start()
    began = told.get()
    if isinstance(began, OSError):
        raise began
    loop, ending, address = began
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join()
