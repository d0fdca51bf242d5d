"""What people read about signing in, and of what was asked of the phone system."""

from screenpop.language import translate


def how_to_sign_in() -> str:
    """Half a sentence: "Sign in again: …"."""
    return translate("PhoneSystem", "choose Sign in in ScreenPop's menu, or run `screenpop sign-in`")


def signed_out_meanwhile() -> str:
    """Somebody signed out while a request was under way."""
    return translate("PhoneSystem", "You were signed out while this was under way. Sign in and try again.")


def has_ended() -> str:
    """The refresh token is good no more."""
    words = translate("PhoneSystem", "Your sign-in has ended, so no calls can be shown. Sign in again: {how}.")
    return words.format(how=how_to_sign_in())


def not_accepted(refusal: str) -> str:
    """The phone system refuses the grant; `refusal` is its own word."""
    return translate(
        "PhoneSystem",
        'The phone system does not accept the sign-in: "{refusal}". No calls can be shown until it does. '
        "Check the client id, the user name and the stored secret, then sign in again.",
    ).format(refusal=refusal)


def nobody_yet() -> str:
    """Nobody has signed in with this profile."""
    words = translate("PhoneSystem", "Nobody is signed in yet, so no calls can be shown. Sign in: {how}.")
    return words.format(how=how_to_sign_in())


def no_such_grant(grant: str) -> str:
    """The settings name a way of signing in that there is not."""
    return translate(
        "PhoneSystem",
        'account.grant is "{grant}", which is no way of signing in. Set it to "authorization_code", '
        '"client_credentials" or "password" with `screenpop config set`.',
    ).format(grant=grant)


def missing(name: str) -> str:
    """What the settings or the keyring lack: "client_id", "username", "client_secret" or "password"."""
    match name:
        case "client_id":
            return translate(
                "PhoneSystem",
                "The client id for the phone system is missing, so nobody can sign in. "
                "Set account.client_id with `screenpop config set`, or open your administrator's invite.",
            )
        case "username":
            return translate(
                "PhoneSystem",
                "The username for the phone system is missing, so nobody can sign in. "
                "Set account.username with `screenpop config set`.",
            )
        case "password":
            return translate(
                "PhoneSystem",
                "The password for the phone system is missing, so nobody can sign in. "
                "Store it in the keyring, or set SCREENPOP_PASSWORD.",
            )
    return translate(
        "PhoneSystem",
        "The client secret for the phone system is missing, so nobody can sign in. "
        "Store it in the keyring, or set SCREENPOP_CLIENT_SECRET.",
    )


def no_address_of_an_api(api_url: str) -> str:
    """The address in the settings cannot be one."""
    return translate(
        "PhoneSystem",
        '"{api_url}" is no address of a phone system, so nobody can sign in. Set account.api_url with '
        "`screenpop config set`; it begins with https://.",
    ).format(api_url=api_url)


def asked(what: str) -> str:
    """What was asked of the phone system, in people's language; what is not known here stays as it is."""
    known = {
        "sign in": translate("PhoneSystem", "sign in"),
        "read who is signed in": translate("PhoneSystem", "read who is signed in"),
        "list the users": translate("PhoneSystem", "list the users"),
        "list the call queues": translate("PhoneSystem", "list the call queues"),
        "read the subscription": translate("PhoneSystem", "read the subscription"),
        "end the subscription": translate("PhoneSystem", "end the subscription"),
        "list the calls under way": translate("PhoneSystem", "list the calls under way"),
        "read the call records": translate("PhoneSystem", "read the call records"),
        "answer the call": translate("PhoneSystem", "answer the call"),
        "decline the call": translate("PhoneSystem", "decline the call"),
        "hang up": translate("PhoneSystem", "hang up"),
    }
    return known.get(what, what)


def place_call_to(number: str) -> str:
    """What `asked` is given when a call is to be placed."""
    return translate("PhoneSystem", "call {number}").format(number=number)
