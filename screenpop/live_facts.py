"""What only the running program can tell the doctor: how its sign-in, way in and subscription really are.

The phone system is asked by the program's own client, within its limits, and the way in sends one test message of its
own kind; neither changes the subscription.
"""

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from screenpop import __version__
from screenpop.doctor.facts import Answer, ApiFacts, Facts, Outcome, ProgramFacts, Question, to_json
from screenpop.doctor.questions import ask
from screenpop.doctor.round_trip import way_facts
from screenpop.integrate.lifecycle import State
from screenpop.language import translate
from screenpop.profile.secrets import NAMES, variable

if TYPE_CHECKING:
    from screenpop.core import Core


def _starting() -> str:
    return translate(
        "PhoneSystem",
        "ScreenPop has not signed in yet: it has only just started, or waits for the phone system.",
    )


async def live_facts(core: "Core") -> Any:
    """The answer to the command "doctor": `Facts` as JSON values."""
    api, way = await asyncio.gather(_api(core), way_facts(core.way, core.post_uri))
    return to_json(Facts(api, way, _program(core)))


async def _api(core: "Core") -> ApiFacts:
    account = core.account
    if account.client is None:
        is_refused = account.subscription.state is State.SIGNED_OUT
        outcome = Outcome.SIGN_IN if is_refused else Outcome.BUSY
        return ApiFacts((Answer(Question.WHO, outcome, account.subscription.detail or _starting()),))
    known = account.identity.user if account.identity else None
    api = await ask(account.client, known, account.subscription.id)
    return replace(api, sign_in_ends=core.kept.reminder(core.clock.wall()) or core.kept.notice)


def _program(core: "Core") -> ProgramFacts:
    subscription = core.account.subscription
    return ProgramFacts(
        version=__version__,
        pid=os.getpid(),
        reason=core.reason,
        shows_tray_icon=core.shows_tray_icon(),
        environment=tuple(name for name in NAMES if os.environ.get(variable(name))),
        account=core.account_settings,
        whole_domain=core.account.wants_all,
        subscription=subscription.state,
        expires=subscription.expires,
        detail=subscription.detail,
        last_message=core.intake.received.last,
        disk_trouble=core.intake.disk_trouble,
    )
