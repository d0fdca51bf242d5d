"""The API fails in every way it can: when the desk starts, and from before the renewal until after the expiry."""

from dataclasses import dataclass

import pytest

from tests.faults.office_day import Day
from tests.faults.patient_time import pass_time, patiently

SCALE = 36.0
"""A subscription for a day lives for forty minutes, and an access token for a hundred seconds."""


@dataclass(frozen=True)
class Row:
    """What is broken, and what the agent reads meanwhile. `calls` say whether calls come in while it lasts."""

    broken: str
    sees: str
    fault: tuple[tuple[str, object], ...]

    def __str__(self):
        return self.broken

    def begin(self, day):
        day.fault(**dict(self.fault), times=0)


def row(broken, sees, **fault):
    return Row(broken, sees, tuple(fault.items()))


BAD_VERSION = "An invalid version number was provided."
ROWS = (
    row("500", "sign in (status 500", status=500),
    row("502 with a web page", "status 502, with a web page instead of an answer", status=502, body="html"),
    row("503", "sign in (status 503", status=503),
    row("503 with Retry-After", "sign in (status 503", status=503, headers={"Retry-After": "40"}),
    row("429", "allows no more requests just now", status=429, message="5 per 1 minute"),
    row("403", "subscribe to calls (POST subscriptions/). The sign-in's scope is", path="subscriptions", status=403),
    row("422", f'It says "{BAD_VERSION}"', path="subscriptions", status=422, message=BAD_VERSION),
    row("HTML instead of JSON", "status 200, with a web page instead of an answer", body="html"),
    row("truncated JSON", "its answer cannot be read", body="truncated"),
    row("a reply after 60 seconds", "it did not answer in time", delay=60.0, after=True),
    row("connection reset in mid-reply", "cannot be reached", reset=True),
)


@pytest.mark.parametrize("row", ROWS, ids=str)
@patiently
async def test_when_the_desk_starts(row, tmp_path):
    async with Day(tmp_path) as day:
        row.begin(day)
        await day.desk.start()
        await pass_time(minutes=10)
        assert row.sees in day.desk.sees
        assert day.desk.presence == "offline"
        await day.miss_a_call()
        day.mend()
        await day.is_well_again()


@pytest.mark.parametrize("row", ROWS, ids=str)
@patiently
async def test_from_before_the_renewal_until_after_the_expiry(row, tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        await day.take_a_call()
        row.begin(day)
        await pass_time(minutes=45)
        assert day.subscriptions() == []
        assert row.sees in day.desk.sees
        assert day.desk.presence == "offline"
        await day.miss_a_call()
        day.mend()
        await day.is_well_again()
