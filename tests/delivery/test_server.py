"""The embedded server: how it ends, and what it does while nothing comes."""

import asyncio
import signal
import sys

import pytest

from screenpop.delivery import server as server_module
from tests.delivery.wire import port_of, request, server_for
from tests.waiting import until


async def test_closing_cuts_off_slow_senders_and_idle_connections(server, connect, desk, caplog):
    idle = await connect()
    await idle.send(request())
    await idle.status()
    slow_headers, slow_body, silent = [await connect() for _ in range(3)]
    await slow_headers.send(request()[:10])
    await slow_body.send(request()[:-1])
    await until(lambda: len(server.server_state.tasks) == 1 and len(server.server_state.room) == 3)
    await server.close()
    for wire in (idle, slow_headers, slow_body, silent):
        assert await wire.rest() == b""
    assert not server.server_state.connections
    assert len(desk.bodies) == 1
    assert caplog.text == ""


async def test_an_answer_that_is_under_way_goes_out_before_the_end(server, connect, connect_to, desk):
    wire = await connect()
    desk.disk.clear()
    await wire.send(request())
    await until(lambda: desk.bodies)
    port = port_of(server)
    closing = asyncio.create_task(server.close())
    await until(lambda: server.server_state.is_closing)
    with pytest.raises(ConnectionRefusedError):
        await connect_to(port)
    desk.disk.set()
    assert await wire.status() == 204
    assert await wire.rest() == b""
    await closing


async def test_a_disk_that_never_answers_does_not_keep_the_program_from_ending(server, connect, desk, monkeypatch):
    monkeypatch.setattr(server_module, "_GRACE", 0.01)
    wire = await connect()
    desk.disk.clear()
    await wire.send(request())
    await until(lambda: desk.bodies)
    await server.close()
    assert b"204" not in await wire.rest()
    assert not server.server_state.tasks


async def test_whoever_connects_at_the_last_moment_is_cut_off(server, connect):
    wire = await connect()
    server.server_state.is_closing = True
    late = await connect()
    assert await late.rest() == b""
    await wire.send(request())
    assert await wire.status() == 204


async def test_while_nothing_comes_nothing_is_scheduled(server, connect):
    """Neither the server nor an answered connection wakes the loop, but for the end of the connection."""
    wire = await connect()
    timers = asyncio.get_running_loop()._scheduled
    await wire.send(request())
    await wire.status()
    pending = [timer for timer in timers if not timer.cancelled()]
    assert [timer._callback.__name__ for timer in pending] == ["timeout_keep_alive_handler"]
    await wire.close()
    await until(lambda: not server.server_state.connections)
    assert [timer for timer in timers if not timer.cancelled()] == []
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_signals_are_left_to_the_program(server):
    assert server.started
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


async def test_nobody_elses_variables_change_anything(desk, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    server = server_for(desk)
    await server.open()
    assert (server.config.workers, server.config.proxy_headers) == (1, False)
    await server.close()


SCENARIO = """
import asyncio, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from screenpop.desktop.event_loop import EventLoop
from screenpop.delivery.loopback import Loopback
from screenpop.delivery.settings import LoopbackSettings
from screenpop.profile.state import StateFolder
from tests.delivery.wire import Desk, Wire, request
from tests.waiting import until

async def main():
    desk = Desk()
    way = Loopback(LoopbackSettings(), StateFolder(Path(sys.argv[1])))
    await way.start(desk.take, lambda: None)
    address = await anext(address async for address in way.addresses() if address)
    port, path = int(address.split(":")[2].split("/")[0]), "/hook/" + address.rsplit("/", 1)[1]
    statuses = []
    for size in (2, 60_000, 70_000):
        wire = await Wire.connect(port)
        await wire.send(request(path, b"x" * size) * (2 if size < 70_000 else 1))
        statuses += [await wire.status() for _ in range(2 if size < 70_000 else 1)]
        await wire.close()
    slow = await Wire.connect(port)
    await slow.send(request(path)[:-1])
    await until(lambda: way._door._server.server_state.tasks)
    await way.stop()
    print(statuses, await slow.rest(), len(desk.safe))
    await slow.close()

qt = QCoreApplication([])
with EventLoop(qt) as loop:
    loop.run_until_complete(main())
"""


async def test_it_runs_on_the_loop_of_the_tray_application(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-c", SCENARIO, str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert (out.decode(), err.decode()) == ("[204, 204, 204, 204, 413] b'' 4\n", "")
