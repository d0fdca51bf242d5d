"""Posts what happened to an address, as JSON, signed.

The signature is HMAC-SHA256 (RFC 2104) over the time, a dot and the body, so that who receives it can tell that it
is ours, whole and of now. However often one is sent, its `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header)
stays the same.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .errors import TemplateError
from .fields import MEANINGS, Fields
from .templates import Template
from .url_template import UrlTemplate

Shape = Template | Mapping[str, Any] | tuple[Any, ...] | str | int | float | bool
"""A JSON value whose texts are templates."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """`body` is a table whose texts are templates; None sends every field by its name."""

    kind: ClassVar[str] = "webhook"
    url: UrlTemplate
    body: Shape | None = None

    @staticmethod
    def parse(url: str, body: Mapping[str, Any] | None = None) -> "Webhook":
        """Read the templates. Raises TemplateError."""
        return Webhook(UrlTemplate.parse(url), None if body is None else _shape(body))

    def request(self, fields: Fields) -> tuple[str, str]:
        """The address, and the body as JSON."""
        if self.body is None:
            value: Any = {name: fields.get(name, "") for name in [*MEANINGS, *sorted(fields.keys() - MEANINGS.keys())]}
        else:
            value = _filled(self.body, fields)
        return self.url.render(fields), json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    def preview(self, fields: Fields) -> str:
        """Where it goes, and what."""
        url, body = self.request(fields)
        return f"{url} {body}"


def signature(secret: str, sent_at: int, body: str) -> str:
    """What the header `X-ScreenPop-Signature` holds; `sent_at` is in seconds since 1970, as `X-ScreenPop-Timestamp`."""
    digest = hmac.new(secret.encode(), f"{sent_at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"sha256={digest}"


def _shape(value: Any) -> Shape:
    if isinstance(value, str):
        return Template.parse(value)
    if isinstance(value, Mapping):
        return {str(key): _shape(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_shape(item) for item in value)
    if isinstance(value, bool | int | float):
        return value
    raise TemplateError(f"{value!r} is no value of JSON: write it as a text in quotes")


def _filled(shape: Shape, fields: Fields) -> Any:
    if isinstance(shape, Template):
        return shape.render(fields, str)
    if isinstance(shape, Mapping):
        return {key: _filled(item, fields) for key, item in shape.items()}
    if isinstance(shape, tuple):
        return [_filled(item, fields) for item in shape]
    return shape
