"""How many examples a property test tries: few on every run, many where PATROLQR_EXAMPLES says so."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("PATROLQR_EXAMPLES", "1"))
"""How many times as many examples as on every run; the gate has fifteen minutes for all it does."""

settings.register_profile("patrolqr", deadline=None, max_examples=100 * TIMES)
settings.load_profile("patrolqr")

COSTLY = settings(
    max_examples=25 * TIMES, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""For examples that each go through the server, the database or the typesetter: 20 to 100 ms."""
