"""A CardDAV server of our own: Radicale, with one user, on the loopback address."""

import contextlib
import socket
import subprocess
import sys

import httpx

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\nN:{name};;;;\r\nTEL:{number}\r\nEND:VCARD\r\n"
BOOK = """<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype>
<collection/><C:addressbook/></resourcetype><displayname>{name}</displayname></prop></set></mkcol>"""


class Radicale:
    """`url` is the server's address; the user is sam, the password secret."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        users = folder / "users"
        users.write_text("sam:secret\n")
        config = folder / "config"
        config.write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
            f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder / 'store'}\n"
        )
        command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", str(config)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}/"

    def answers(self):
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(self.url).status_code < 500
        return False

    def make_book(self, name):
        self._ask("MKCOL", f"/sam/{name}/", BOOK.format(name=name))

    def put(self, book, uid, name, number):
        self._ask("PUT", f"/sam/{book}/{uid}.vcf", CARD.format(uid=uid, name=name, number=number), "text/vcard")

    def stop(self):
        self._process.terminate()
        self._process.wait()

    def _ask(self, method, path, body, kind="application/xml"):
        answer = httpx.request(
            method,
            f"http://127.0.0.1:{self.port}{path}",
            content=body.encode(),
            auth=("sam", "secret"),
            headers={"Content-Type": kind},
        )
        assert answer.is_success, answer.text
