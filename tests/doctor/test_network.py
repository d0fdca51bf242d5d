"""The way to the phone system: names, certificates, proxies, and servers that answer in the wrong way."""

import socket

import pytest

from screenpop.doctor import api, dns
from screenpop.doctor.place import Place
from tests.doctor.servers import NO_CONTENT, certificate, server

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE")


@pytest.fixture(autouse=True)
def direct(monkeypatch):
    """No proxy but those of the test."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def asked(url):
    finding, _ = await api.check(Place.of(url))
    return finding


async def test_a_name_that_is_known():
    found = await dns.check(Place.of("http://localhost/api"))
    assert found.state == "ok"
    assert "localhost is " in found.what


async def test_a_name_that_is_not_known():
    place = Place.of("https://nobody.invalid/api")
    found = await dns.check(place)
    assert found.state == "failure"
    assert "The name nobody.invalid is not known" in found.what
    assert (await asked("https://nobody.invalid/api")).todo == "See dns."


async def test_behind_a_proxy_its_name_is_what_must_be_known(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://sam:hunter22@nobody.invalid:3128")
    found = await dns.check(Place.of("https://pbx.example.com/api"))
    assert found.state == "failure"
    assert "nobody.invalid" in found.what
    assert "HTTPS_PROXY" in found.todo


@pytest.mark.parametrize(
    "url",
    ["https://.example.com", "pbx.example.com", "ftp://pbx.example.com", "https://", "https://[", "http://a:99999"],
)
async def test_addresses_that_are_none(url):
    assert Place.of(url) is None
    assert (await asked(url)).state == "failure"


async def test_a_server_that_answers():
    async with server(NO_CONTENT) as port:
        found, skew = await api.check(Place.of(f"http://127.0.0.1:{port}/api"))
    assert (found.state, skew) == ("ok", None)


async def test_a_server_that_says_nothing(monkeypatch):
    monkeypatch.setattr(api, "_PATIENCE", 0.1)
    async with server(None) as port:
        found = await asked(f"http://127.0.0.1:{port}/api")
    assert found.state == "failure"
    assert "does not answer in time" in found.what


async def test_a_server_that_speaks_another_language():
    async with server(b"220 mail.example.com ESMTP\r\n") as port:
        found = await asked(f"http://127.0.0.1:{port}/api")
    assert found.state == "failure"
    assert "cannot be reached" in found.what


async def test_a_server_without_tls_where_the_address_says_https():
    async with server(NO_CONTENT) as port:
        found = await asked(f"https://127.0.0.1:{port}/api")
    assert found.state == "failure"
    assert "does not speak TLS" in found.what


@pytest.mark.parametrize(
    ("trusted", "more", "why"),
    [
        (False, {}, "comes from an authority that this computer does not know"),
        (True, {"days": (-9, -2)}, "has expired"),
        (True, {"days": (2, 9)}, "is not valid yet"),
        (True, {"host": "other.example.com"}, "belongs to another host"),
    ],
)
async def test_certificates_that_are_not_believed(tmp_path, monkeypatch, trusted, more, why):
    tls, file = certificate(tmp_path, **more)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    async with server(NO_CONTENT, tls=tls) as port:
        found = await asked(f"https://localhost:{port}/api")
    assert found.state == "failure"
    assert f"The certificate of https://localhost:{port} {why}" in found.what


async def test_a_certificate_of_the_offices_own_authority(tmp_path, monkeypatch):
    tls, file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    async with server(NO_CONTENT, tls=tls) as port:
        assert (await asked(f"https://localhost:{port}/api")).state == "ok"


async def test_a_proxy_is_told_without_its_password(monkeypatch):
    async with server(NO_CONTENT) as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://sam:hunter22@127.0.0.1:{port}")
        found = await asked("http://pbx.example.com/api")
    assert found.what == f"http://pbx.example.com answers through the proxy 127.0.0.1:{port}."


async def test_a_proxy_at_which_nobody_listens(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{taken.getsockname()[1]}")
        found = await asked("http://pbx.example.com/api")
    assert found.state == "failure"
    assert "Nobody listens at the proxy" in found.what


async def test_a_proxy_that_wants_a_password(monkeypatch):
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    async with server(refusal) as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        plain = await asked("http://pbx.example.com/api")
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        secure = await asked("https://pbx.example.com/api")
    assert "wants a name and a password" in plain.what
    assert "does not pass on to https://pbx.example.com" in secure.what


async def test_a_host_that_the_proxy_is_not_for(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "localhost")
    async with server(NO_CONTENT) as port:
        found = await asked(f"http://localhost:{port}/api")
    assert found.what == f"http://localhost:{port} answers."
