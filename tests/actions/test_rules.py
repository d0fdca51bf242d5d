"""Rules: which calls they fit, and what is said about one that cannot be used."""

from datetime import datetime, timedelta

import pytest

from screenpop.actions.events import Event
from screenpop.actions.fields import fields_of
from screenpop.actions.presets import PRESETS
from screenpop.actions.settings import ActionSettings, read_rule, read_rules
from screenpop.calls.call import Direction
from screenpop.profile.settings import SettingsError, SettingsFile
from tests.calls.scripts import MORNING
from tests.history.making import a_call

OPEN = {"open": "https://crm.example.com/{number.digits}"}
MONDAY_NOON = datetime(2026, 11, 23, 12, 0).astimezone()


def fits(when, call=None, *, is_known=False, now=MONDAY_NOON, names=None):
    call = call or a_call()
    rule = read_rule({**OPEN, "when": when})
    fields = fields_of(call, "CA", event="ringing", contact={}, names=names or {})
    return rule.when.holds(fields, queue_number=call.dialled or "", is_known=is_known, now=now)


@pytest.mark.parametrize(
    ("when", "does"),
    [
        ({}, True),
        ({"direction": "inbound"}, True),
        ({"direction": ["outbound", "internal"]}, False),
        ({"number": "+1613*"}, True),
        ({"number": ["+1418*", "1613324????"]}, True),
        ({"number": "+1613"}, False),
        ({"number": "[+]1613*"}, False),
        ({"days": "mon-fri"}, True),
        ({"days": "fri-mon"}, True),
        ({"days": ["tue", "sat-sun"]}, False),
        ({"from": "09:00", "to": "17:30"}, True),
        ({"from": "13:00"}, False),
        ({"from": "22:00", "to": "06:00"}, False),
        ({"from": "22:00", "to": "12:30"}, True),
        ({"caller": "known"}, False),
        ({"caller": "unknown"}, True),
        ({"queue": "Sales"}, False),
    ],
)
def test_conditions(when, does):
    assert fits(when) is does


def test_a_queue_is_meant_by_its_name_or_its_extension():
    call = a_call(leg_number="8001")
    for queue in ("Sales", "sales", "8001"):
        assert fits({"queue": ["Support", queue]}, call, names={"8001": "Sales"})
    assert not fits({"queue": "Support"}, call, names={"8001": "Sales"})


