"""What our client sends and what the simulator answers and posts is what the API description says, and the other way
round: all that the description says is sent and read.
"""

import copy
import json

import pytest

from screenpop.calls.events import CallEvent
from screenpop.integrate import messages, wire
from tests.conformance.description import Checker, mended
from tests.conformance.mistakes import nodes


@pytest.fixture(scope="module")
def checker(recorded):
    return Checker(mended(), recorded.api_url)


def test_every_request_of_ours_is_described(checker, recorded):
    described = [exchange for exchange in recorded.exchanges if exchange.is_described]
    assert [trouble for one in described if (trouble := checker.trouble_with_request(one))] == []


def test_every_answer_of_the_simulator_is_described(checker, recorded):
    described = [exchange for exchange in recorded.exchanges if exchange.is_described]
    assert [trouble for one in described if (trouble := checker.trouble_with_answer(one))] == []
    limits = {one.response.headers.get("x-RateLimit-Limit") for one in described if one.response.is_success}
    assert limits == {"1/second, 5/minute", "1/second, 15/minute", "5/second, 15/minute"}


def test_every_status_was_seen(recorded):
    """An answer that nobody ever gave was not compared with anything."""
    seen = {one.response.status_code for one in recorded.exchanges if one.is_described}
    assert seen == {200, 201, 202, 204, 401, 403, 404, 422, 429, 500}


def test_every_call_of_the_description_is_known_to_the_simulator(checker, recorded):
    """Those that our client does not need are asked for by hand; the one that ended in 2022 is left out."""
    asked = {(one.request.method.lower(), checker.template_of(one)) for one in recorded.exchanges}
    described = {(method, path) for path, methods in checker.description["paths"].items() for method in methods}
    assert described - asked == {("get", "/cdrs/")}


def test_every_call_message_is_described(checker, recorded):
    assert len(recorded.call_messages) > 20
    assert [trouble for one in recorded.call_messages if (trouble := checker.trouble_with_message(one))] == []


def test_every_sign_in_is_answered_as_described(checker, recorded):
    assert len(recorded.sign_ins) >= 3
    assert [trouble for one in recorded.sign_ins if (trouble := checker.trouble_with_token(one))] == []


def test_the_descriptions_own_examples_are(checker):
    names = checker.description["components"]["examples"]
    assert [trouble for name in names if (trouble := checker.trouble_with_example(name))] == []


EXAMPLES = {
    "webhook_subscription": wire.read_subscription,
    "user": wire.read_user,
    "users": wire.read_users,
    "auth_token": wire.read_token,
    "cdrs": messages.read_records,
    "cdrs_with_recordings": messages.read_records,
    "webhook_call_ringing": messages.read,
    "webhook_call_answered": messages.read,
    "webhook_call_completed": messages.read,
}
REQUIRED = {"id", "user", "access_token", "call_id", "state", "from"}
"""What no answer can do without: the description's required fields that we need, and those of a call."""


def example(checker, name):
    return copy.deepcopy(checker.description["components"]["examples"][name]["value"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_our_client_reads_every_example(checker, name):
    assert EXAMPLES[name](json.dumps(example(checker, name)).encode())


@pytest.mark.parametrize("name", EXAMPLES)
def test_our_client_reads_it_without_any_field_that_may_be_absent(checker, name):
    left_out = 0
    for index, inner in enumerate(nodes(example(checker, name))):
        for field in set(inner) - REQUIRED:
            value = example(checker, name)
            list(nodes(value))[index].pop(field)
            assert EXAMPLES[name](json.dumps(value).encode()) is not None, field
            left_out += 1
    assert left_out >= 5


def test_call_messages_are_read_with_and_without_the_wrapper(checker):
    bare = example(checker, "webhook_call_ringing")
    (event,) = messages.read(json.dumps(bare).encode())
    assert isinstance(event, CallEvent)
    assert messages.read(json.dumps({"calls": bare}).encode()) == (event,)
    assert (event.target.user, event.target.state, event.originator.number) == ("126", "ringing", "+16133246100")


@pytest.mark.parametrize("status", ["401", "403", "404", "422", "429", "500"])
def test_our_client_reads_why_something_is_refused(checker, status):
    responses = checker.description["components"]["responses"].values()
    told = [one for one in responses for node in nodes(one) if node.get("status") == int(status)]
    messages_told = [node["message"] for one in told for node in nodes(one) if isinstance(node.get("message"), str)]
    if status == "429":
        messages_told = [one["value"]["message"] for one in nodes(list(responses)) if "message" in one.get("value", {})]
    assert messages_told
    assert all(wire.read_message(json.dumps({"message": word}).encode()) == word for word in messages_told)
