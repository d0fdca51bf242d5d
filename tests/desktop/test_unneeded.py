"""In processes of their own: what is loaded cannot be unloaded."""

import subprocess
import sys

LOADED = """
import sys
from PySide6.QtCore import QObject
from screenpop.desktop.unneeded import keep_no_sources, load_no_httpx_command
keep_no_sources()
load_no_httpx_command()
import linecache
import traceback
import httpx
print(len(linecache.cache), "rich" in sys.modules, "pygments" in sys.modules)
print(httpx.Request("GET", "http://127.0.0.1/").url)
try:
    httpx.URL(7)
except TypeError:
    print(traceback.format_exc())
"""


def test_libraries_work_without_it_and_tracebacks_still_show_their_lines():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    kept, url, *traceback = done.stdout.splitlines()
    assert kept == "0 False False"
    assert url == "http://127.0.0.1/"
    assert any("raise TypeError(" in line for line in traceback)


SETTLED = """
import asyncio, gc
from PySide6.QtWidgets import QApplication
from screenpop.desktop import unneeded
from screenpop.desktop.event_loop import EventLoop

unneeded._SETTLED_AFTER = 0.01
async def work():
    while not gc.get_freeze_count():
        await asyncio.sleep(0.005)
    return None

with EventLoop(QApplication(["test", "-platform", "offscreen"])) as loop:
    loop.run_until_complete(unneeded.after_first_paint(work))
print(gc.get_freeze_count() > 10_000, gc.isenabled())
"""


def test_what_was_loaded_is_not_looked_at_again_by_the_collector():
    done = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("True True\n", "")
