"""Users, presence, devices and voicemail counts."""

from typing import TYPE_CHECKING

from .answers import Answer, not_found
from .calls import SideState
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .office import User

if TYPE_CHECKING:
    from .system import PhoneSystem


def named_user(system: "PhoneSystem", request: ApiRequest) -> User:
    """The user of the path; where the path names none, or "current", who is signed in."""
    extension = request.parts.get("user", "current")
    user = system.office.user(request.token.current if extension == "current" else extension)
    if user is None:
        raise not_found()
    return user


def _user(system: "PhoneSystem", request: ApiRequest) -> Answer:
    return Answer(_describe(system, named_user(system, request)))


def _users(system: "PhoneSystem", _request: ApiRequest) -> Answer:
    return Answer([_describe(system, user) for user in system.office.users])


def _presence(system: "PhoneSystem", _request: ApiRequest) -> Answer:
    return Answer(
        [
            {
                "first_name": user.first_name,
                "last_name": user.last_name,
                "presence": _presence_of(system, user),
                "domain": system.office.domain,
                "user": user.user,
                "email": system.office.email(user),
            }
            for user in system.office.users
        ]
    )


def _devices(system: "PhoneSystem", request: ApiRequest) -> Answer:
    """The shape is not documented: assumed."""
    user = named_user(system, request)
    return Answer(
        [
            {
                "device": f"sip:{user.user}{suffix}@{system.office.domain}",
                "user": user.user,
                "domain": system.office.domain,
                "description": "Mobile" if suffix == "m" else "Desk phone",
                "registered": True,
            }
            for suffix in user.devices
        ]
    )


def _voicemail_count(system: "PhoneSystem", request: ApiRequest) -> Answer:
    user = named_user(system, request)
    request.check_reach(user.user)
    return Answer({"new": system.records.new_voicemails(user.user), "saved": 0})


def _describe(system: "PhoneSystem", user: User) -> dict[str, object]:
    return {
        "username": f"{user.user}@{system.office.domain}",
        "user": user.user,
        "domain": system.office.domain,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": system.office.email(user),
        "time_zone": user.time_zone,
        "scope": user.scope,
    }


def _presence_of(system: "PhoneSystem", user: User) -> str:
    """Only "open" is documented; the other two words are assumed."""
    states = {leg.state for call in system.switch.live() for leg in call.live_legs if leg.user == user.user}
    states |= {call.caller.state for call in system.switch.live() if call.caller.user == user.user}
    if states & {SideState.ACTIVE, SideState.PROGRESSING}:
        return "inuse"
    return "alerting" if SideState.RINGING in states else "open"


_USERS = Rate(1, 15)
_DEVICES = Rate(2, 5)
_VOICEMAIL = Rate(1, 5)

ENDPOINTS = (
    Endpoint("GET", "users/current/", _USERS, _user),
    Endpoint("GET", "users/", _USERS, _users),
    Endpoint("GET", "users/{user}/", _USERS, _user),
    Endpoint("GET", "presence/", Rate(1, 6), _presence),
    Endpoint("GET", "devices/users/current/", _DEVICES, _devices),
    Endpoint("GET", "devices/users/{user}/", _DEVICES, _devices),
    Endpoint("GET", "voicemails/users/current/count/", _VOICEMAIL, _voicemail_count),
    Endpoint("GET", "voicemails/users/{user}/count/", _VOICEMAIL, _voicemail_count),
)
