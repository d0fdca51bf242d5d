import asyncio
import json
import subprocess
import sys
import textwrap

import pytest

from screenpop.people.places import Places


@pytest.fixture(scope="module")
def places():
    return Places()


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("+16132345678", "Ottawa, ON"),
        ("+15142861234", "Montreal, QC"),
        ("+12125551234", "New York, NY, United States"),
        ("+33142685300", "Paris, France"),
        ("+33612345678", "France"),
        ("+442083612345", "London, United Kingdom"),
        ("+5491123456789", "Buenos Aires, Argentina"),
        ("+8613800138000", "Beijing, China"),
        ("+18005550199", None),
        ("+13339981", None),
        ("126", None),
        ("", None),
    ],
)
async def test_where_a_number_belongs_seen_from_canada(places, number, place):
    assert await places.place(number, "CA") == place


async def test_home_is_not_said(places):
    assert await places.place("+33142685300", "FR") == "Paris"
    assert await places.place("0142685300", "FR") == "Paris"
    assert await places.place("+33612345678", "FR") is None


async def test_many_at_a_time_and_the_same_again(places):
    numbers = [f"+1613234{n:04}" for n in range(20)] * 2
    assert set(await asyncio.gather(*(places.place(number, "CA") for number in numbers))) == {"Ottawa, ON"}


async def test_what_is_known_is_bounded(monkeypatch):
    monkeypatch.setattr("screenpop.people.places._KEPT_PLACES", 5)
    places = Places()
    for number in range(9):
        await places.place(f"+1613234567{number}", "CA")
    assert len(places._known) == 5


COMPARE = textwrap.dedent("""
    import json, sys
    import phonenumbers
    if sys.argv[1] == "pieces":
        from screenpop.people.places import _geocoder
        geocoder = _geocoder()
        modules = [name for name in sys.modules if name.startswith("phonenumbers.geodata.data")]
        assert modules == [], modules
    else:
        from phonenumbers import geocoder
    data = geocoder.GEOCODE_DATA
    prefixes = ["1", "1613", "1613234", "33142", "491", "8613800", "999", "0", "44208", "1819", "39", "5411", "9963948"]
    numbers = ["+16132345678", "+33142685300", "+4989123456", "+819012345678", "+78121234567", "+97143123456"]
    print(json.dumps({
        "prefixes": [[prefix in data, data.get(prefix)] for prefix in prefixes],
        "numbers": [geocoder.description_for_number(phonenumbers.parse(number), "en") for number in numbers],
        "count": len(data),
        "first and last": [min(data), max(data)],
    }))
""")


def told(how):
    done = subprocess.run([sys.executable, "-c", COMPARE, how], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_read_in_pieces_the_data_says_the_same():
    assert told("pieces") == told("whole")


MEMORY = textwrap.dedent("""
    import asyncio
    from screenpop.people.caller import identify
    from screenpop.people.places import Places

    def used():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096 / 1e6

    identify("+16132345678", None, "CA")
    before = used()
    assert asyncio.run(Places().place("+16132345678", "CA")) == "Ottawa, ON"
    print(used() - before)
""")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_first_place_takes_a_third_of_the_memory_of_all_of_them():
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 35
