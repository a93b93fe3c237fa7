"""Random logs, written as each platform writes them and loaded, are the same logs in the store."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from patrolqr.store import Session, loaded, undo
from tests.builders.form_files import PLATFORMS, TACTICS, Told, know_areas
from tests.store.test_force_rows import rows
from tests.store.test_table_logs import take

AREAS = ("Market Square", "High Street; north", "Café “Rouge”, 2")

counts = st.none() | st.integers(0, 100)
texts = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(' ,;"\n'), max_size=30
)
told = st.builds(
    Told,
    number=st.integers(1, 10_000),
    # days that cannot be months, so that no file leaves open which comes first; no clock changes then
    arrived_at=st.builds(
        datetime,
        st.just(2025),
        st.integers(1, 12),
        st.integers(13, 24),
        st.integers(0, 22),
        st.integers(0, 59),
        tzinfo=st.just(UTC),
    ),
    minutes=st.integers(0, 59),
    area=st.sampled_from(AREAS),
    engagements=counts,
    stop_searches=counts,
    arrests=counts,
    saw=texts.map(lambda text: text.strip(" ;\n") and f"a {text} b"),
    tactics=st.sets(st.sampled_from(TACTICS)).map(
        lambda chosen: tuple(each for each in TACTICS if each in chosen)
    ),
)
many = st.lists(told, min_size=1, max_size=8, unique_by=lambda log: log.number)


@pytest.fixture
def areas(store: Session) -> Session:
    """Give a store that knows the areas."""
    know_areas(store, *AREAS)
    return store


def empty(session: Session) -> None:
    """Take every load back: nothing is left."""
    for load_id in loaded.loaded(session)["load_id"]:
        undo.take_back(session, load_id)
    assert rows(session, "SELECT count(*) FROM patrol_logs") == [(0,)]


def as_stored(log: Told) -> tuple[object, ...]:
    """Return what the store must say of a log."""
    micros = [int(at.timestamp() * 1_000_000) for at in (log.arrived_at, log.left_at)]
    counted = (log.engagements, log.stop_searches, log.arrests)
    return (log.area, *micros, *counted, log.saw or None, ", ".join(log.tactics) or None)


@pytest.mark.parametrize("platform", PLATFORMS)
@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(logs=many)
def test_logs_come_back_as_they_were_written(
    areas: Session, platform: str, logs: list[Told]
) -> None:
    empty(areas)
    with tempfile.TemporaryDirectory() as folder:
        text = PLATFORMS[platform](logs)
        report = take(areas, Path(folder), text)
        assert (report.new, report.quarantined) == (len(logs), 0), report.sentence
        again = take(areas, Path(folder), text)
        assert (again.new, again.updated, again.known) == (0, 0, len(logs))
    found = rows(
        areas,
        "SELECT area, epoch_us(arrived_at), epoch_us(left_at), engagements, stop_searches, arrests, "
        "saw, tactics_done FROM read_logs",
    )
    assert sorted(map(str, found)) == sorted(str(as_stored(log)) for log in logs)
    empty(areas)
