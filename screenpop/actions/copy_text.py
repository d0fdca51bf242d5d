"""Copies a text to the clipboard."""

from dataclasses import dataclass
from typing import ClassVar

from .fields import Fields
from .templates import Template
from .world import World


@dataclass(frozen=True, slots=True)
class CopyText:
    """One line of text: whoever pastes it somewhere runs or sends nothing by that."""

    kind: ClassVar[str] = "copy"
    text: Template

    @staticmethod
    def parse(text: str) -> "CopyText":
        """Read the template. Raises TemplateError."""
        return CopyText(Template.parse(text))

    def preview(self, fields: Fields) -> str:
        """The text as it will be."""
        return self.text.render(fields, str)

    async def perform(self, fields: Fields, world: World) -> str:
        """Copy it; what was done. Raises ActionFailed."""
        text = self.preview(fields)
        world.copy(text)
        return f"Copied {text!r}."
