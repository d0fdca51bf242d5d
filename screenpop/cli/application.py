"""`screenpop`: the tray application."""

import argparse

from screenpop.cli.main import CommandFailed
from screenpop.profile import log
from screenpop.profile.paths import Profile


def run(options: argparse.Namespace) -> int:
    """Run until the user quits."""
    profile = Profile.find(options.profile)
    try:
        profile.create()
    except OSError as error:
        raise CommandFailed(f"the profile's folder cannot be made: {error}") from error
    log.set_up(profile.log, verbose=options.verbose)
    from screenpop import app

    try:
        return app.run(profile)
    except app.CannotStart as error:
        raise CommandFailed(str(error)) from error
