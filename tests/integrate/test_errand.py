"""What goes along with a request."""

import httpx

from screenpop.integrate.errand import Errand, errand_of
from screenpop.integrate.limits import Turn


def test_a_request_knows_its_errand():
    errand = Errand("users/{user}/", interactive=True)
    request = httpx.Request(
        "GET", "https://phone.example/api/users/126/", extensions=errand.extensions({"timeout": {}})
    )
    assert errand_of(request) is errand
    assert request.extensions["timeout"] == {}


def test_a_request_that_is_not_ours_is_named_by_its_path():
    errand = errand_of(httpx.Request("GET", "https://phone.example/api/users/126/"))
    assert (errand.template, errand.interactive) == ("/api/users/126/", False)


def test_what_is_needed_first_ends_with_the_errand_at_the_latest():
    ended = []
    errand = Errand("users/{user}/", interactive=True)
    aside = errand.aside("oauth/token/")
    assert (aside.template, aside.interactive) == ("oauth/token/", True)
    errand.turns.append(Turn(lambda: ended.append("user")))
    aside.turns.append(Turn(lambda: ended.append("token")))
    errand.over()
    errand.over()
    assert ended == ["user", "token"]
