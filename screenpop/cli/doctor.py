"""`screenpop doctor`: looks at every step from the display to a round trip through the way in, and says what to do."""

import argparse
import asyncio
import json
import logging
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from screenpop.cli.main import DONE, FAILED
from screenpop.cli.printing import plain, say
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.doctor.finding import Finding

_SIGNS: Final = {"ok": "✓", "warning": "!", "failure": "✗"}
_TODO: Final = "→ "
_PLAIN: Final = {"✓": "+", "✗": "x", "→ ": "-> "}
"""What stands for a sign where the terminal cannot write it."""
_INDENT: Final = " " * 12
_WIDEST: Final = 120


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("doctor", help="check every step, and say what to do")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print what was found."""
    from screenpop.doctor.examine import examine
    from screenpop.sections import SECTIONS

    logging.getLogger().addHandler(logging.NullHandler())  # what matters is in the findings
    findings = asyncio.run(examine(Profile.find(options.profile), SECTIONS))
    if options.json:
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for line in _lines(findings):
            say(line)
    return FAILED if any(finding.state == "failure" for finding in findings) else DONE


def _lines(findings: Sequence["Finding"]) -> Iterator[str]:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for finding in findings:
        yield f"{_sign(_SIGNS[finding.state])} {finding.state:8}  {finding.check}: {plain(finding.what)}"
        for detail in filter(None, (finding.meaning, finding.todo and _sign(_TODO) + finding.todo)):
            yield from textwrap.wrap(plain(detail), width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield ""
    yield _summary(findings)


def _sign(sign: str) -> str:
    try:
        sign.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return _PLAIN[sign]
    return sign


def _summary(findings: Sequence["Finding"]) -> str:
    counts = Counter(str(finding.state) for finding in findings)
    parts = [f"{counts[word]} {word}{_plural(word, counts[word])}" for word in _SIGNS if counts[word]]
    return f"{', '.join(parts)}."


def _plural(word: str, count: int) -> str:
    return "" if count == 1 or word == "ok" else "s"
