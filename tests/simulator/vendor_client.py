"""A client as others write them for Integrate, in the manner of the vendor's own for Python.

It is synchronous; its parameters go into the query, booleans as `True` and `False`; it says that its body is JSON and
sends none; it leaves the last slash out where it deletes or reads a subscription; and it insists on a Content-Type on
every answer, which must be plain JSON for its own, older version.
"""

import http.client
import json
from urllib.parse import urlencode, urlsplit

VERSION = "1.7.0"


class VendorError(Exception):
    def __init__(self, status, message):
        super().__init__(f"{status}: {message}")
        self.status = status


class VendorClient:
    def __init__(self, api_url, client_id, client_secret):
        self._url = urlsplit(api_url)
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._token = None

    def sign_in(self, username=None, password=None):
        person = {"grant_type": "password", "username": username, "password": password}
        form = person if username else {"grant_type": "client_credentials"}
        told = self._send(
            "POST",
            "/oauth/token/",
            urlencode({**form, **self._credentials}),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        self._token = told["access_token"]
        return told

    def subscribe(self, post_uri, *, calls=True, cdrs=False, recordings=False, expires_in=7200, users=()):
        wish = [("post_uri", post_uri), ("expires_in", expires_in)]
        wish += [("calls", calls), ("cdrs", cdrs), ("recordings", recordings)]
        wish += [("cdr_creation", False), ("raw", False)]
        return self._call("POST", "/subscriptions/", [*wish, *(("user", user) for user in users)])

    def subscription(self, subscription_id):
        return self._call("GET", f"/subscriptions/{subscription_id}")

    def unsubscribe(self, subscription_id):
        return self._call("DELETE", f"/subscriptions/{subscription_id}")

    def users(self):
        return self._call("GET", "/users/")

    def place_call(self, to, from_=None, *, auto_answer=False):
        return self._call("POST", "/calls/", {"to": to, "from": from_, "auto_answer": auto_answer})

    def active_calls(self, user):
        return self._call("GET", f"/calls/users/{user}/active/")

    def answer(self, call_id, to):
        return self._call("PUT", f"/calls/{call_id}/answer/", {"to": to})

    def hang_up(self, call_id):
        return self._call("DELETE", f"/calls/{call_id}/")

    def cdrs(self, start_date, page_size=1000):
        query = {"start_date": start_date, "page_size": page_size, "cursor": None}
        while True:
            page = self._call("GET", "/cdrs/users/", query)
            yield from page["result"]
            if not page["more"]:
                return
            query["cursor"] = page["cursor"]

    def _call(self, method, path, parameters=()):
        pairs = parameters.items() if isinstance(parameters, dict) else parameters
        query = urlencode([(name, value) for name, value in pairs if value is not None])
        headers = {
            "Accept": f"application/vnd.integrate.v{VERSION}+json",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
        }
        return self._send(method, f"{path}?{query}" if query else path, None, headers)

    def _send(self, method, path, body, headers):
        connection = http.client.HTTPConnection(self._url.hostname, self._url.port, timeout=10)
        try:
            connection.request(method, f"{self._url.path}{path}", body, headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.getheader("Content-Type") != "application/json":
            raise VendorError(answer.status, f"the content type is {answer.getheader('Content-Type')}")
        told = json.loads(text) if text else None
        if answer.status >= 400:
            raise VendorError(answer.status, told["message"])
        if answer.status == 201 and told is None:
            raise VendorError(201, "there is no body")
        return told
