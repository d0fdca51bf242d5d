"""The vendor's API description, as it is and as it should be, and what of an exchange it does not allow."""

import copy
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.conformance.mistakes import MISTAKES, NOT_DESCRIBED, Node, nodes

ROOT = Path(__file__).parents[2]
PATH = Path(os.environ.get("OPENAPI") or ROOT.parent / "shared" / "integrate" / "openapi-1.9.json")

VENDORS_JSON = "application/vnd.integrate.v1.9.0+json"


def read() -> Node:
    """The file as it is."""
    description: Node = json.loads(PATH.read_text(encoding="utf-8"))
    return description


def mended(*, but: str = "") -> Node:
    """With all its mistakes put right, except the one of that name."""
    description = read()
    for mistake in MISTAKES:
        if mistake.name != but:
            mistake.mend(description)
    return description


def closed(description: Node) -> Node:
    """Where nothing is allowed that is not named: so nobody invents a field."""
    strict = copy.deepcopy(description)
    for node in nodes(strict["components"]["schemas"]):
        if isinstance(node.get("properties"), dict):
            node["additionalProperties"] = False
    return strict


@dataclass(frozen=True)
class Exchange:
    """A request that was sent and its answer, both read to the end."""

    request: httpx.Request
    response: httpx.Response

    @property
    def path(self) -> str:
        return self.request.url.path.removeprefix("/api")

    @property
    def is_described(self) -> bool:
        return not any(re.match(pattern, f"{self.request.method} {self.path}") for pattern in NOT_DESCRIBED.values())

    def __str__(self) -> str:
        return f"{self.request.method} {self.path} {self.response.status_code}"


class _Request:
    """An httpx request as openapi-core wants it."""

    def __init__(self, request: httpx.Request) -> None:
        self.host_url = f"{request.url.scheme}://{request.url.netloc.decode()}"
        self.path = request.url.path
        self.method = request.method.lower()
        self.body = request.content or None
        self.content_type = request.headers.get("Content-Type", "").lower()
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.url.params.multi_items()), header=Headers(request.headers.items())
        )


class _Response:
    """An httpx response as openapi-core wants it."""

    def __init__(self, response: httpx.Response) -> None:
        self.status_code = response.status_code
        self.headers = Headers(response.headers.items())
        self.content_type = response.headers.get("Content-Type", "").lower()
        self.data = response.content or None


@dataclass
class Checker:
    """Says what of an exchange the description does not allow."""

    description: Node
    api_url: str
    _openapi: OpenAPI = field(init=False)

    def __post_init__(self) -> None:
        self.description = {**self.description, "servers": [{"url": self.api_url}]}
        unsecured = {name: part for name, part in self.description.items() if name != "security"}
        config = Config(extra_media_type_deserializers={VENDORS_JSON: json.loads})
        self._openapi = OpenAPI.from_dict(closed(unsecured), config=config)

    def trouble_with_request(self, exchange: Exchange) -> str | None:
        if not exchange.request.headers.get("Authorization", "").startswith("Bearer "):
            return f"{exchange}: it is not signed"
        unknown = set(exchange.request.url.params) - self._parameters(exchange)
        if unknown:
            return f"{exchange}: there are no parameters {', '.join(sorted(unknown))}"
        return self._told(exchange, lambda: self._openapi.validate_request(_Request(exchange.request)))

    def trouble_with_answer(self, exchange: Exchange) -> str | None:
        request, response = _Request(exchange.request), _Response(exchange.response)
        return self._told(exchange, lambda: self._openapi.validate_response(request, response))

    def trouble_with_message(self, message: Node) -> str | None:
        """A call message that was posted, with the wrapper or without."""
        wrapped = message if "calls" in message else {"calls": message}
        return self._not_as("webhook_call", wrapped)

    def trouble_with_token(self, exchange: Exchange) -> str | None:
        """The answer to a sign-in, which has a schema and no path."""
        return self._not_as("auth_token", exchange.response.json())

    def trouble_with_example(self, name: str) -> str | None:
        """One of the description's own."""
        value = self.description["components"]["examples"][name]["value"]
        if name.startswith("webhook_call"):
            return self.trouble_with_message(value)
        values, schema = (value, "user") if name == "users" else ([value], name.removesuffix("_with_recordings"))
        return next((trouble for one in values if (trouble := self._not_as(schema, one))), None)

    def template_of(self, exchange: Exchange) -> str | None:
        """The path of the description that fits, where one without a variable goes first."""
        for template in sorted(self.description["paths"], key=lambda path: "{" in path):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), exchange.path):
                return str(template)
        return None

    def _not_as(self, schema: str, value: Node) -> str | None:
        components = closed(self.description)["components"]
        validator = OAS31Validator(
            {**components["schemas"][schema], "components": components}, format_checker=oas31_format_checker
        )
        return next((f"{schema}: {error.json_path}: {error.message}" for error in validator.iter_errors(value)), None)

    def _parameters(self, exchange: Exchange) -> set[str]:
        operation = self._operation(exchange)
        shared = self.description["components"]["parameters"]
        named = [shared[one["$ref"].rpartition("/")[2]] for one in operation.get("parameters", [])]
        return {one["name"] for one in named if one["in"] == "query"}

    def _operation(self, exchange: Exchange) -> Node:
        operations: Node = self.description["paths"].get(self.template_of(exchange), {})
        operation: Node = operations.get(exchange.request.method.lower(), {})
        return operation

    def _told(self, exchange: Exchange, check: Any) -> str | None:
        try:
            check()
        except OpenAPIError as error:
            return f"{exchange}: {_words(error)}"
        return None


def _words(error: BaseException) -> str:
    inner = getattr(error, "schema_errors", None) or [error.__cause__] if error.__cause__ else []
    return " | ".join([str(error), *(_words(one) if isinstance(one, BaseException) else str(one) for one in inner)])
