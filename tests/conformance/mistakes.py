"""What is wrong with the vendor's API description 1.9 itself: the only exceptions that are made.

Each has its reason, and what the description should say instead. The source is named where a stronger one (the
Subscriptions page) or the description's own examples say otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]

NOT_DESCRIBED = {
    "sign-in": r"POST /oauth/",
    "presence": r"GET /presence/",
    "devices": r"GET /devices/",
    "active calls": r"GET /calls/",
    "answer, decline and hang up": r"(PUT|DELETE) /calls/",
    "call queues": r"\w+ /call_queues/",
    "voicemail": r"GET /voicemails/",
    "recordings": r"GET /recordings/",
}
"""What the description leaves out; the vendor's 1.8 descriptions and its official client have it."""


@dataclass(frozen=True)
class Mistake:
    """`mend` puts it right in the whole description."""

    name: str
    why: str
    mend: Callable[[Node], None]


def nodes(node: Any) -> Iterator[Node]:
    """Every object in a JSON value, the outermost first."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def properties(description: Node, schema: str, *path: str) -> Node:
    """The properties of a schema, or of the objects within it along `path` ("[]" for the items of a list)."""
    node = description["components"]["schemas"][schema]
    for name in path:
        node = node["items"] if name == "[]" else node["properties"][name]
    found: Node = node["properties"]
    return found


def _limits_without_schema(description: Node) -> None:
    for node in nodes(description["paths"]):
        if "x-RateLimit-Limit" in node:
            header = node["x-RateLimit-Limit"]
            header["schema"] = {"type": "string", "const": header["description"]}


def _flow_without_scopes(description: Node) -> None:
    description["components"]["securitySchemes"]["versatureOauth"]["flows"]["password"]["scopes"] = {}


def _required_as_a_flag(description: Node) -> None:
    for node in nodes(description["components"]["responses"]):
        if node.get("required") is True:
            del node["required"]


def _description_of_null(description: Node) -> None:
    for node in nodes(description["components"]["schemas"]):
        if node.get("description", "") is None:
            del node["description"]


def _parameter_as_a_schema(description: Node) -> None:
    for node in nodes(description["paths"]):
        if str(node.get("schema", {}).get("$ref")).startswith("#/components/parameters/"):
            del node["schema"]


def _nothing_with_a_body(description: Node) -> None:
    for node in nodes(description["paths"]):
        node.get("204", {}).pop("content", None)


def _nullable(description: Node) -> None:
    for node in nodes(description["components"]["schemas"]):
        if node.pop("nullable", False) and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]


def _only_one_message(description: Node) -> None:
    for response in description["components"]["responses"].values():
        for node in nodes(response):
            if node.get("type") == "string":
                node.pop("enum", None)


def _ids_of_32_bits(description: Node) -> None:
    properties(description, "webhook_subscription")["id"] = {"type": ["string", "integer"]}
    description["components"]["parameters"]["subscriptionId"]["schema"] = {"type": "string"}


def _expiry_of_a_subscription(description: Node) -> None:
    properties(description, "webhook_subscription")["expires"] = {"type": "string"}


def _names_in_records(description: Node) -> None:
    properties(description, "cdrs", "result", "[]", "to")["name"] = {"type": ["string", "null"]}


def _nothing_in_records(description: Node) -> None:
    record = properties(description, "cdrs", "result", "[]")
    for name in ("answer_time",):
        record[name]["type"] = ["string", "null"]
    for side in ("from", "to"):
        for field in record[side]["properties"].values():
            if field.get("type") == "string":
                field["type"] = ["string", "null"]


def _numbers_in_records(description: Node) -> None:
    for side in ("from", "to"):
        properties(description, "cdrs", "result", "[]", side)["value"] = {"type": ["string", "null"]}


def _extensions_as_numbers(description: Node) -> None:
    properties(description, "webhook_call", "calls", "to")["user"] = {"type": ["string", "integer", "null"]}


def _no_intermediary(description: Node) -> None:
    properties(description, "webhook_call", "calls")["by_call_id"]["type"] = ["string", "null"]


def _times_of_calls(description: Node) -> None:
    for name in ("time_start", "time_answer"):
        del properties(description, "webhook_call", "calls")[name]["format"]


def _token(description: Node) -> None:
    token = properties(description, "auth_token")
    del token["expires"]["format"]
    token["account_id"] = {"type": "null"}
    token["domain"] = {"type": "string"}


def _records_as_a_bare_list(description: Node) -> None:
    example = description["components"]["examples"]["cdrs"]
    example["value"] = {"result": example["value"]}


def _recordings(description: Node) -> None:
    for side in ("from", "to"):
        recording = properties(description, "cdrs", "result", "[]", side, "recordings", "[]")
        status = recording["status"]
        del status["properties"]["time"]["format"]
        for name in set(status) - {"description", "type", "properties"}:
            recording[name] = status.pop(name)


def _no_number(description: Node) -> None:
    properties(description, "webhook_call", "calls", "from")["id"]["type"] = ["string", "null"]


MISTAKES = (
    Mistake(
        "limits without a schema",
        "The header x-RateLimit-Limit has no schema, without which OpenAPI 3.1 allows no header; its description is "
        "the value that is sent.",
        _limits_without_schema,
    ),
    Mistake(
        "a flow without scopes", "OpenAPI 3.1 wants scopes for each OAuth flow, be they none.", _flow_without_scopes
    ),
    Mistake(
        "required as a flag",
        '"required": true stands inside of properties, where OpenAPI wants a list beside them.',
        _required_as_a_flag,
    ),
    Mistake("a description that is null", "A description must be a text.", _description_of_null),
    Mistake(
        "a parameter as a schema",
        "The answer to a placed call, for one, refers to the Accept parameter in place of a schema: its shape is not "
        "described.",
        _parameter_as_a_schema,
    ),
    Mistake("no content with a body", "An answer with status 204 has none (RFC 9110).", _nothing_with_a_body),
    Mistake(
        "nullable",
        'OpenAPI 3.1 does not know "nullable", so null would be forbidden where the description allows it.',
        _nullable,
    ),
    Mistake(
        "only one message",
        "The messages of errors are given as the only ones; they are examples (a 401 says more than that the vendor is "
        "invalid, and a 422 also names bad values).",
        _only_one_message,
    ),
    Mistake(
        "ids of 32 bits",
        "The id of a subscription is an int32; the Subscriptions page prints longer ones, as text and as a number.",
        _ids_of_32_bits,
    ),
    Mistake(
        "no expiry of a subscription",
        "The field expires is in the description's own example and on the Subscriptions page, and not in the schema.",
        _expiry_of_a_subscription,
    ),
    Mistake(
        "no name of the called side", "Records name both sides (the vendor's 1.8 descriptions).", _names_in_records
    ),
    Mistake(
        "no null in records",
        "The description's own examples have null for the user and the domain of the outside world; an unanswered call "
        "has no time of answer.",
        _nothing_in_records,
    ),
    Mistake(
        "numbers as value",
        'The second example of records has the number as "value", which the schema does not know.',
        _numbers_in_records,
    ),
    Mistake(
        "extensions as numbers",
        "The extension of the called side is an int32; the description's own examples have it as text.",
        _extensions_as_numbers,
    ),
    Mistake(
        "no null for by_call_id",
        "The description's own examples have null where nobody passed a call on.",
        _no_intermediary,
    ),
    Mistake(
        "times of calls",
        'Call messages write "2016-11-24 15:53:12", also in the description\'s own examples, which is no RFC 3339.',
        _times_of_calls,
    ),
    Mistake(
        "tokens",
        "The description's own example has a domain, a naive time of expiry, and null where the schema wants a text "
        "that is null.",
        _token,
    ),
    Mistake(
        "records as a bare list",
        "The first example of records is a list without the object that the schema wants around it. Both are read.",
        _records_as_a_bare_list,
    ),
    Mistake(
        "recordings",
        'The fields of a recording stand inside of its status, beside the properties. Its time, "Monday, 3 Jun 2018 '
        '19:05:45 -0000" in the example, is no RFC 3339.',
        _recordings,
    ),
    Mistake("no null for a withheld number", "A caller who withholds the number has none (assumed).", _no_number),
)
