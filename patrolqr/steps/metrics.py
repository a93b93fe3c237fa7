"""What a monitoring system reads of a running PatrolQR, in OpenMetrics' text: counts and states, no
names, no codes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.utils import floatToGoString

from patrolqr.core import clock
from patrolqr.core.tally import What
from patrolqr.steps.health import Health
from patrolqr.store import Session, desk_sessions

CONTENT_TYPE = CONTENT_TYPE_LATEST

COUNTED: dict[What, tuple[str, str, str]] = {
    "log acknowledged": ("logs_acknowledged", "kind", "Patrol logs acknowledged after a commit"),
    "phone refused": ("phone_refused", "code", "What officers' pages refused, by the problem"),
    "signed in": ("sign_ins", "by", "Sign-ins at the desk"),
    "sign-in refused": ("sign_ins_refused", "code", "Sign-ins refused, by the problem"),
}
"""Of each count its name, what tells its kinds apart, and what it says."""


class _Told(NamedTuple):
    """What is collected, in the way that prometheus_client asks for it."""

    session: Session
    health: Health

    def collect(self) -> Iterator[Metric]:
        """Give each measure with its values."""
        yield from self._counts()
        yield self._commits()
        yield from self._states()

    def _counts(self) -> Iterator[Metric]:
        for what, (name, label, says) in COUNTED.items():
            family = CounterMetricFamily(f"patrolqr_{name}", says, labels=[label])
            for kind, count in self.session.store.tally.counted(what).items():
                family.add_metric([kind], count)
            yield family

    def _commits(self) -> Metric:
        commits, seconds = self.session.store.tally.commits()
        buckets = [(floatToGoString(bound), count) for bound, count in commits]
        return HistogramMetricFamily(
            "patrolqr_log_commit_seconds", "Seconds of a commit of logs", buckets, seconds
        )

    def _states(self) -> Iterator[Metric]:
        health, newest = self.health, self.health.newest_backup_at
        values: dict[str, tuple[str, float]] = {
            "well": ("Whether health has nothing to say", health.is_well),
            "active": ("Whether this process is the one that writes", not health.stands_by),
            "logs_waiting": ("Logs that wait for their commit", health.logs_waiting),
            "free_disk_bytes": ("Free on the disk of the data", health.free_bytes),
            "revision": ("Writes since the start", self.session.revision[1]),
            "desk_sessions": (
                "Sign-ins at the desk that go on",
                len(desk_sessions.open_now(self.session)),
            ),
        }
        if newest is not None:  # where there is none, an age would be made up
            age = (clock.now() - newest).total_seconds()
            values["backup_age_seconds"] = ("Age of the newest backup", age)
        for name, (says, value) in values.items():
            yield GaugeMetricFamily(f"patrolqr_{name}", says, value)


def tell(session: Session, health: Health) -> bytes:
    """Return what was counted since the start, and how things are now."""
    text: bytes = generate_latest(_Told(session, health))
    return text
