"""With which key this computer signs in at an SSH server: one of a file, or whatever the agent and `~/.ssh` offer."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import asyncssh

from screenpop.delivery.base import DeliveryError
from screenpop.delivery.relay_secret import SecretStore
from screenpop.language import translate
from screenpop.profile.secrets import SecretsError, variable

PASSPHRASE: Final = "ssh_passphrase"
"""What the passphrase of the key file is called where the profile keeps its secrets."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What is offered to the server, in words and as asyncssh takes it."""

    words: str
    options: dict[str, Any] = field(repr=False)


def identity(key_file: str, secrets: SecretStore) -> Identity:
    """The key of `key_file` alone; without one, the agent's keys and those in `~/.ssh` that have no passphrase.

    May block, as disks and keyrings do. Raises DeliveryError.
    """
    if not key_file:
        return Identity(translate("Delivery", "the keys of the SSH agent and of ~/.ssh"), {})
    path = Path(key_file).expanduser()
    key = _read(path, None) or _read(path, _passphrase(path, secrets))
    certificates = [path.with_name(f"{path.name}-cert.pub")]
    options = {
        "client_keys": [key],
        "client_certs": [str(each) for each in certificates if each.exists()],
        "agent_path": None,
    }
    return Identity(translate("Delivery", "the key of {path}").format(path=path), options)


def _read(path: Path, passphrase: str | None) -> asyncssh.SSHKey | None:
    """The key, None if it wants a passphrase and there is none. Raises DeliveryError."""
    try:
        return asyncssh.read_private_key(path, passphrase)
    except OSError as error:
        raise DeliveryError(
            translate(
                "Delivery",
                "The SSH key {path} cannot be read ({strerror}). Correct delivery.ssh.key_file, or leave it "
                "empty to use the SSH agent.",
            ).format(path=path, strerror=error.strerror)
        ) from error
    except ValueError as error:
        if passphrase is None and "assphrase" in str(error):
            return None
        if passphrase is not None:
            raise DeliveryError(
                translate(
                    "Delivery",
                    "The passphrase that is kept for the SSH key {path} does not open it ({error}). Replace it "
                    "with `screenpop config secret {passphrase}`, or in {variable}.",
                ).format(path=path, error=error, passphrase=PASSPHRASE, variable=variable(PASSPHRASE))
            ) from error
        raise DeliveryError(
            translate(
                "Delivery",
                "{path} is not a private SSH key ({error}). Correct delivery.ssh.key_file; the public key, which "
                "ends in .pub, belongs to the server.",
            ).format(path=path, error=error)
        ) from error


def _passphrase(path: Path, secrets: SecretStore) -> str:
    try:
        passphrase = secrets.get(PASSPHRASE)
    except SecretsError as error:
        raise DeliveryError(
            translate("Delivery", "The SSH key {path} has a passphrase. {error}").format(path=path, error=error)
        ) from error
    if not passphrase:
        raise DeliveryError(
            translate(
                "Delivery",
                "The SSH key {path} has a passphrase, and none is kept for it. Keep it with `screenpop config "
                "secret {passphrase}` or in {variable}, or give the key to the SSH agent and leave "
                "delivery.ssh.key_file empty.",
            ).format(path=path, passphrase=PASSPHRASE, variable=variable(PASSPHRASE))
        )
    return passphrase
