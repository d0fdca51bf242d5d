"""The ringing sample in variations, and how it is read or refused."""

import json

import pytest

from screenpop.integrate.messages import MessageError, read
from tests.integrate import samples

CALL = json.loads(samples.RINGING)["calls"]


def a_call(**changes):
    """The ringing sample, changed: `from_name` is the name of the `from` side, `time_start` the time of the whole."""
    call = {**CALL, "from": dict(CALL["from"]), "to": dict(CALL["to"])}
    for path, value in changes.items():
        side, _, name = path.partition("_")
        if side in ("from", "to") and name:
            call[side][name] = value
        else:
            call[path] = value
    return call


def read_one(value):
    (event,) = read(json.dumps(value).encode())
    return event


def refusal(body, reader=read):
    with pytest.raises(MessageError) as caught:
        reader(body if isinstance(body, bytes) else json.dumps(body).encode())
    return caught.value
