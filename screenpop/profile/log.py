"""The log file, which can be sent to support as it is: nothing secret ever gets into it."""

import logging
import logging.handlers
import re
import sys
import threading
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Final

from screenpop.profile import private

log = logging.getLogger(__name__)

_SIZE: Final = 2_000_000
_KEPT: Final = 3
_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_NAMED: Final = (
    r"(?i)((?:\\?[\"'])?\b(?:access_token|refresh_token|jwt_token|id_token|authtoken|token|client_secret|relay_secret"
    r"|feed_secret|secret|ngrok_token|ssh_passphrase|passphrase|password|passwd|authorization|code_verifier|code(?=[\\\"'\s=:]{1,8}[^\\\"'\s=:&]{8}))\b"
    r"(?:\\?[\"'])?\s*[=:]\s*)"
)
"""The name of a secret (a code only if what follows is as long as one), and what stands before its value."""

_SECRETS: Final = (
    (re.compile(r"(/hook/)[^\s/?#\"'<>]+"), r"\1…"),
    (re.compile(r"([?&]state=)(?!…)[^\s&#\"'<>]+"), r"\1…"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"), "…"),
    (re.compile(_NAMED + r"b?\\?(?:\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)"), r"\1…"),
    (re.compile(r"(?i)\b(bearer|basic)\s+(?!user\b)[a-z0-9._~+/=-]+"), r"\1 …"),
    (re.compile(_NAMED + r"(?!…)[^\s\"'&,;}\]]+"), r"\1…"),
)
_CONTROLS: Final = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160)) if chr(code) not in "\n\t"}


def redact(text: str) -> str:
    """`text` without tokens, secrets, codes and hook addresses."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Takes secrets out of the finished line: message, arguments and traceback alike.

    What follows the first line is indented, so that no text from outside can pass for a line of the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return redact(super().format(record)).translate(_CONTROLS).replace("\n", "\n    ")


class PrivateFileHandler(logging.handlers.RotatingFileHandler):
    """Writes to a file of this user alone: it tells who called."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=private.opener)


def set_up(path: Path, *, verbose: bool = False) -> None:
    """Write the log to `path`, a file that is renewed at 2 MB; the last three are kept.

    Errors that nobody caught are written there too: a program of the tray has no terminal to show them on.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = PrivateFileHandler(
        path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace", delay=True
    )
    handler.setFormatter(RedactingFormatter(_LINE))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for chatty in ("httpx", "httpcore", "uvicorn", "asyncio", "asyncssh", "hpack", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        log.critical("An error that nobody expected:", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if isinstance(args.exc_value, Exception):
        _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
