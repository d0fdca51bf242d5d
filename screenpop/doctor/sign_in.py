"""Whether the phone system lets us in, as whom, and by which way of signing in."""

from typing import Final

from screenpop.doctor.facts import Answer, ApiFacts, Outcome, Question
from screenpop.doctor.finding import Finding, failure, not_checked, ok, warning
from screenpop.integrate.settings import AccountSettings

_GRANTS: Final = {
    "authorization_code": "through the browser",
    "client_credentials": "as a service account (client credentials)",
    "password": "with user name and password",
}
_TODO: Final = {
    "authorization_code": "Choose Sign in in ScreenPop's menu, or run `screenpop sign-in`.",
    "client_credentials": (
        "Check account.client_id with `screenpop config show`, and store the secret again with "
        "`screenpop config secret client_secret`."
    ),
    "password": (
        "Check account.username with `screenpop config show`, and store the password again with "
        "`screenpop config secret password`."
    ),
}


def check(api: ApiFacts, account: AccountSettings) -> Finding:
    """The finding."""
    answer = api.answer_to(Question.WHO)
    if answer is None:
        return not_checked("sign_in", "nobody could ask")
    if api.has_token:
        return _let_in(api, answer, account)
    match answer.outcome:
        case Outcome.UNREACHABLE | Outcome.BUSY:
            return warning("sign_in", "Whether signing in works cannot be told.", answer.text)
        case Outcome.SIGN_IN:
            todo = _TODO.get(account.grant, "") if _is_complete(account) else ""
            return failure("sign_in", "Nobody is signed in.", answer.text, todo)
        case _:
            return failure("sign_in", "Signing in does not work.", answer.text)


def _let_in(api: ApiFacts, answer: Answer, account: AccountSettings) -> Finding:
    how = _GRANTS.get(account.grant, account.grant)
    if api.user is None:
        return failure(
            "sign_in",
            f"Signed in {how}, and the phone system does not say as whom.",
            f"Nobody's calls can be shown. {answer.text}",
            "Set account.user with `screenpop config set account.user EXTENSION`, then start again.",
        )
    where = f"{api.user}@{api.domain}" if api.domain else api.user
    what = f"Signed in as {f'{api.name} ({where})' if api.name else where}, {how}."
    return warning("sign_in", what, api.sign_in_ends) if api.sign_in_ends else ok("sign_in", what)


def _is_complete(account: AccountSettings) -> bool:
    """Whether the settings are such that one could sign in; else the answer's text says what to set."""
    return bool(account.client_id) and (account.grant != "password" or bool(account.username))