def test_fields_of_a_call():
    call = a_call(leg_number="+16135550126", name="  David\n\u202eWard ")
    contact = {"company": "Northern Freight", "id": "42"}
    fields = fields_of(call, "CA", event="ringing", contact=contact, names={})
    assert fields["number.e164"] == "+16133246100"
    assert fields["number"] == fields["number.national"] == "(613) 324-6100"
    assert fields["number.international"] == "+1 613-324-6100"
    assert fields["number.digits"] == "16133246100"
    assert fields["name"] == "David Ward"
    assert (fields["company"], fields["contact.id"], fields["did"]) == ("Northern Freight", "42", "+16135550126")
    assert (fields["direction"], fields["user"], fields["call.id"]) == ("inbound", "126", "call-1")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "A rule does one thing"),
        ({**OPEN, "copy": "x"}, "this one has open and copy"),
        ({**OPEN, "opne": "x"}, "opne is no key of a rule"),
        ({**OPEN, "on": "ring"}, "on: it must be one of, or a list of, ringing"),
        ({**OPEN, "when": "always"}, "when must be a table"),
        ({**OPEN, "when": {"que": "x"}}, "when.que is no condition"),
        ({**OPEN, "when": {"direction": "up"}}, "when.direction: it must be one of"),
        ({**OPEN, "when": {"days": "someday"}}, "when.days: it must be days"),
        ({**OPEN, "when": {"from": "9 o'clock"}}, "when.from: it must be a time"),
        ({**OPEN, "when": {"caller": 1}}, 'when.caller: it must be "known" or "unknown"'),
        ({**OPEN, "when": {"queue": 8001}}, "8001 must be a text in quotes"),
        ({**OPEN, "body": {}}, "body belongs to webhook"),
        ({"open": 1}, "open: 1 must be a text in quotes"),
        ({"open": "https://crm.example.com/{nmae}"}, "open: There is no field {nmae}. Did you mean"),
        ({"run": "notify {name}"}, "run: write the program and its arguments as a list"),
        ({"webhook": "https://hooks.example.com/", "body": "x"}, "webhook: the body is a table"),
        ({"webhook": "https://hooks.example.com/", "body": {"x": "{y}"}}, "webhook: There is no field {y}"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_and_the_others_go_on(table, says):
    rules, troubles = read_rules([{"name": "first", **OPEN}, {"name": "bad", **table}, {"copy": "{number}"}])
    assert [rule.name for rule in rules] == ["first", "rule 3"]
    assert len(troubles) == 1
    assert troubles[0].startswith('[[actions.rule]] number 2 "bad": ')
    assert says in troubles[0]


def test_a_ringing_call_of_ones_own_is_meant_only_where_the_rule_says_so():
    plain = read_rule(OPEN)
    assert plain.follows(Event.RINGING, Direction.INBOUND)
    assert plain.follows(Event.RINGING, Direction.INTERNAL)
    assert not plain.follows(Event.RINGING, Direction.OUTBOUND)
    assert not plain.follows(Event.ANSWERED, Direction.INBOUND)
    outbound = read_rule({**OPEN, "when": {"direction": "outbound"}})
    assert outbound.follows(Event.RINGING, Direction.OUTBOUND)


def test_a_screen_action_follows_within_a_minute_and_a_webhook_within_a_day():
    assert read_rule(OPEN).lasts == timedelta(minutes=1)
    assert read_rule({"webhook": "https://hooks.example.com/"}).lasts == timedelta(days=1)


def test_rules_in_the_settings_file(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('[actions]\nenabled = true\n[[actions.rule]]\ncopy = "{number}"\nwhen = { from = 09:00:00 }\n')
    settings = SettingsFile(config)
    told = settings.read("actions", ActionSettings)
    rules, troubles = read_rules(told.rule)
    assert (told.enabled, len(rules), troubles) == (True, 1, [])
    assert settings.show({"actions": ActionSettings}) == {"actions": {"enabled": True}}
    assert settings.unknown({"actions": ActionSettings}) == []
    config.write_text("[actions]\nrule = 3\n")
    with pytest.raises(SettingsError, match=r"\[\[actions.rule\]\]"):
        SettingsFile(config).read("actions", ActionSettings)


def test_a_rule_is_the_same_one_as_long_as_nothing_of_it_changes():
    one, same, other = (
        read_rule({"name": "x", **OPEN}),
        read_rule({**OPEN, "name": "x"}),
        read_rule({"name": "y", **OPEN}),
    )
    assert one.key == same.key != other.key


def test_every_preset_opens_a_page_of_its_vendor_for_a_call():
    fields = fields_of(a_call(), "CA", event="ringing", contact={"id": "42"}, names={})
    pages = {preset.name: preset.fill("mycompany.odoo.com" if preset.name == "Odoo" else "12345") for preset in PRESETS}
    assert {name: page.preview(fields) for name, page in pages.items()} == {
        "HubSpot": "https://app.hubspot.com/contacts/12345/objects/0-1/views/all/list?query=%2B16133246100",
        "Salesforce": "https://12345.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=16133246100",
        "Zoho": "https://crm.zoho.com/crm/org12345/tab/Contacts/42",
        "Pipedrive": "https://12345.pipedrive.com/search?term=%2B16133246100",
        "Odoo": "https://mycompany.odoo.com/odoo/contacts/42",
    }
    for preset in PRESETS:
        with pytest.raises(ValueError, match="is not what is meant"):
            preset.fill("evil.example/")


def test_a_call_began_in_the_morning():
    assert a_call().started == MORNING
