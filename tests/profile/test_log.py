import logging
import sys
import threading

import pytest

from screenpop.profile import log

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjYifQ.c2lnbmF0dXJl_-"
HOOK = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE"


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A log that was set up, and taken down after the test."""
    root = logging.getLogger()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(root, "level", root.level)
    before = list(root.handlers)
    log.set_up(tmp_path / "profile" / "screenpop.log")
    yield tmp_path / "profile" / "screenpop.log"
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"POST http://127.0.0.1:17200/hook/{HOOK} 204", "POST http://127.0.0.1:17200/hook/… 204"),
        (f"'https://relay.example/hook/{HOOK}?x=1'", "'https://relay.example/hook/…?x=1'"),
        ("Authorization: Bearer abc.DEF-123_~+/=", "Authorization: … …"),
        ("(b'authorization', b'Bearer s3cret')", "(b'authorization', b'Bearer …')"),
        ("auth Basic ZGVtbzpkZW1v", "auth Basic …"),
        ("The sign-in's scope is Basic User.", "The sign-in's scope is Basic User."),
        ('{"access_token": "s3cret", "expires_in": 3600}', '{"access_token": …, "expires_in": 3600}'),
        ("{'client_secret': 's3cret', 'grant_type': 'password'}", "{'client_secret': …, 'grant_type': 'password'}"),
        ('"{\\"refresh_token\\": \\"s3cret\\"}"', '"{\\"refresh_token\\": …'),
        ("grant_type=password&password=s3cret&username=126", "grant_type=password&password=…&username=126"),
        ("client_secret=s3cret", "client_secret=…"),
        ('"password": "correct horse, battery; staple"', '"password": …'),
        ('"password": "with \\"quotes\\" inside", "b": 1', '"password": …, "b": 1'),
        ('"password": "cut off in the mid', '"password": …'),
        ("callback?code=4%2F0AX4XfWh&state=9", "callback?code=…&state=…"),
        ("Subscription: state=live, GET /_sim?state", "Subscription: state=live, GET /_sim?state"),
        (f"id {JWT} came", "id … came"),
        ("RELAY_SECRET: s3cret", "RELAY_SECRET: …"),
        ("the NGROK authtoken=2abc_DEF", "the NGROK authtoken=…"),
        ("status code: 404, error code=13", "status code: 404, error code=13"),
        ("The token is not taken any more.", "The token is not taken any more."),
        ("from.call_id 20261124101500-abc at ext 126", "from.call_id 20261124101500-abc at ext 126"),
    ],
)
def test_secrets_are_taken_out_and_all_else_stays(text, redacted):
    assert log.redact(text) == redacted
    assert log.redact(redacted) == redacted


def test_arguments_and_tracebacks_are_redacted_too(path):
    try:
        raise ValueError(f"http://127.0.0.1/hook/{HOOK} refused password=s3cret")
    except ValueError:
        logging.getLogger("screenpop.test").exception("Posting to %s with %s", f"/hook/{HOOK}", {"token": "s3cret"})
    text = path.read_text(encoding="utf-8")
    assert "ERROR screenpop.test: Posting to /hook/… with {'token': …}" in text
    assert "ValueError: http://127.0.0.1/hook/… refused password=…" in text
    assert HOOK not in text
    assert "s3cret" not in text


def test_text_from_outside_cannot_pass_for_a_line_of_the_log(path):
    logging.getLogger("screenpop.test").warning("name %s", "Ward\n2026-11-24 ERROR screenpop: forged\r\x1b[2J\x9b")
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "    2026-11-24 ERROR screenpop: forged\\x0d\\x1b[2J\\x9b"
    ]


def test_text_that_is_no_text_is_written_all_the_same(path):
    logging.getLogger("screenpop.test").warning("name \ud800")
    assert "name \\ud800" in path.read_text(encoding="utf-8")


def test_the_log_is_for_this_user_alone_also_after_it_was_renewed(path, monkeypatch):
    logger = logging.getLogger("screenpop.test")
    for handler in logging.getLogger().handlers:
        if isinstance(handler, log.PrivateFileHandler):
            monkeypatch.setattr(handler, "maxBytes", 2000)
    for number in range(200):
        logger.warning("line %d of a log that is renewed again and again", number)
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["screenpop.log", "screenpop.log.1", "screenpop.log.2", "screenpop.log.3"], 0o600)
    assert "line 199 " in path.read_text()


def test_errors_that_nobody_caught_are_written_down(path, capsys):
    def fail():
        raise LookupError("in a thread, token=s3cret")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        raise LookupError("in the main thread")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = path.read_text()
    assert text.count("CRITICAL") == 2
    assert "LookupError: in a thread, token=…" in text
    assert "LookupError: in the main thread" in text
    assert "in the main thread" in capsys.readouterr().err


def test_an_interruption_by_the_user_is_no_error(path):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not path.exists()


def test_chatty_libraries_and_details_are_left_out(path):
    logging.getLogger("httpx").info("HTTP Request")
    logging.getLogger("screenpop.test").debug("a detail")
    logging.getLogger("screenpop.test").info("an event")
    assert [line.rpartition(": ")[2] for line in path.read_text().splitlines()] == ["an event"]
