"""What outlives the program, and in which order it gets to disk."""

import asyncio
import threading

import pytest

from screenpop.integrate.memory import Forgetful, Notebook


class SlowDisk(Forgetful):
    """Writes only when it is let."""

    def __init__(self):
        super().__init__()
        self.may_write = threading.Event()
        self.began = threading.Event()
        self.written = []

    def save(self, name, value):
        self.began.set()
        assert self.may_write.wait(10)
        self.written.append(value)
        super().save(name, value)


class FullDisk(Forgetful):
    def save(self, name, value):
        raise OSError(28, "No space left on device")


def test_forgetful_keeps_copies():
    memory, value = Forgetful(), {"a": 1}
    memory.save("x", value)
    value["a"] = 2
    memory.load("x")["a"] = 3
    assert (memory.load("x"), memory.load("y")) == ({"a": 1}, {})


async def test_what_is_written_can_be_read():
    notebook = Notebook(Forgetful(), "x")
    assert notebook.read() == {}
    await notebook.write({"a": 1})
    assert notebook.read() == {"a": 1}


async def test_writes_keep_their_order():
    disk = SlowDisk()
    notebook = Notebook(disk, "x")
    async with asyncio.TaskGroup() as tasks:
        for number in range(5):
            tasks.create_task(notebook.write({"n": number}))
        await asyncio.to_thread(disk.began.wait, 10)
        disk.may_write.set()
    assert disk.written == [{"n": number} for number in range(5)]


async def test_one_write_at_a_time():
    """So that an older record can never overtake a newer one."""
    under_way, begun = set(), []

    async def elsewhere(work):
        assert not under_way
        under_way.add(work)
        begun.append(work)
        await asyncio.sleep(0)
        work()
        under_way.remove(work)

    notebook = Notebook(Forgetful(), "x", elsewhere=elsewhere)
    await asyncio.gather(*(notebook.write({"n": number}) for number in range(5)))
    assert (len(begun), notebook.read()) == (5, {"n": 4})


async def test_a_write_that_has_begun_is_finished_though_nobody_waits_for_it():
    disk = SlowDisk()
    notebook = Notebook(disk, "x")
    writing = asyncio.create_task(notebook.write({"id": "5754713652854784"}))
    await asyncio.to_thread(disk.began.wait, 10)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    disk.may_write.set()
    await notebook.flush()
    assert disk.load("x") == {"id": "5754713652854784"}


async def test_a_disk_that_refuses_is_logged_and_holds_nobody_up(caplog):
    notebook = Notebook(FullDisk(), "subscription")
    await notebook.write({})
    await notebook.flush()
    assert "The subscription record could not be written to disk" in caplog.text


async def test_a_flush_of_nothing():
    await Notebook(Forgetful(), "x").flush()
