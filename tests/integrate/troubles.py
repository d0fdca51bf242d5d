"""All that can go wrong with a request, as faults of the small phone system."""

from tests.integrate.phone_system import late, reply_cut, reply_lost, status, unreachable, web_page

TROUBLES = {
    "unreachable": unreachable,
    "reply lost": reply_lost,
    "reply cut": reply_cut,
    "reply after a minute": late,
    "500": status(500),
    "502 with a web page": web_page(502),
    "503 with Retry-After": status(503, headers={"Retry-After": "5"}),
    "429": status(429, body=b'{"message": "1 per 1 second"}'),
    "429 with Retry-After": status(429, headers={"Retry-After": "7"}, body=b""),
    "a web page": web_page(200),
    "a web page that is not found": web_page(404),
    "a web page that forbids": web_page(403),
    "not JSON": status(200, body=b"OK"),
    "a list": status(200, body=b"[]"),
    "no id": status(200, body=b'{"post_uri": "x"}'),
    "nesting": status(200, body=b"[" * 50_000),
    "403": status(403),
    "422": status(422),
    "404": status(404),
    "401 once": status(401),
}
