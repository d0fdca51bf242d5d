"""What the phone system is asked: each call of the API once at the most, and none that changes anything there.

Whether we may subscribe to others' calls cannot be asked without making a subscription; whether we may list them can.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from screenpop.doctor.facts import Answer, ApiFacts, Outcome, Question
from screenpop.integrate.client import Client, User
from screenpop.integrate.errors import (
    Forbidden,
    IntegrateError,
    NotFound,
    RateLimited,
    Refused,
    SignInNeeded,
    Unreachable,
    Untrusted,
)

PATIENCE: Final = 15.0
"""Seconds for each question, its turn under the rate limits included."""
_SPAN: Final = timedelta(minutes=1)
"""Of the call records, so that one page holds them."""

_OUTCOMES: Final = (
    (Forbidden, Outcome.FORBIDDEN),
    (NotFound, Outcome.NOT_FOUND),
    (SignInNeeded, Outcome.SIGN_IN),
    (Refused, Outcome.REFUSED),
    (RateLimited, Outcome.BUSY),
    (Unreachable, Outcome.UNREACHABLE),
    (Untrusted, Outcome.UNREACHABLE),
    (IntegrateError, Outcome.TROUBLE),
)
_LATE: Final = (
    "It was not answered in time: the phone system is slow, or allows no more of these requests just now. Run this "
    "again in a minute."
)


async def ask(client: Client, user: str | None, subscription_id: str | None) -> ApiFacts:
    """Ask who is signed in, and then (if that was answered) all else.

    `user` is the extension that the settings name, before the one that is told. Without a `subscription_id` the
    subscription is left out.
    """
    return await _Conversation(client).hold(user, subscription_id)


class _Conversation:
    """Puts the questions, and keeps what is told besides."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._told: User | None = None

    async def hold(self, user: str | None, subscription_id: str | None) -> ApiFacts:
        answers = [await self._put(Question.WHO, self._who)]
        user = user or (self._told.user if self._told else None)
        if ApiFacts(tuple(answers)).has_token:
            others = self._others(user, subscription_id)
            answers += await asyncio.gather(*(self._put(question, put) for question, put in others.items()))
        domain, name, scope = (self._told.domain, self._told.name, self._told.scope) if self._told else (None,) * 3
        return ApiFacts(tuple(answers), user, domain, name, self._client.scope or scope)

    async def _who(self) -> None:
        self._told = await self._client.current_user()

    def _others(self, user: str | None, subscription_id: str | None) -> dict[Question, Callable[[], Awaitable[object]]]:
        client = self._client
        now = client.server_now()
        questions: dict[Question, Callable[[], Awaitable[object]]] = {
            Question.USERS: client.users,
            Question.QUEUES: client.queues,
            Question.ALL_CALLS: lambda: client.active_calls(None),
        }
        if user is not None:
            questions[Question.OWN_CALLS] = lambda: client.active_calls(user)
            questions[Question.OWN_RECORDS] = lambda: client.call_records(user, now - _SPAN)
        if subscription_id is not None:
            questions[Question.SUBSCRIPTION] = lambda: client.get_subscription(subscription_id)
        return questions

    async def _put(self, question: Question, put: Callable[[], Awaitable[object]]) -> Answer:
        try:
            async with asyncio.timeout(PATIENCE):
                await put()
        except TimeoutError:
            return Answer(question, Outcome.BUSY, _LATE)
        except IntegrateError as error:
            return Answer(question, _outcome_of(error), str(error))
        return Answer(question, Outcome.DONE)


def _outcome_of(error: IntegrateError) -> Outcome:
    return next(outcome for kind, outcome in _OUTCOMES if isinstance(error, kind))
