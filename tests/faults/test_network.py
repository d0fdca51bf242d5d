"""The way to the phone system: cut, or with somebody else at its end."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from tests.faults.office_day import Day
from tests.faults.patient_time import pass_time, patiently, until

SCALE = 36.0


@patiently
async def test_the_api_is_down_when_the_desk_starts(tmp_path):
    async with Day(tmp_path) as day:
        await day.line.cut()
        await day.desk.start()
        await until(lambda: "127.0.0.1 cannot be reached" in day.desk.sees)
        await pass_time(hours=3)
        assert day.desk.presence == "offline"
        await day.miss_a_call()
        await day.line.mend()
        await day.is_well_again()


@patiently
async def test_the_api_is_down_at_a_start_that_is_not_the_first(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        await day.take_a_call()
        await day.desk.quit()
        await day.line.cut()
        await day.miss_a_call()
        await day.desk.start()
        assert day.desk.core.account.identity.user == "126", "whose calls these are is remembered"
        await pass_time(minutes=20)
        assert "cannot be reached" in day.desk.sees
        await day.line.mend()
        await day.is_well_again()


@patiently
async def test_the_api_is_down_for_hours(tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        await day.line.cut()
        await pass_time(minutes=30)
        assert day.desk.state == "renewing"
        await day.take_a_call()
        assert day.desk.sees == "", "the subscription is in force, and calls come in"
        await pass_time(hours=3)
        assert day.desk.state == "expired"
        assert "cannot be reached" in day.desk.sees
        await day.miss_a_call()
        await day.line.mend()
        await day.is_well_again()


@patiently
async def test_the_system_says_that_the_network_is_back(tmp_path):
    """Nobody waits for the next try then."""
    async with Day(tmp_path) as day:
        await day.line.cut()
        await day.desk.start()
        since = day.desk.core.now()
        await pass_time(minutes=20)
        await day.line.mend()
        day.desk.core.woke(since)
        await day.desk.live(within=5)
        await day.is_well_again()


def wrong(name):
    """A certificate that is wrong in one way, and whether its maker is known here."""
    makers = {known: trustme.CA() for known in (True, False)}
    if name == "unknown maker":
        return makers, makers[False].issue_cert("127.0.0.1"), "unable to get local issuer certificate"
    if name == "another name":
        return makers, makers[True].issue_cert("other.example"), "mismatch"
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return makers, makers[True].issue_cert("127.0.0.1", not_after=yesterday), "expired"


def served_with(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


@pytest.mark.parametrize("name", ["unknown maker", "another name", "expired"])
def test_the_certificate_is_wrong(name, tmp_path, monkeypatch):
    makers, certificate, why = wrong(name)
    assert ipaddress.ip_address("127.0.0.1").is_loopback
    makers[True].cert_pem.write_to_path(tmp_path / "known.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "known.pem"))

    @patiently
    async def story():
        async with Day(tmp_path, scheme="https") as day:
            await day.line.cut()
            await day.line.mend(served_with(certificate))
            await day.desk.start()
            await until(lambda: "does not prove to be the phone system" in day.desk.sees)
            assert why in day.desk.sees
            await pass_time(minutes=10)
            assert list(day.system.requests) == [], "nothing was sent to whoever that is"
            await day.miss_a_call()
            await day.line.cut()
            await day.line.mend(served_with(makers[True].issue_cert("127.0.0.1")))
            await day.is_well_again()

    story()
