"""The installer, writing into a folder; what it does to a whole machine needs one (see docs/relay.md)."""

import re
import ssl
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.relay.private_relay import FOLDER, run

UNITS = "etc/systemd/system"
DOMAIN = ("--domain", "relay.example.org")
FEED = ("--feed", "--program", str(Path(sys.executable).with_name("screenpop")))


def install(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(FOLDER / "install.sh"), *options], capture_output=True, text=True, check=False)


def contents(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(root)): (stat.S_IMODE(path.stat().st_mode), path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path):
    done = install(*DOMAIN, *FEED, "--metrics", "--root", str(tmp_path / "root"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "root"


def test_a_second_run_changes_nothing(root):
    before = contents(root)
    assert install(*DOMAIN, *FEED, "--metrics", "--root", str(root)).returncode == 0
    assert contents(root) == before


def test_everything_is_filled_in(root):
    for name, (_, content) in contents(root).items():
        assert not re.search(rb"@[a-z_]+@", content), name
    service = (root / UNITS / "screenpop-relay.service").read_text()
    assert "LoadCredential=fullchain.pem:/etc/letsencrypt/live/relay.example.org/fullchain.pem\n" in service
    assert "server_name relay.example.org;" in (root / "etc/screenpop-relay/listen.conf").read_text()


def test_the_password_of_redis_is_kept_from_others(root):
    files = contents(root)
    password = next(line for line in files["etc/screenpop-relay/redis.conf"][1].split(b"\n") if b"requirepass" in line)
    secret = password.split()[1]
    assert len(secret) == 64
    holders = {name: mode for name, (mode, content) in files.items() if secret in content}
    assert holders == {
        "etc/screenpop-relay/nginx.conf": 0o640,
        "etc/screenpop-relay/redis.conf": 0o640,
        "etc/screenpop-relay/redis-exporter.env": 0o600,
    }


def test_systemd_accepts_the_units(root):
    units = [str(path) for path in sorted((root / UNITS).iterdir())]
    assert len(units) == 5
    command = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", ["screenpop-relay.service", "screenpop-relay-redis.service", "screenpop-feed.service"])
def test_the_services_are_hardened(root, unit):
    """2.0 is where systemd's own scale goes from "OK" to "MEDIUM" at 5.0; most services have over 9."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(root / UNITS / unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_feed_has_two_secrets_of_its_own_that_only_root_reads(root):
    mode, content = contents(root)["etc/screenpop-relay/feed.env"]
    feed, relay = re.fullmatch(
        rb"SCREENPOP_FEED_SECRET=([\w-]{43})\nSCREENPOP_RELAY_SECRET=([\w-]{43})\n", content
    ).groups()
    assert feed != relay
    assert mode == 0o600


@pytest.mark.parametrize(
    ("options", "rate"), [((), 20), (FEED, 200), ((*FEED, "--hook-rate", "350"), 350), (("--hook-rate", "50"), 50)]
)
def test_a_hook_takes_as_many_posts_as_is_said(tmp_path, options, rate):
    assert install(*DOMAIN, *options, "--root", str(tmp_path)).returncode == 0
    assert f"rate={rate}r/s;" in (tmp_path / "etc/screenpop-relay/nginx.conf").read_text()
    assert (tmp_path / UNITS / "screenpop-feed.service").exists() == ("--feed" in options)


def test_the_feed_needs_a_screenpop_that_runs(tmp_path):
    done = install(*DOMAIN, "--feed", "--program", str(tmp_path / "none"), "--root", str(tmp_path / "root"))
    assert done.returncode == 1
    assert "docs/feed.md" in done.stderr


async def test_what_was_installed_works(root, tmp_path, free_ports):
    """As it was written, but for the ports, and for the folders and the certificate, which systemd provides."""
    certificate, key = make_certificate(tmp_path)
    outer, inner, store = map(str, free_ports(3))
    conf = root / "etc/screenpop-relay"
    credentials = "/run/credentials/screenpop-relay.service"
    for file, old, new in [
        ("listen.conf", f"{credentials}/fullchain.pem", str(certificate)),
        ("listen.conf", f"{credentials}/privkey.pem", str(key)),
        ("listen.conf", "443", outer),
        ("nginx.conf", "/run/screenpop-relay/nginx.pid", "nginx.pid"),
        ("nginx.conf", "/var/log/screenpop-relay/access.log", "access.log"),
        ("nginx.conf", "18081", inner),
        ("nginx.conf", "16379", store),
        ("nginx.conf", "worker_rlimit_nofile 65536", "worker_rlimit_nofile 1024"),
        ("redis.conf", "16379", store),
        ("redis.conf", "/var/lib/screenpop-relay-redis", str(tmp_path)),
    ]:
        replace(conf / file, old, new)
    relay = run.PrivateRelay(tmp_path, conf=conf, ports=tuple(map(int, (outer, inner, store))))
    relay.start()
    try:
        context = ssl.create_default_context(cafile=certificate)
        async with httpx.AsyncClient(verify=context, trust_env=False) as http:
            url = f"https://127.0.0.1:{outer}/health"
            answer = await http.get(url, extensions={"sni_hostname": "relay.example.org"})
            assert (answer.status_code, answer.text) == (200, "ok\n")
    finally:
        relay.stop()


def test_ones_own_certificate(tmp_path):
    certificate, key = make_certificate(tmp_path)
    options = ("--certificate", str(certificate), "--key", str(key), "--root", str(tmp_path / "root"))
    assert install(*DOMAIN, *options).returncode == 0
    service = (tmp_path / "root" / UNITS / "screenpop-relay.service").read_text()
    assert f"LoadCredential=privkey.pem:{key}\n" in service
    assert not (tmp_path / "root/etc/letsencrypt/renewal-hooks/deploy/screenpop-relay").exists()
    wrong = install("--domain", "other.example.org", *options)
    assert wrong.returncode == 1
    assert "not made out to other.example.org" in wrong.stderr
    other = make_certificate(tmp_path, "other")[1]
    wrong = install(*DOMAIN, *options, "--key", str(other))
    assert wrong.returncode == 1
    assert "is not the key of" in wrong.stderr


def test_the_renewal_hook_minds_its_own_certificate(root):
    hook = root / "etc/letsencrypt/renewal-hooks/deploy/screenpop-relay"
    assert '= "/etc/letsencrypt/live/relay.example.org" ] || exit 0' in hook.read_text()
    environment = {"RENEWED_LINEAGE": "/etc/letsencrypt/live/www.example.org", "PATH": "/nowhere"}
    assert subprocess.run(["/bin/sh", str(hook)], env=environment, check=False).returncode == 0


def test_uninstalling_leaves_nothing(root):
    assert install("--uninstall", "--root", str(root)).returncode == 0
    assert contents(root) == {}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ((), "--domain must be a full name"),
        (("--domain", "relay"), "--domain must be a full name"),
        (("--domain", "192.0.2.1"), "--domain must be a full name"),
        (("--domain", "relay.example.org;x"), "--domain must be a full name"),
        (("--domain", "relay.example.org\nx.example.org"), "--domain must be a full name"),
        (("--domain",), "needs a value"),
        ((*DOMAIN, "--workers", "0"), "--workers must be"),
        ((*DOMAIN, "--workers", "2\n3"), "--workers must be"),
        ((*DOMAIN, "--memory", "lots"), "--memory must be"),
        ((*DOMAIN, "--email", "nobody"), "is no address"),
        ((*DOMAIN, "--certificate", "/etc/hostname"), "need absolute plain paths"),
        ((*DOMAIN, "--certificate", "../x", "--key", "../y"), "need absolute plain paths"),
        ((*DOMAIN, "--root", "/"), "--root needs a folder"),
        (("--colour", "red"), "there is no option"),
    ],
)
def test_wrong_usage(options, complaint, tmp_path):
    done = install("--root", str(tmp_path / "root"), *options)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert not (tmp_path / "root").exists()


def make_certificate(folder: Path, name: str = "relay") -> tuple[Path, Path]:
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=relay.example.org", "-addext", "subjectAltName=DNS:relay.example.org"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
