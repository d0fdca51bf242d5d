"""Where the sources disagree or are silent: what the simulator does then.

The defaults are what the Subscriptions page prints. A file, the control API or a test may choose otherwise.
"""

from typing import Literal

import msgspec


class Variants(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How things are spelled, and which rules hold."""

    events: Literal["list", "object"] = "list"
    """`events` of a subscription: a list of {type, user}, or one object with the type alone."""
    subscription_id: Literal["text", "number"] = "text"
    created_status: Literal[200, 202] = 202
    record_events: bool = True
    """Whether anybody may subscribe to call records and recordings; a 403 otherwise."""
    notices: Literal["python", "json"] = "python"
    """How `preparing` and `ready` are quoted: as the page prints them, or as JSON."""
    notices_on_renewal: bool = False
    calls: Literal["wrapped", "bare"] = "wrapped"
    """Call messages inside `{"calls": …}`, or without it, as in the API description's examples."""
    user: Literal["text", "number"] = "text"
    """An extension in a call message: text, or the integer that the API description speaks of."""
    caller_name: Literal["at_once", "when_answered"] = "at_once"
    """Whether `from.name` is there from the first ring on."""
    cdr_dates: Literal["unquoted", "quoted"] = "unquoted"
    """Dates of posted call records: as the page prints them (which is not JSON), or in quotes."""
    paging: Literal["object", "headers", "list"] = "object"
    """Pages of call records: `{cursor, more, result}`, a list with headers `more` and `cursor`, or one whole list."""
    record_number: Literal["e164", "id", "value"] = "e164"
    """What the number of a side is called in a call record."""
    record_times: Literal["offset", "naive"] = "offset"
    active_calls: Literal["list", "wrapped", "alone"] = "list"
    """The calls under way: a list of call messages' inner objects, each inside `calls`, or a lone one not in a list."""
    rotate_refresh_tokens: bool = False
    """Whether a renewal gives a new refresh token and ends the old one."""
    rate_limits: bool = True
    retry_after: bool = False
    """Whether a 429 says how long to wait; the sources do not promise it."""


class Timings(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How long the phone system and the people take, in seconds of life (see `Clock`). None: until they are told."""

    preparing_after: float = 0.2
    ready_after: float = 0.8
    """From `preparing` to `ready`; before that no calls are delivered."""
    pick_up_after: float | None = 1.0
    """Click to dial: until the own device is picked up."""
    far_side_after: float | None = 3.0
    """Click to dial: until the far side answers."""
    voicemail_after: float = 0.5
    """From the last refusal to the voicemail box."""
    voicemail_seconds: float = 6.0
    queue_offers_again_after: float = 5.0
    record_after: float = 1.0
    recording_after: float = 2.0
    access_token_seconds: float = 3600.0
    refresh_token_seconds: float = 90 * 86400.0
    code_seconds: float = 60.0
