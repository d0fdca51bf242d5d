"""Everything in a recording that a description does not allow, its own examples included."""

from tests.conformance.description import Checker
from tests.conformance.exchanges import Recording


def troubles(checker: Checker, recorded: Recording) -> list[str]:
    """Of our requests, of the simulator's answers, of its messages, and of the description's examples."""
    described = [exchange for exchange in recorded.exchanges if exchange.is_described]
    found = [checker.trouble_with_request(exchange) for exchange in described]
    found += [checker.trouble_with_answer(exchange) for exchange in described]
    found += [checker.trouble_with_token(exchange) for exchange in recorded.sign_ins]
    found += [checker.trouble_with_message(message) for message in recorded.call_messages]
    found += [checker.trouble_with_example(name) for name in checker.description["components"]["examples"]]
    return [trouble for trouble in found if trouble is not None]
