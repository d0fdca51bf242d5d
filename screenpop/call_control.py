"""What the agent does with a call: answer, decline, hang up, call back. Each goes through the API and says honestly
whether it worked.

Which side's id the API wants is not documented: the id of the agent's own leg is sent (assumed), for an outgoing
call that of the call.
"""

from collections.abc import Callable

from screenpop.calls.call import Call, CallState
from screenpop.calls.events import Agent
from screenpop.calls.leg import Leg
from screenpop.calls.states import Standing
from screenpop.intake import Intake
from screenpop.integrate.client import Client
from screenpop.language import translate
from screenpop.people.caller import identify


class CallControlError(Exception):
    """The call cannot be handled this way; the text is for the agent."""


class CallControl:
    """Acts on calls for the agent. `client` gives the signed-in client, None while nobody is signed in."""

    def __init__(self, intake: Intake, client: Callable[[], Client | None], country: str) -> None:
        """Nothing is asked of the API before the agent acts. Numbers without a country code belong to `country`."""
        self._intake = intake
        self._client = client
        self._country = country

    async def answer(self, call_id: str, device: str | None = None) -> None:
        """Pick the ringing call up on the agent's phone, or on the one of their devices that `device` names."""
        leg = self._own_leg(call_id, Standing.RINGING, _over())
        to = self._device() if device is None else await self._named_device(device)
        await self._signed_in().answer(leg.call_id, to)

    async def decline(self, call_id: str) -> None:
        """Refuse the ringing call."""
        leg = self._own_leg(call_id, Standing.RINGING, _over())
        await self._signed_in().reject(leg.call_id)
        self._intake.decline(call_id)

    async def hang_up(self, call_id: str) -> None:
        """End the call."""
        call = self._call(call_id)
        if call.own_state is CallState.ENDED:
            raise CallControlError(translate("Calls", "This call is over."))
        if call.is_outgoing:
            await self._signed_in().hang_up(call.id)
            return
        leg = self._own_leg(call_id, Standing.ACTIVE, translate("Calls", "You are not on this call."))
        await self._signed_in().hang_up(leg.call_id)

    async def call_back(self, call_id: str) -> None:
        """Ring the agent's phone, then the other party of the call."""
        call = self._call(call_id)
        if not call.number:
            raise CallControlError(
                translate("Calls", "The caller withheld the number, so there is nothing to call back.")
            )
        await self.dial(call.number)

    async def dial(self, number: str) -> None:
        """Ring the agent's phone, then `number`: a phone number as people write it, an extension or a star code."""
        if not number:
            raise CallControlError(translate("Calls", "There is no number to call."))
        to = identify(number, None, self._country).e164 or number
        await self._signed_in().place_call(to, self._device())

    async def _named_device(self, name: str) -> str:
        """The address of the device with that label, address or address before the @."""
        devices = await self._signed_in().devices(self._agent().user)
        wanted = name.casefold()
        for address, label in devices.items():
            if wanted in (address.casefold(), address.casefold().partition("@")[0], label.casefold()):
                return address
        there_are = ", ".join(f"{label or address} ({address})" for address, label in devices.items())
        raise CallControlError(
            translate("Errors", "You have no device {name}. There are: {there_are}.").format(
                name=name, there_are=there_are or "–"
            )
        )

    def _signed_in(self) -> Client:
        client = self._client()
        if client is None:
            raise CallControlError(
                translate("Calls", "You are not signed in, so the phone system takes no commands from here.")
            )
        return client

    def _agent(self) -> Agent:
        if self._intake.ledger.agent is None:
            raise CallControlError(
                translate("Calls", "The phone system has not said yet which extension is yours. Try again in a moment.")
            )
        return self._intake.ledger.agent

    def _device(self) -> str:
        agent = self._agent()
        return f"{agent.user}@{agent.domain}" if agent.domain else agent.user

    def _call(self, call_id: str) -> Call:
        call = self._intake.find(call_id)
        if call is None:
            raise CallControlError(translate("Calls", "This call is not known any more."))
        return call

    def _own_leg(self, call_id: str, standing: Standing, otherwise: str) -> Leg:
        for leg in self._call(call_id).own_legs:
            if leg.standing is standing:
                return leg
        raise CallControlError(otherwise)


def _over() -> str:
    return translate("Calls", "This call does not ring any more.")
