"""Opens a web page, as a rule the caller's record."""

from dataclasses import dataclass
from typing import ClassVar

from .fields import Fields
from .url_template import UrlTemplate
from .world import World


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """`browser` is a program's name or path, "" for the browser that the person chose for the system."""

    kind: ClassVar[str] = "open"
    url: UrlTemplate
    browser: str = ""

    @staticmethod
    def parse(url: str, browser: str = "") -> "OpenUrl":
        """Read the template of the address. Raises TemplateError."""
        return OpenUrl(UrlTemplate.parse(url), browser)

    def preview(self, fields: Fields) -> str:
        """The address as it will be."""
        return self.url.render(fields)

    async def perform(self, fields: Fields, world: World) -> str:
        """Open it; what was done. Raises ActionFailed."""
        url = self.url.render(fields)
        await world.open_url(url, self.browser)
        return f"Opened {url}."
