"""Python loads this before any program under test: what the program draws as a secret, it tells the tests.

Programs know nothing of it. The file that is written to is named by TOLD_SECRETS.
"""

import os


def _telling(draw):
    def drawn(*args):
        secret = draw(*args)
        with open(os.environ["TOLD_SECRETS"], "a", encoding="ascii") as file:
            file.write(f"{secret}\n")
        return secret

    return drawn


if "TOLD_SECRETS" in os.environ:
    import secrets
    import uuid

    secrets.token_urlsafe = _telling(secrets.token_urlsafe)
    uuid.uuid4 = _telling(uuid.uuid4)
