import asyncio
import contextlib
import os
import socket
import stat
import threading

import pytest

from screenpop.profile import control
from screenpop.profile.control import NotRunning, RequestRefused, ask, watch
from screenpop.profile.control_server import ControlServer
from tests.waiting import until


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run" / "program.sock"


@pytest.fixture
async def program(path):
    """A program that answers commands, among them ones that go wrong."""
    program = Program(path)
    await program.server.start()
    yield program
    await program.server.stop()


class Program:
    def __init__(self, path):
        self.server = ControlServer(path, self.answer)
        self.watchers = 0
        self.released = asyncio.Event()

    def answer(self, request):
        match request["command"]:
            case "watch":
                return self.count()
            case "never":
                return asyncio.get_running_loop().create_future()
            case command:
                return self.once(command, request)

    async def once(self, command, request):
        if command == "refuse":
            raise RequestRefused("No call is ringing.")
        if command == "fail":
            raise LookupError("a bug")
        if command == "no json":
            return object()
        return request

    async def count(self):
        self.watchers += 1
        try:
            yield 1
            yield 2
            await self.released.wait()
            raise RequestRefused("The end.")
        finally:
            self.watchers -= 1


def ask_(path, command, **more):
    return asyncio.to_thread(ask, path, {"command": command, **more})


async def test_a_request_is_answered(program, path):
    assert await ask_(path, "status", name="Chloé") == {"command": "status", "name": "Chloé"}


async def test_a_request_and_an_answer_may_be_long(program, path):
    text = "x" * 900_000
    assert (await ask_(path, "status", text=text))["text"] == text


async def test_what_the_program_refuses_is_told_in_its_words(program, path):
    with pytest.raises(RequestRefused, match="No call is ringing"):
        await ask_(path, "refuse")


@pytest.mark.parametrize("command", ["fail", "no json"])
async def test_a_command_that_breaks_is_logged_and_breaks_nothing_else(program, path, caplog, command):
    with pytest.raises(RequestRefused, match="its log file says why"):
        await ask_(path, command)
    assert "could not be answered" in caplog.text
    assert await ask_(path, "status")


async def test_nobody_there_is_not_running(path):
    with pytest.raises(NotRunning):
        await ask_(path, "status")


async def test_a_socket_that_a_killed_program_left_is_not_running_and_is_replaced(path):
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(os.fspath(path))
    with pytest.raises(NotRunning):
        await ask_(path, "status")
    program = Program(path)
    await program.server.start()
    assert await ask_(path, "status")
    await program.server.stop()
    assert not path.exists()


async def test_a_program_that_does_not_answer_is_told_from_one_that_does_not_run(program, path, monkeypatch):
    monkeypatch.setattr(control, "_PATIENCE", 0.01)
    with pytest.raises(RequestRefused, match="is running, but does not answer"):
        await ask_(path, "never")


async def test_watching_gives_each_result_as_it_comes_and_ends_with_the_program(program, path):
    results = watch(path, {"command": "watch"})
    assert [await asyncio.to_thread(next, results), await asyncio.to_thread(next, results)] == [1, 2]
    rest = asyncio.create_task(asyncio.to_thread(list, results))
    await program.server.stop()
    assert await rest == []
    assert program.watchers == 0


async def test_a_watch_that_fails_is_told(program, path):
    results = watch(path, {"command": "watch"})
    program.released.set()
    with pytest.raises(RequestRefused, match="The end"):
        await asyncio.to_thread(list, results)


async def test_whoever_watches_and_goes_away_is_let_go(program, path):
    results = watch(path, {"command": "watch"})
    assert await asyncio.to_thread(next, results) == 1
    assert program.watchers == 1
    results.close()
    await until(lambda: program.watchers == 0)


@pytest.mark.parametrize(
    ("line", "says"),
    [(b"hello\n", "not JSON"), (b"[]\n", "JSON object"), (b'{"command": 1}\n', "JSON object"), (b"\n", "not JSON")],
)
async def test_what_is_no_request_is_refused(program, path, line, says):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    assert says in (await reader.readline()).decode()
    writer.close()


async def test_a_line_without_an_end_is_cut_off(program, path):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"x" * (3 << 20))
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()
    assert await ask_(path, "status")


async def test_stopping_lets_go_of_everybody(program, path, caplog):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b'{"command": "never"}\n')
    silent_reader, silent_writer = await asyncio.open_unix_connection(path)
    await until(lambda: len(program.server._connections) == 2)
    await program.server.stop()
    assert [await reader.read(), await silent_reader.read()] == [b"", b""]
    writer.close()
    silent_writer.close()
    assert caplog.text == ""


async def test_the_socket_and_its_folder_are_for_this_user_alone(path):
    path.parent.mkdir(mode=0o755)
    program = Program(path)
    await program.server.start()
    assert [where.stat().st_mode & 0o777 for where in (path, path.parent)] == [0o600, 0o700]
    assert stat.S_ISSOCK(path.stat().st_mode)
    await program.server.stop()


async def test_a_folder_that_is_a_link_is_not_trusted(path, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    path.parent.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="not a folder of yours alone"):
        await Program(path).server.start()
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o755
    with pytest.raises(RequestRefused, match="not a folder of yours alone"):
        await ask_(path, "status")


async def test_a_folder_of_another_user_is_not_trusted_by_either_side(program, path, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: path.parent.stat().st_uid + 1)
    with pytest.raises(PermissionError, match="not a folder of yours alone"):
        await Program(path).server.start()
    with pytest.raises(RequestRefused, match="not a folder of yours alone"):
        await ask_(path, "status")


async def test_many_ask_at_once(program, path):
    answers = await asyncio.gather(*[ask_(path, "status", number=number) for number in range(50)])
    assert [answer["number"] for answer in answers] == list(range(50))
    assert threading.active_count() < 200
