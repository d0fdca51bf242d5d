"""Tests that are stories: coroutine functions on a phone system of their own, told in virtual time."""

import inspect

from tests.integrate.phone_system import PhoneSystem
from tests.integrate.virtual_time import run


def story(test):
    """Make a test of the coroutine function; the phone system must never have to push us back."""

    async def play(options):
        phone = PhoneSystem()
        await test(phone, **options)
        assert phone.pushed_back == []

    def tell(**options):
        run(play, options)

    signature = inspect.signature(test)
    tell.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])
    tell.__name__ = test.__name__
    return tell
