"""A person before a browser, as the program that the variable BROWSER names: fills the sign-in page in and goes on."""

import re
import sys
from html import unescape
from urllib.parse import urljoin

import httpx


def sign_in(url, user="126", password="demo"):
    with httpx.Client(timeout=30) as http:
        page = http.get(url)
        hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
        form = {name: unescape(value) for name, value in hidden}
        form |= {"username": user, "password": password, "decision": "allow"}
        sent_back = http.post(url.partition("?")[0], data=form)
        http.get(urljoin(url, sent_back.headers["location"]))


if __name__ == "__main__":
    sign_in(sys.argv[1])
