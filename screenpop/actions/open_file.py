"""Opens a file of this computer, as a double click does.

What a field holds stays inside one name of the path: it can climb to no other folder. How the file's name ends is
written out and is not that of a program, so no caller chooses one that would start.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import ClassVar, Final

from .errors import TemplateError
from .fields import Fields
from .templates import Field, Template
from .world import World

PROGRAMS: Final = re.compile(
    r"\.(app|appimage|bat|cmd|com|command|cpl|desktop|dll|exe|gadget|hta|inf|jar|jse?|lnk|ms[cip]|pif|pl|ps1(xml)?|py[cw]?"
    r"|rb|reg|run|scf|scpt|scr|sct|settingcontent-ms|sh|url|vb[es]?|workflow|ws[cfh]?)",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class OpenFile:
    """`path` is absolute, or begins with ~ for the person's own folder."""

    kind: ClassVar[str] = "file"
    path: Template

    @staticmethod
    def parse(path: str) -> "OpenFile":
        """Read the template. Raises TemplateError."""
        template = Template.parse(path)
        if not (path.startswith("~/") or PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()):
            raise TemplateError("Write the whole path, from / or ~/ or a drive's letter on")
        ending = re.search(r"(\.[^./\\{}]+)\s*$", path)
        if ending is None:
            raise TemplateError('How the name of the file ends is written out, as in "~/customers/{number.digits}.pdf"')
        if PROGRAMS.fullmatch(ending[1].rstrip()):
            raise TemplateError(f"{ending[1]} is a program: use run for those", ending.start())
        _refuse_steps(template)
        return OpenFile(template)

    def preview(self, fields: Fields) -> str:
        """The path as it will be."""
        return str(self._file(fields))

    async def perform(self, fields: Fields, world: World) -> str:
        """Open it; what was done. Raises ActionFailed."""
        path = self._file(fields)
        await world.open_file(path)
        return f"Opened {path}."

    def _file(self, fields: Fields) -> Path:
        return Path(self.path.render(fields, _name)).expanduser()


def _name(value: str) -> str:
    """`value` inside a file's name: no separator, and no dots or spaces at its ends, which systems read in ways of
    their own.
    """
    encoded = value.encode("utf-8", "replace").decode()
    return _SEPARATORS.sub("_", encoded).strip(". ") or "_"


def _refuse_steps(template: Template) -> None:
    """A ~ is the person's folder only where it begins the path, and ".." leads nowhere that can be told by looking."""
    if re.search(r"(^|[/\\])\.\.?([/\\]|$)", template.source):
        raise TemplateError("Write the path without . and ..")
    first = template.parts[0]
    if isinstance(first, Field):
        raise TemplateError(f"The folder is written out: {{{first.name}}} may stand only in what follows it", 0)
