"""What holds for every call of the API."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

VENDOR = "application/vnd.integrate.v1.9.0+json"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (VENDOR, VENDOR),
        ("application/vnd.integrate.v1.7.0+json", "application/json"),
        ("application/vnd.integrate.v1.10.0+json", "application/json"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
    ],
)
async def test_the_accept_header_picks_the_version(desk, accept, kind):
    answer = await desk.http.get("users/current/", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("version", ["1.11.0", "2.0.0", "0.9.0", "1.9"])
async def test_an_unknown_version_is_refused(desk, version):
    answer = await desk.http.get("users/", headers={"Accept": f"application/vnd.integrate.v{version}+json"})
    assert answer.status_code == 422
    assert answer.json() == {"status": 422, "message": "An invalid version number was provided."}
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["nothing/", "users", "calls", "", "users/126/more/"])
async def test_what_is_not_there_is_404_in_json(desk, path):
    answer = await desk.http.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"status": 404, "message": "Resource does not exist."}


async def test_another_method_is_405_in_json(desk):
    answer = await desk.http.put("users/")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405


async def test_every_answer_has_a_content_type_and_the_time(desk):
    call = await desk.ring()
    answers = [
        await desk.http.get("users/"),
        await desk.http.get("users/", headers={"Authorization": ""}),
        await desk.http.get("nothing/"),
        await desk.http.delete(f"calls/{call}/"),
        await desk.http.get("oauth/authorize/"),
    ]
    assert [one.status_code for one in answers] == [200, 401, 404, 204, 400]
    for one in answers:
        assert one.headers["content-type"]
        assert one.headers["date"].endswith(" GMT")
        assert abs(parsedate_to_datetime(one.headers["date"]) - datetime.now(UTC)) < timedelta(minutes=1)


async def test_the_clock_can_be_wrong_and_is_consistently_so(desk, endpoint):
    await desk.control("clock", {"offset": -86400 * 3})
    answer = await desk.http.post("subscriptions/", json={"post_uri": endpoint.address, "calls": True})
    told = parsedate_to_datetime(answer.headers["date"])
    assert timedelta(days=2, hours=23) < datetime.now(UTC) - told < timedelta(days=3, hours=1)
    expires = datetime.fromisoformat(answer.json()["expires"]).replace(tzinfo=UTC)
    assert timedelta() < expires - told < timedelta(seconds=7200 / 20 + 2)
    await endpoint.heard(2, "notices")
    await desk.ring()
    (call,) = await endpoint.heard(1)
    started = datetime.fromisoformat(call["time_start"]).replace(tzinfo=UTC)
    assert abs(started - told) < timedelta(minutes=5)


async def test_the_requests_are_logged(desk):
    await desk.office.delete("requests")
    await desk.http.get("users/", params={"a": "b"})
    await desk.http.get("nothing/")
    log = (await desk.office.get("requests")).json()
    assert [(one["method"], one["path"], one["query"], one["status"]) for one in log] == [
        ("GET", "/api/users/", "a=b", 200),
        ("GET", "/api/nothing/", "", 404),
    ]
    assert log[0]["at"].endswith("Z")
    assert "token" not in json.dumps(log)
