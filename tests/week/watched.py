"""The phone system, watched: when did it hold more than one subscription of the desk, and for how long?"""

from tests.integrate.phone_system import PhoneSystem


class Watch:
    """What the phone system held, look after look."""

    def __init__(self):
        self._seen = []

    def look(self, at, ends):
        """At that moment it holds subscriptions that end at `ends`, all by the same clock, in seconds."""
        self._seen.append((at, sorted(ends)))

    def doubled(self):
        """The times (from, to) in which there was more than one."""
        following = [at for at, _ in self._seen[1:]]
        looks = zip(self._seen, following, strict=False)
        return [(at, min(until, ends[-2])) for (at, ends), until in looks if len(ends) > 1]


class WatchedPhoneSystem(PhoneSystem):
    """Notes, after each thing that is done, until when each of its subscriptions lives."""

    def __init__(self, **options):
        super().__init__(**options)
        self._watch = Watch()

    def work(self, request):
        answer = super().work(request)
        self.look()
        return answer

    def look(self):
        """Note what there is now."""
        ends = [self.steady + (each.expires - self.time).total_seconds() for each in self.live]
        self._watch.look(self.steady, ends)

    def doubled(self):
        """The times (from, to) in which there was more than one."""
        self.look()
        return self._watch.doubled()


def watch(day):
    """The phone system of a day at the office, watched: each grant and each deletion is a look."""
    seen, kept = Watch(), day.system.subscriptions

    def looking(work):
        def done(*args):
            result = work(*args)
            clock = day.system.clock
            ends = [clock.steady() + (one.expires - clock.now()).total_seconds() for one in kept.live()]
            seen.look(clock.steady(), ends)
            return result

        return done

    kept.grant, kept.delete = looking(kept.grant), looking(kept.delete)
    return seen


def outside(spans, others):
    """What of the spans lies in none of the others, in seconds altogether."""
    total = 0.0
    for begin, end in spans:
        covered = [(max(begin, at), min(end, to)) for at, to in sorted(others) if at < end and to > begin]
        reached, free = begin, 0.0
        for at, to in covered:
            free += max(at - reached, 0.0)
            reached = max(reached, to)
        total += free + max(end - reached, 0.0)
    return total
