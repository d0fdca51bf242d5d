"""What each setting is called on the screen, what it does, and what it can be. In the language of the moment."""

from dataclasses import dataclass

from screenpop.language import translate


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one setting. `choices` are what it can be, each with what that is called; empty for all else."""

    title: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def setting_words() -> dict[str, Words]:
    """The words of every setting, by "section.key"."""
    return _cards() | _looks() | _hot_keys() | _calls() | _account() | _ways() | _addresses()


def secret_words() -> dict[str, Words]:
    """The words of the secrets that a person may have to type, by their names in the keyring."""
    return {
        "client_secret": Words(translate("Settings", "Client secret"), _keyring()),
        "password": Words(translate("Settings", "Password"), _keyring()),
        "ssh_passphrase": Words(translate("Settings", "Passphrase of the key"), _keyring()),
        "ngrok_token": Words(translate("Settings", "Token for ngrok"), _keyring()),
    }


def _keyring() -> str:
    return translate("Settings", "Kept in the system's keyring, never in a file. It cannot be shown again.")


def _cards() -> dict[str, Words]:
    return {
        "cards.show_as": Words(
            translate("Settings", "Show calls as"),
            translate(
                "Settings",
                "Notifications are the system's own, with its rules. On Windows and macOS they have no buttons.",
            ),
            (("cards", translate("Settings", "Cards")), ("notifications", translate("Settings", "Notifications"))),
        ),
        "cards.corner": Words(
            translate("Settings", "Corner"),
            translate("Settings", "Where on the screen cards appear."),
            (
                ("top_left", translate("Settings", "Top left")),
                ("top_right", translate("Settings", "Top right")),
                ("bottom_left", translate("Settings", "Bottom left")),
                ("bottom_right", translate("Settings", "Bottom right")),
            ),
        ),
        "cards.screen": Words(
            translate("Settings", "Screen"),
            translate("Settings", "On which screen, where there are several."),
            (
                ("pointer", translate("Settings", "Where the pointer is")),
                ("primary", translate("Settings", "Primary screen")),
            ),
        ),
        "cards.missed_seconds": Words(
            translate("Settings", "A missed call stays for"),
            translate("Settings", "Seconds after the call was missed; 0 means not at all."),
        ),
        "cards.elsewhere_seconds": Words(
            translate("Settings", "A call that a colleague took stays for"),
            translate("Settings", "Seconds after it was answered elsewhere; 0 means not at all."),
        ),
        "cards.over_fullscreen": Words(
            translate("Settings", "Over full-screen programs"),
            translate("Settings", "Show cards also above films and presentations."),
        ),
        "cards.for_outgoing": Words(
            translate("Settings", "For outgoing calls"),
            translate("Settings", "Show a card for calls that you place, too."),
        ),
        "cards.ring_sound": Words(
            translate("Settings", "Sound when it rings"),
            translate("Settings", "The system's own sound, once for each call. Your phone rings all the same."),
        ),
    }


def _looks() -> dict[str, Words]:
    same = translate("Settings", "As the system")
    return {
        "ui.language": Words(
            translate("Settings", "Language"), "", (("system", same), ("en", "English"), ("fr_CA", "Français (Canada)"))
        ),
        "ui.theme": Words(
            translate("Settings", "Colours"),
            "",
            (
                ("system", same),
                ("light", translate("Settings", "Light")),
                ("dark", translate("Settings", "Dark")),
                ("high_contrast", translate("Settings", "High contrast")),
            ),
        ),
        "ui.text_scale": Words(
            translate("Settings", "Size of text"),
            translate("Settings", "Enlarges text and what holds it, in cards and windows."),
            tuple((scale, translate("Settings", "{percent} %").format(percent=percent)) for scale, percent in _SCALES),
        ),
        "ui.start_at_login": Words(
            translate("Settings", "Start at login"),
            translate("Settings", "ScreenPop starts when you sign in to this computer."),
        ),
        "ui.blink": Words(
            translate("Settings", "Blinking icon"),
            translate("Settings", "The tray's icon blinks while your phone rings."),
        ),
        "ui.reduce_motion": Words(
            translate("Settings", "Less motion"),
            translate("Settings", "Cards come without sliding, also where the system would have them slide."),
        ),
    }


def _hot_keys() -> dict[str, Words]:
    such_as = translate("Settings", "Such as Ctrl+Alt+A; empty: none.")
    return {
        "ui.hotkeys": Words(
            translate("Settings", "Hot keys"),
            translate("Settings", "The keys below work whichever window you are in."),
        ),
        "ui.hotkey_answer": Words(translate("Settings", "Keys to answer"), such_as),
        "ui.hotkey_end": Words(translate("Settings", "Keys to decline or hang up"), such_as),
        "ui.hotkey_card": Words(translate("Settings", "Keys to go to the card"), such_as),
        "ui.hotkey_record": Words(translate("Settings", "Keys to open the caller's record"), such_as),
        "ui.hotkey_selected": Words(translate("Settings", "Keys to call a selected number"), such_as),
        "ui.hotkey_rules": Words(
            translate("Settings", "Keys for actions"),
            translate("Settings", 'They do what the rules with on = "hotkey" say. Empty: none.'),
        ),
    }


_SCALES = (
    ("0.8", 80),
    ("0.9", 90),
    ("1.0", 100),
    ("1.25", 125),
    ("1.5", 150),
    ("1.75", 175),
    ("2.0", 200),
    ("2.5", 250),
)


def _calls() -> dict[str, Words]:
    return {
        "presence.wrap_up_seconds": Words(
            translate("Settings", "Wrap-up after a call"),
            translate("Settings", "Seconds for which you count as busy after a call; 0 means not at all."),
        ),
        "presence.away_when_locked": Words(
            translate("Settings", "Do not disturb while locked"),
            translate("Settings", "A locked screen turns do not disturb on, and unlocking it off."),
        ),
        "presence.whole_domain": Words(
            translate("Settings", "Hear of everybody's calls"),
            translate(
                "Settings", "For small offices without a presence feed: shows who is on the phone, if you may know."
            ),
        ),
        "actions.enabled": Words(
            translate("Settings", "Actions"),
            translate("Settings", "Do what the rules under [[actions.rule]] in the settings file say."),
        ),
        "contacts.colleagues": Words(
            translate("Settings", "Colleagues as contacts"),
            translate("Settings", "Take the phone system's list of users into the contacts."),
        ),
        "contacts.refresh_minutes": Words(
            translate("Settings", "Refresh contacts every"), translate("Settings", "Minutes.")
        ),
        "history.keep_days": Words(
            translate("Settings", "Keep calls for"),
            translate("Settings", "Days after which calls and their notes are deleted; 0 keeps them for good."),
        ),
    }


def _account() -> dict[str, Words]:
    return {
        "account.api_url": Words(
            translate("Settings", "Address of the phone system"),
            translate("Settings", "As your administrator tells it."),
        ),
        "account.api_version": Words(translate("Settings", "Version of its interface")),
        "account.grant": Words(
            translate("Settings", "Sign in"),
            translate("Settings", "As whom ScreenPop speaks to the phone system."),
            (
                ("authorization_code", translate("Settings", "As myself, in the browser")),
                ("client_credentials", translate("Settings", "As the organisation")),
                ("password", translate("Settings", "With user name and password")),
            ),
        ),
        "account.client_id": Words(
            translate("Settings", "Client id"), translate("Settings", "What the phone system calls this application.")
        ),
        "account.username": Words(translate("Settings", "User name")),
        "account.user": Words(
            translate("Settings", "Extension"),
            translate("Settings", "Whose calls are shown, where the sign-in does not say it."),
        ),
        "account.domain": Words(
            translate("Settings", "Domain"), translate("Settings", "Where the sign-in does not say it.")
        ),
        "account.country": Words(
            translate("Settings", "Country"),
            translate("Settings", "Two letters: where numbers without a country code belong."),
        ),
        "account.redirect_port": Words(
            translate("Settings", "Port of the sign-in"),
            translate("Settings", "The one that is registered with the phone system."),
        ),
        "feed.callers": Words(
            translate("Settings", "Tell who calls"),
            translate("Settings", "For the feed itself: its board also says who is at the other end of each call."),
        ),
        "feed.url": Words(
            translate("Settings", "Presence feed"),
            translate("Settings", "The address from which colleagues' presence is read, if your office has one."),
        ),
    }


def _ways() -> dict[str, Words]:
    return {
        "delivery.kind": Words(
            translate("Settings", "Way in"),
            translate("Settings", "How the phone system's messages reach this computer."),
            (
                ("relay", translate("Settings", "The office's relay")),
                ("lan", translate("Settings", "This network")),
                ("url", translate("Settings", "My own tunnel or proxy")),
                ("ssh", translate("Settings", "My own server (SSH)")),
                ("ngrok", translate("Settings", "ngrok, for a trial")),
                ("loopback", translate("Settings", "This computer alone")),
            ),
        ),
        "delivery.relay.url": Words(
            translate("Settings", "Address of the relay"), translate("Settings", "As your administrator tells it.")
        ),
        "delivery.ssh.host": Words(translate("Settings", "Server")),
        "delivery.ssh.port": Words(translate("Settings", "Its SSH port")),
        "delivery.ssh.user": Words(translate("Settings", "User name there")),
        "delivery.ssh.key_file": Words(
            translate("Settings", "File of the key"), translate("Settings", "Empty: the SSH agent is asked.")
        ),
        "delivery.ssh.remote_host": Words(
            translate("Settings", "What others call the server"),
            translate("Settings", "Empty: the same name."),
        ),
        "delivery.ssh.remote_port": Words(
            translate("Settings", "Port that takes the calls"), translate("Settings", "0: the server chooses one.")
        ),
        "delivery.ssh.bind": Words(
            translate("Settings", "Address to listen on there"), translate("Settings", "Empty: all of them.")
        ),
        "delivery.ssh.public_url": Words(
            translate("Settings", "Public address"),
            translate("Settings", "Where a reverse proxy on the server takes the calls."),
        ),
        "delivery.ngrok.domain": Words(
            translate("Settings", "Domain"), translate("Settings", "Empty: ngrok chooses one.")
        ),
    }


def _addresses() -> dict[str, Words]:
    chosen = translate("Settings", "0: one is chosen once and kept.")
    return {
        "delivery.loopback.port": Words(translate("Settings", "Port"), chosen),
        "delivery.url.public_url": Words(
            translate("Settings", "Public address"), translate("Settings", "That of your tunnel or reverse proxy.")
        ),
        "delivery.url.port": Words(translate("Settings", "Port on this computer"), chosen),
        "delivery.lan.address": Words(
            translate("Settings", "Address in this network"),
            translate("Settings", "Empty: the one that leads to the phone system."),
        ),
        "delivery.lan.port": Words(translate("Settings", "Port"), chosen),
    }
