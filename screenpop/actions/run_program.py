"""Starts a program with a list of arguments, never through a shell.

What a field holds stays inside its argument, and never makes one an option: where a field begins an argument, the
signs that begin an option are taken off. Which program runs is written out. Two doors stay shut besides: batch files,
which Windows hands to its shell arguments and all, and code in an argument, as in `sh -c`, which a field would write.
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from .errors import TemplateError
from .fields import Fields
from .templates import Field, Template
from .world import World

_BATCH: Final = (".bat", ".cmd")
_INTERPRETER: Final = re.compile(
    r"(sh|bash|dash|zsh|fish|ksh|csh|tcsh|busybox|python[\d.]*w?|perl|ruby|node|php|lua|[gm]?awk|sed|osascript|wscript"
    r"|cscript|tclsh|wish|deno|bun)(\.exe)?",
    re.IGNORECASE,
)
"""Take a script file, and give it the arguments that follow as they are."""

_JOINS_TO_CODE: Final = re.compile(r"(cmd|powershell|pwsh|ssh|su|eval|xargs|rundll32|mshta|at)(\.exe)?", re.IGNORECASE)
"""Make one line of code, or of a command, of all arguments."""

_OPTION_SIGNS: Final = "-/" if sys.platform == "win32" else "-"


@dataclass(frozen=True, slots=True)
class RunProgram:
    """`arguments` are templates, the first of them the program: its path, or a name that the system finds."""

    kind: ClassVar[str] = "run"
    arguments: tuple[Template, ...]

    @staticmethod
    def parse(arguments: Sequence[str]) -> "RunProgram":
        """Read the list. Raises TemplateError."""
        if not arguments or not arguments[0]:
            raise TemplateError('Name a program: run = ["/usr/bin/notify-send", "{name}"]')
        templates = tuple(Template.parse(argument) for argument in arguments)
        if templates[0].fields:
            field = templates[0].fields[0]
            raise TemplateError("Which program runs is written out: no field can choose it", field.position)
        _refuse_shells(templates)
        return RunProgram(templates)

    def rendered(self, fields: Fields) -> list[str]:
        """The list as the program gets it."""
        return [_argument(template, fields) for template in self.arguments]

    def preview(self, fields: Fields) -> str:
        """The list, as JSON."""
        return json.dumps(self.rendered(fields), ensure_ascii=False)

    async def perform(self, fields: Fields, world: World) -> str:
        """Start it; what was done. Raises ActionFailed."""
        arguments = self.rendered(fields)
        await world.start(arguments)
        return f"Started {arguments[0]}."


def _argument(template: Template, fields: Fields) -> str:
    text = template.render(fields, _without_nul)
    begins_with_field = bool(template.parts) and isinstance(template.parts[0], Field)
    return text.lstrip(_OPTION_SIGNS) if begins_with_field else text


def _without_nul(value: str) -> str:
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _refuse_shells(templates: tuple[Template, ...]) -> None:
    if templates[0].source.lower().rstrip(". ").endswith(_BATCH):
        raise TemplateError("Windows runs batch files through its shell: start the program itself")
    for index, template in enumerate(templates):
        name = re.split(r"[/\\]", template.source)[-1]
        if _JOINS_TO_CODE.fullmatch(name):
            _refuse_fields(templates[index + 1 :], f"{name} would read it as a command: start the program itself")
        if _INTERPRETER.fullmatch(name):
            _refuse_fields(_before_script(templates[index + 1 :]), "Name the file of the script before it")


def _before_script(templates: tuple[Template, ...]) -> tuple[Template, ...]:
    """The arguments that an interpreter may read as code: all that stand before a script's file."""
    for index, template in enumerate(templates):
        looks_like_file = re.fullmatch(r"[^-\s{}][^\s{}]*", template.source) and re.search(r"[/\\.]", template.source)
        if looks_like_file:
            return templates[:index]
    return templates


def _refuse_fields(templates: tuple[Template, ...], advice: str) -> None:
    for template in templates:
        for field in template.fields:
            raise TemplateError(f"{{{field.name}}} could be read as code here. {advice}", field.position)
