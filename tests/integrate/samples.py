"""Messages as the phone system's documents print them, retyped: notices, a ringing call, call records."""

from textwrap import dedent

PREPARING = b"{'msg': 'Preparing subscription for: calls', 'state': 'preparing'}"
READY = b"{'msg': 'You have been subscribed to your requested subscriptions.', 'state': 'ready'}"

RINGING = b"""\
{
    "calls": {
        "on_net": false,
        "from": {
            "user": null,
            "state": "progressing",
            "name": "David Ward",
            "domain": null,
            "id": "+16133246100",
            "call_id": "e351b3325aa18832e3aa36948d012424"
        },
        "to": {
            "is_human": true,
            "state": "ringing",
            "id": "+16132379329",
            "domain": "versature.com",
            "user": "126",
            "call_id": "abcdb3325aa18832e3aa36948d012424"
        },
        "time_answer": null,
        "time_start": "2016-11-24 15:53:12",
        "by_call_id": null
    }
}"""

RECORDS = b"""\
[
{
    "to": {
        "call_id": "2350150304190117063148-7ac5d753bddb15fb2f5900018ca04s746",
        "domain": "cc.example.com",
        "id": null,
        "user": "101"
    },
    "from": {
        "call_id": "20150304190127063799-a5ce697165aca204d39dde1a4446c1a0",
        "domain": "cc.example.com",
        "name": "John Smith",
        "id": null,
        "user": "100"
    },
    "answer_time": Fri, 03 Mar 2017 18:47:50 +0000,
    "start_time": Fri, 03 Mar 2017 18:47:39 +0000,
    "end_time": Fri, 03 Mar 2017 18:48:26 +0000,
    "duration": 20
},
{
    "to": {
        "call_id": "50150304190117063148-7ac5d753bddb15fb2f5900018ca04sdfd",
        "domain": null,
        "id": "+16132379329",
        "user": null
    },
    "from":
        {"call_id": "20150304190117063148-7ac5d753bddb15fb2f5900018ca06e24",
        "domain": "cc.example.com",
        "name": "Jane Doe",
        "id": null,
        "user": "100"
    },
    "answer_time": Fri, 03 Mar 2017 18:49:39 +0000,
    "start_time": Fri, 03 Mar 2017 18:49:39 +0000,
    "end_time": Fri, 03 Mar 2017 18:49:49 +0000,
    "duration": 10
}
]"""

PAGE = (PREPARING, READY, RINGING, RECORDS)


def unwrapped(
    from_state: str, leg_state: str, *, user: str = "null", name: str = "null", answer: str = "null"
) -> bytes:
    """A call message as the API description's examples print it: the inner object alone."""
    return dedent(f"""\
        {{
          "on_net": false,
          "from": {{
            "user": {user},
            "state": "{from_state}",
            "name": {name},
            "domain": {'"yourdomain.com"' if user != "null" else "null"},
            "id": "+16133246100",
            "call_id": "ea5537bf1fd8eb53e8b435592f86a539"
          }},
          "to": {{
            "is_human": true,
            "state": "{leg_state}",
            "id": "126",
            "domain": "yourdomain.com",
            "user": "126",
            "call_id": "ac68b6fb9072dd2aa32b5e9098330b72"
          }},
          "time_answer": {answer},
          "time_start": "2021-11-24 13:50:12",
          "by_call_id": null
        }}""").encode()


UNWRAPPED_RINGING = unwrapped("progressing", "ringing")
UNWRAPPED_ANSWERED = unwrapped("active", "active", answer='"2021-11-24 13:50:22"')
UNWRAPPED_ENDED = unwrapped("ended", "ended", user='"120"', name='"John Doe"', answer='"2021-11-24 13:50:22"')

SAMPLES = (*PAGE, UNWRAPPED_RINGING, UNWRAPPED_ANSWERED, UNWRAPPED_ENDED)
