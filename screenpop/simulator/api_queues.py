"""`call_queues/`: queues, their agents and their live numbers."""

from typing import TYPE_CHECKING

from .answers import Answer, bad_value, not_found
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .office import Queue

if TYPE_CHECKING:
    from .system import PhoneSystem


def _queues(system: "PhoneSystem", _request: ApiRequest) -> Answer:
    domain = system.office.domain
    return Answer([{"queue": one.queue, "name": one.name, "domain": domain} for one in system.office.queues])


def _agents(system: "PhoneSystem", request: ApiRequest) -> Answer:
    return Answer(system.queues.staff(_queue(system, request).queue))


def _all_stats(system: "PhoneSystem", _request: ApiRequest) -> Answer:
    return _stats(system, system.office.queues)


def _stats_of_queue(system: "PhoneSystem", request: ApiRequest) -> Answer:
    return _stats(system, (_queue(system, request),))


def _stats(system: "PhoneSystem", queues: tuple[Queue, ...]) -> Answer:
    now, calls = system.clock.now(), system.switch.live()
    return Answer([system.queues.stats(queue, calls, now) for queue in queues])


def _log_in(system: "PhoneSystem", request: ApiRequest) -> Answer:
    queue, agent = _queue(system, request).queue, _agent(system, request)
    system.queues.log_in(queue, agent, _device(request))
    return Answer(status=204)


def _log_out(system: "PhoneSystem", request: ApiRequest) -> Answer:
    queue, agent = _queue(system, request).queue, _agent(system, request)
    _device(request)
    system.queues.log_out(queue, agent)
    return Answer(status=204)


def _queue(system: "PhoneSystem", request: ApiRequest) -> Queue:
    queue = system.office.queue(request.parts["queue"])
    if queue is None:
        raise not_found()
    return queue


def _agent(system: "PhoneSystem", request: ApiRequest) -> str:
    agent = request.parts["agent"]
    if system.office.user(agent) is None:
        raise not_found()
    request.check_reach(agent)
    return agent


def _device(request: ApiRequest) -> str:
    device = request.parts["device"]
    if not device.startswith("sip:"):
        raise bad_value("device must start with sip:.")
    return device


_RATE = Rate(2, 5)
_DEVICE = "call_queues/{queue}/agents/{agent}/devices/{device}"

ENDPOINTS = (
    Endpoint("GET", "call_queues/", _RATE, _queues),
    Endpoint("GET", "call_queues/stats/live/", _RATE, _all_stats),
    Endpoint("GET", "call_queues/{queue}/stats/live/", _RATE, _stats_of_queue),
    Endpoint("GET", "call_queues/{queue}/agents/", _RATE, _agents),
    Endpoint("PUT", f"{_DEVICE}/login/", _RATE, _log_in),
    Endpoint("PUT", f"{_DEVICE}/logout/", _RATE, _log_out),
)
