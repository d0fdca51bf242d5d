import json
import os
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from screenpop.people.contact import Mark
from screenpop.people.sources.asked import CommandSource, HttpSource, contacts_in
from screenpop.people.sources.base import SourceError

ECHO = "import json, sys; print(json.dumps({'name': sys.argv[1], 'company': 'Of ' + sys.argv[1]}))"


def command(code, *arguments, seconds=10):
    return CommandSource("crm", [sys.executable, "-c", code, *arguments], seconds)


@contextmanager
def server(status, body, seen):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, self.headers.get("Authorization")))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Quiet."""

    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.mark.parametrize("number", ["+16132346100", "$(touch x); `id` | 'a\" b'", "sip:a@b?x&y"])
def test_a_program_gets_the_number_as_one_argument_whatever_it_is(number):
    (found,) = command(ECHO, "{number}").look_up(number)
    assert found.company == f"Of {number}"


def test_a_number_that_looks_like_an_option_starts_nothing():
    assert command("raise SystemExit(1)", "{number}").look_up("--help") == ()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise SystemExit(3)", "ended with 3"),
        ("print('hello')", "no JSON"),
        ("print('x' * 100_000)", "longer than"),
        ("import time; time.sleep(60)", "longer than 0.3 seconds"),
    ],
)
def test_a_program_that_fails_says_how(code, why):
    with pytest.raises(SourceError, match=why):
        command(code, "{number}", seconds=0.3 if "sleep" in code else 20).look_up("1")


def test_a_program_that_is_not_there():
    with pytest.raises(SourceError, match="cannot be started"):
        CommandSource("crm", ["/nowhere/program", "{number}"], 1).look_up("1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes")
def test_what_a_program_started_ends_with_it(tmp_path):
    note = tmp_path / "pid"
    child = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    with pytest.raises(SourceError):
        command(code, "{number}", seconds=3).look_up("1")
    pid, latest = int(note.read_text()), time.monotonic() + 10
    while _lives(pid) and time.monotonic() < latest:
        threading.Event().wait(0.01)
    assert not _lives(pid)


def _lives(pid):
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_address_gets_the_number_escaped_and_the_token():
    seen = []
    with server(200, json.dumps([{"name": "David", "vip": True, "order": 20418}]).encode(), seen) as url:
        (found,) = HttpSource("crm", url + "/who?n={number}", 5, secret="t0ken").look_up("+1&x=/../#")
    assert seen == [("/who?n=%2B1%26x%3D%2F..%2F%23", "Bearer t0ken")]
    assert (found.name, found.marks, found.field("order")) == ("David", {Mark.VIP}, "20418")


@pytest.mark.parametrize(("status", "body"), [(404, b"not found"), (200, b""), (200, b"[]"), (200, b"{}"), (200, b"7")])
def test_an_address_that_knows_nobody(status, body):
    with server(status, body, []) as url:
        assert not HttpSource("crm", url + "/{number}", 5).look_up("1")


@pytest.mark.parametrize(("status", "why"), [(500, "status 500"), (302, "status 302")])
def test_an_address_that_fails_says_how(status, why):
    with server(status, b"", []) as url, pytest.raises(SourceError, match=why):
        HttpSource("crm", url + "/{number}", 5).look_up("1")


def test_an_address_that_does_not_answer():
    with server(200, b"", []) as url:
        pass
    with pytest.raises(SourceError, match="does not answer"):
        HttpSource("crm", url + "/{number}", 1).look_up("1")


def test_whatever_json_comes_is_a_contact_or_nothing():
    odd = [{"name": 5, "numbers": {}, "groups": "x"}, {"name": None}, None, [], {"name": "A", "x": {"y": 1}}]
    assert [one.name for one in contacts_in(json.dumps(odd).encode(), "1")] == ["5", "A"]
    with pytest.raises(SourceError):
        contacts_in(b"[" * 60_000, "1")
