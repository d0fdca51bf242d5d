"""Brings the translations up to date: `resources/translations/*.ts` with Qt's lupdate, `*.qm` with its lrelease.

lupdate (PySide6 6.11) loses the texts of Python whose count is more than a bare number, so it does not get our code but
a list of the texts in it, in the same calls of `translate`, with a number for each count.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = ("en", "fr_CA")


class Text(NamedTuple):
    """One text of the code: as `translate` gets it. `has_count`: it has a form for each kind of number."""

    context: str
    text: str
    remark: str | None
    has_count: bool


class NotLiteral(Exception):
    """A text that nobody can find without running the program."""


def texts_of(package: Path) -> list[Text]:
    """All texts in the code below `package`. Raises NotLiteral."""
    found: dict[Text, None] = {}
    for path in sorted(package.rglob("*.py")):
        found.update(dict.fromkeys(_texts_in(path)))
    return list(found)


def update(folder: Path, package: Path = ROOT / "screenpop") -> None:
    """Bring the .ts files in `folder` up to date with the code; what is new in them is marked as unfinished."""
    with TemporaryDirectory() as made:
        listing = Path(made) / "texts.py"
        listing.write_text("\n".join(_call(text) for text in texts_of(package)), encoding="utf-8")
        for language in LANGUAGES:
            only = ["-pluralonly"] if language == "en" else []
            options = ["-no-obsolete", "-locations", "none", *only, "-target-language", language]
            _run("lupdate", *options, str(listing), "-ts", str(folder / f"screenpop_{language}.ts"))


def release(folder: Path) -> None:
    """Compile the .ts files in `folder`, each to the .qm beside it."""
    for language in LANGUAGES:
        source = folder / f"screenpop_{language}.ts"
        _run("lrelease", "-nounfinished", str(source), "-qm", str(source.with_suffix(".qm")))


def _texts_in(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate":
            yield _text(node, path)


def _text(call: ast.Call, path: Path) -> Text:
    values = [part.value if isinstance(part, ast.Constant) else ... for part in call.args[:3]]
    context, text, remark = [*values, None][:3]
    is_literal = isinstance(context, str) and isinstance(text, str) and (remark is None or isinstance(remark, str))
    if not is_literal or call.keywords:
        raise NotLiteral(f"{path}:{call.lineno}: context, text and remark must be written out, the count comes fourth")
    return Text(str(context), str(text), remark if isinstance(remark, str) else None, len(call.args) > 3)


def _call(text: Text) -> str:
    remark = "None" if text.remark is None else _quoted(text.remark)
    return f"translate({_quoted(text.context)}, {_quoted(text.text)}, {remark}{', 1' if text.has_count else ''})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool} failed: {done.stdout}{done.stderr}")


def main() -> None:
    """Update and compile them, and say what is left to be translated."""
    update(FOLDER)
    release(FOLDER)
    for language in LANGUAGES:
        left = (FOLDER / f"screenpop_{language}.ts").read_text(encoding="utf-8").count('type="unfinished"')
        print(f"{language}: {left} texts are not translated yet." if left else f"{language} is complete.")


if __name__ == "__main__":
    main()
