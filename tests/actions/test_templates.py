"""Templates: their mistakes are told when they are written, and no content changes their structure."""

import json
import re
import string
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screenpop.actions.copy_text import CopyText
from screenpop.actions.errors import TemplateError
from screenpop.actions.fields import clean
from screenpop.actions.open_file import OpenFile
from screenpop.actions.open_url import OpenUrl
from screenpop.actions.run_program import RunProgram
from screenpop.actions.templates import Template
from screenpop.actions.webhook import Webhook
from tests.naughty import NAUGHTY

HOSTILE = (
    *NAUGHTY,
    *(
        "..",
        ".",
        "%2e%2e",
        "../../etc/passwd",
        "//evil.example/",
        "\\\\evil\\share",
        "@evil.example",
        "javascript:alert(1)",
    ),
    *(
        "file:///etc/passwd",
        "a&b=c",
        "a#b?c",
        "--exec=rm",
        "-rf",
        "{name}",
        "{{",
        "%s%n",
        "\ud800",
        "\0",
        "\r\nX: y",
        "$(id)",
    ),
    *("`id`", "; rm -rf ~", "| id", '"', "'", "=cmd|' /C calc'!A0", "\u202egnp.exe", "CON", "evil.exe", "x.desktop"),
)
anything = st.one_of(st.sampled_from(HOSTILE), st.text())


def wrong(parse, text):
    with pytest.raises(TemplateError) as error:
        parse(text)
    return error.value


def trouble(parse, text):
    try:
        parse(text)
    except TemplateError as error:
        return error
    return None


def test_fields_and_braces():
    template = Template.parse("{{{name}}} of {company}, {contact.Account ID}")
    values = {"name": "{number}", "company": "A & B", "contact.Account ID": "7"}
    assert template.render(values, str) == "{{number}} of A & B, 7"


