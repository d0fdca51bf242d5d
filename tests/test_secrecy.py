"""The search for secrets after a run: it is told of them by every program, and finds them."""

import os
import secrets
import subprocess
import sys
import uuid
from pathlib import Path

from tests.secrecy import leaks


def told():
    return Path(os.environ["TOLD_SECRETS"]).read_text(encoding="ascii").split()


def test_what_this_program_draws_is_told():
    assert secrets.token_urlsafe(32) in told()
    assert str(uuid.uuid4()) in told()


def test_what_other_programs_draw_is_told():
    draw = "import secrets; print(secrets.token_urlsafe(32))"
    drawn = subprocess.run([sys.executable, "-c", draw], check=True, capture_output=True, text=True)
    assert drawn.stdout.strip() in told()


def test_where_a_secret_is_found():
    texts = [("a log", "GET /hook/…\n"), ("another", "GET /hook/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6\n")]
    assert leaks(texts, {"Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6", "short", "c2VjcmV0c2VjcmV0c2VjcmV0"}) == ["another: Zm9vYm…"]
