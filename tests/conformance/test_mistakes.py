"""The list of the description's own mistakes is complete, and no longer than it must be."""

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.conformance.description import Checker, mended, read
from tests.conformance.mistakes import MISTAKES
from tests.conformance.troubles import troubles


def is_valid(description):
    return next(OpenAPIV31SpecValidator(description).iter_errors(), None) is None


def test_as_it_is_it_does_not_validate():
    assert not is_valid(read())


def test_put_right_it_does():
    assert is_valid(mended())


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_each_is_there_and_matters(mistake, recorded):
    """With this one left in, the description does not validate, or forbids what was really said."""
    left_in = mended(but=mistake.name)
    assert left_in != mended(), "the description does not have it any more"
    assert not is_valid(left_in) or troubles(Checker(left_in, recorded.api_url), recorded)