@pytest.mark.parametrize(
    ("text", "position", "advice"),
    [
        ("Call {nmae}", 5, "Did you mean {name}"),
        ("Call {name", 5, 'Write "{{"'),
        ("Call name}", 9, 'Write "}}"'),
        ("{}", 0, "There is no field"),
        ("{contact.}", 0, "There is no field"),
        ("{name.__class__}", 0, "There is no field"),
        ("{0}", 0, "There is no field"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(text, position, advice):
    error = wrong(Template.parse, text)
    assert error.position == position
    assert advice in str(error)


@pytest.mark.parametrize(
    "url",
    [
        *("{name}", "javascript:{name}", "file:///{name}", "ftp://host/{name}", "//host/{name}", "host/{name}", ""),
        *(
            "https://{name}/",
            "https://{name}.example.com/",
            "https://example.com{name}",
            "https://example.com:{number}/",
        ),
        *(
            "https://user@example.com/{name}",
            "https://example.com\\@evil/{name}",
            "https:///{name}",
            "https://a b/{name}",
        ),
        *(
            "https://example.com/a b",
            "https://example.com/\n{name}",
            "https://example.com/.{name}",
            "https://[::1/{name}",
        ),
        *(
            "https://example.com/%2E{name}",
            "https://example.com/%2{name}",
            "https://example.com/%{name}",
            "https://-/x",
        ),
        *(
            "https://example.com:99999/{name}",
            "https://ex\u0430mple.com/{name}",
            "{{https://example.com/{name}",
            "http{{s}}://x/",
        ),
    ],
)
def test_an_address_that_a_field_could_lead_astray_is_refused_when_it_is_written(url):
    assert str(wrong(OpenUrl.parse, url))


URL = "https://crm.example.com:8443/find/{name}/x{name}.html;v={name}?q={name}&again={number}#about/{name}"


@given(anything, anything)
@example("..", "..")
@example("%2e%2E", "&q=")
def test_no_address_is_changed_in_its_structure(name, number):
    rendered = OpenUrl.parse(URL).preview({"name": name, "number": number})
    parts = urlsplit(rendered)
    shown = name.encode("utf-8", "replace").decode()
    assert rendered.isascii()
    assert not re.search(r"[\s\\\"<>^`{|}]", rendered)
    assert (parts.scheme, parts.netloc) == ("https", "crm.example.com:8443")
    segments = parts.path.split("/")
    assert len(segments) == 4
    assert segments[:2] == ["", "find"]
    assert unquote(segments[2]) == ("" if name in (".", "..") else shown)
    assert unquote(segments[3]) == f"x{shown}.html;v={shown}"
    assert not {re.sub("%2e", ".", segment, flags=re.IGNORECASE) for segment in segments} & {".", ".."}
    assert parse_qsl(parts.query, keep_blank_values=True) == [
        ("q", shown),
        ("again", number.encode("utf-8", "replace").decode()),
    ]
    assert unquote(parts.fragment) == f"about/{shown}"


@given(anything)
def test_no_argument_list_is_changed_in_its_structure(name):
    action = RunProgram.parse(["/usr/bin/notify", "--title={name}", "{name}", "", "Call from {name}"])
    arguments = action.rendered({"name": name})
    shown = name.replace("\0", "").encode("utf-8", "replace").decode()
    assert arguments == [
        "/usr/bin/notify",
        f"--title={shown}",
        shown.lstrip("-"),
        "",
        f"Call from {shown}",
    ]
    assert not arguments[2].startswith("-")


@pytest.mark.parametrize(
    "arguments",
    [
        *([], [""], ["{name}"], ["/usr/bin/{name}"], ["notify.bat", "x"], ["C:\\x\\NOTIFY.CMD", "{name}"]),
        *(["sh", "-c", "echo {name}"], ["/bin/bash", "-lc", "{name}"], ["env", "sh", "-c", "x", "{name}"]),
        *(
            ["cmd", "/c", "start", "{name}"],
            ["powershell.exe", "-File", "x.ps1", "{name}"],
            ["python3", "-c", "{name}"],
        ),
        *(["ssh", "host.example.com", "{name}"], ["xargs", "./x.sh", "{name}"], ["perl", "-e", "print '{name}'"]),
        *(["sudo", "su", "-c", "{name}"], ["node", "{name}"], ["python3", "{name}.py"]),
    ],
)
def test_a_program_that_a_field_could_choose_or_write_code_for_is_refused(arguments):
    assert str(wrong(RunProgram.parse, arguments))


def test_an_interpreter_may_run_a_script_with_fields_behind_it():
    action = RunProgram.parse(["python3", "/opt/notify.py", "{name}"])
    assert action.rendered({"name": "$(id)"}) == ["python3", "/opt/notify.py", "$(id)"]


@given(anything, anything)
def test_no_webhook_is_changed_in_its_structure(name, company):
    body = {"who": {"name": "{name}", "line": "{name} of {company}"}, "tags": ["call", "{company}"], "version": 1}
    url, text = Webhook.parse("https://hooks.example.com/{name}", body).request({"name": name, "company": company})
    assert json.loads(text) == {
        "who": {"name": name, "line": f"{name} of {company}"},
        "tags": ["call", company],
        "version": 1,
    }
    assert text.isascii()
    assert urlsplit(url).netloc == "hooks.example.com"


@given(anything)
def test_no_path_leaves_its_folder_or_becomes_a_program(name):
    path = Path(OpenFile.parse("/srv/customers/{name}/file-{name}.pdf").preview({"name": name}))
    assert path.parts[:3] == ("/", "srv", "customers")
    assert len(path.parts) == 5
    assert not {".", ".."} & set(path.parts)
    assert path.suffix == ".pdf"


@pytest.mark.parametrize(
    "path",
    [
        *("customers/{name}.pdf", "{name}.pdf", "/srv/{name}", "/srv/x.{name}", "/srv/{name}.exe", "/srv/{name}.sh"),
        *("/srv/{name}.DESKTOP", "/srv/../{name}.pdf", "~/./{name}.pdf", "C:\\{name}.lnk", "~root/{name}.pdf"),
    ],
)
def test_a_path_that_a_field_could_lead_astray_is_refused(path):
    assert str(wrong(OpenFile.parse, path))


@given(anything)
def test_what_is_copied_is_one_line(name):
    text = CopyText.parse("{name}: {number}").preview({"name": clean(name), "number": "1"})
    assert len(text.splitlines()) == 1
    assert not set(text) & {*map(chr, range(32)), "\x7f", "\u202e", "\u2028", "\u2029", "\x85"}


@given(st.text(alphabet=string.printable))
def test_any_text_is_read_or_refused_in_words(text):
    for parse in (Template.parse, OpenUrl.parse, OpenFile.parse, lambda text: RunProgram.parse([text, text])):
        error = trouble(parse, text)
        assert error is None or (0 <= error.position <= len(text) and error.why)
