"""A force's months go to the county: counts and no more, once, anew where they changed, never what is not
known as zero.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pandas as pd
import pytest

from patrolqr.analysis.county import as_json
from patrolqr.core import clock
from patrolqr.core.errors import InputWrong, NotAllowed, SettingWrong
from patrolqr.core.settings import County
from patrolqr.steps import load, publish_county, returning
from patrolqr.steps.publish_county import Came, Daily
from patrolqr.store import Session, Store, county, county_lake, loaded, undo
from patrolqr.store.county_lake import Choice
from patrolqr.store.engine import trail
from tests.builders import street
from tests.builders.incidents import keep_in
from tests.builders.shared_lake import OCTOBER, lake_in, rows_of

JANUARY = date(2025, 1, 1)
STAFFORDSHIRE = "Staffordshire Police"


@pytest.fixture
def shared(tmp_path: Path) -> County:
    return lake_in(tmp_path / "county")


def itself(store: Session) -> Session:
    """Return the store as PatrolQR itself sees it: nobody else publishes."""
    return Session(store.store, publish_county.WHO)


def publish(store: Session, shared: County, month: date) -> Came:
    return publish_county.publish(itself(store), shared, month)


def load_month(
    store: Session, folder: Path, number: int, *, month: str = "2025-01", burglaries: int = 0
) -> None:
    """Load a published month with so many vehicle crimes, and burglaries."""
    types = ["Vehicle crime"] * number + ["Burglary"] * burglaries
    rows = [
        street.row(Month=month, Crime_ID=f"{at:064}", Crime_type=kind)
        for at, kind in enumerate(types)
    ]
    list(load.into(store, street.write(folder, *rows, name=f"{month}-staffordshire-street.csv")))


def totals(shared: County, month: date = JANUARY) -> dict[str | None, int | None]:
    """Return incidents by crime type, None: all; as they are told."""
    found = county_lake.published(shared, Choice((month,))).incidents
    return {
        None if pd.isna(row["category"]) else row["category"]: None
        if pd.isna(row["incidents"])
        else int(row["incidents"])
        for row in found.to_dict("records")
    }


def takes(store: Session) -> list[dict[str, str]]:
    return [each for each in trail.read(store.store.trail.path) if each["act"] == "take"]


def test_a_month_is_published_once_and_its_digest_stands_in_the_trail(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30, burglaries=9)
    came = publish(store, shared, JANUARY)
    assert (came.force, came.state) == (STAFFORDSHIRE, "published")
    assert totals(shared) == {None: 39, "Burglary": 9, "Vehicle crime": 30}
    (line,) = takes(store)
    assert came.publication is not None
    assert line["digest"] == came.publication.digest
    assert line["digest"] == county_lake.digest(shared, STAFFORDSHIRE, JANUARY)
    snapshot = rows_of(shared, "SELECT max(snapshot_id) FROM ducklake_snapshots('lake')")
    assert publish(store, shared, JANUARY).state == "unchanged"
    assert rows_of(shared, "SELECT max(snapshot_id) FROM ducklake_snapshots('lake')") == snapshot
    assert len(takes(store)) == 1
    assert county.published(store)["times"].tolist() == [1]


def test_a_look_before_it_leaves_shows_it_and_nothing_leaves(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    came = publish_county.prepared(store, shared, JANUARY)
    assert came.publication is not None
    assert int(came.publication.incidents["incidents"].max()) == 30
    assert county_lake.force_months(shared).empty
    assert takes(store) == []
    assert county.published(store).empty


def test_what_comes_late_is_published_and_what_was_small_then_stays_secret(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30, burglaries=3)
    publish(store, shared, JANUARY)
    assert totals(shared)["Burglary"] is None
    load_month(store, tmp_path, 30, burglaries=12)
    assert publish(store, shared, JANUARY).state == "published"
    told = totals(shared)
    # 30 vehicle crimes were withheld beside three burglaries: told now, they would give those away
    assert told["Vehicle crime"] is None
    assert None in (told[None], told["Burglary"])
    assert county.published(store)["times"].tolist() == [2]


def outcomes_load(store: Session, folder: Path, *outcomes: str) -> None:
    rows = [
        street.row(Crime_ID=f"{at:064}", Last_outcome_category=outcome)
        for at, outcome in enumerate(outcomes)
    ]
    list(load.into(store, street.write(folder, *rows)))


def test_outcomes_that_would_give_a_small_number_away_are_left_out(
    store: Session, shared: County, tmp_path: Path
) -> None:
    """Five were told; three here and two there can be hidden by nothing."""
    outcomes_load(store, tmp_path, *["Under investigation"] * 5)
    publish(store, shared, JANUARY)
    assert county_lake.outcomes(shared, JANUARY)["incidents"].tolist() == [5, 5]
    outcomes_load(store, tmp_path, *["Under investigation"] * 3, *["Local resolution"] * 2)
    assert publish(store, shared, JANUARY).state == "published"
    assert county_lake.outcomes(shared, JANUARY).empty
    assert totals(shared) == {None: 5, "Burglary": 5}
    assert publish(store, shared, JANUARY).state == "unchanged"


def test_a_month_that_earlier_versions_would_give_away_stays_as_it_was(
    store: Session, shared: County, tmp_path: Path
) -> None:
    """Five burglaries were told; of five still, two are thefts now."""
    load_month(store, tmp_path, 0, burglaries=5)
    publish(store, shared, JANUARY)
    before = county_lake.digest(shared, STAFFORDSHIRE, JANUARY)
    load_month(store, tmp_path, 2, burglaries=3)
    came = publish(store, shared, JANUARY)
    assert (came.state, came.publication) == ("held back", None)
    assert "would give away" in came.sentence
    assert county_lake.digest(shared, STAFFORDSHIRE, JANUARY) == before
    assert totals(shared) == {None: 5, "Burglary": 5}


def test_other_data_that_do_not_know_what_was_withheld_publish_nothing_over_it(
    store: Session, shared: County, tmp_path: Path
) -> None:
    """Such as a backup that is older than what was published, or a copy on another machine."""
    load_month(store, tmp_path, 27, burglaries=3)
    publish(store, shared, JANUARY)
    before = county_lake.digest(shared, STAFFORDSHIRE, JANUARY)
    other = Store(tmp_path / "other", real=True)
    try:
        load_month(Session(other, store.actor), tmp_path, 27, burglaries=5)
        came = publish(Session(other, store.actor), shared, JANUARY)
    finally:
        other.close()
    assert (came.state, came.publication) == ("of other data", None)
    assert "published from other data than these" in came.sentence
    assert county_lake.digest(shared, STAFFORDSHIRE, JANUARY) == before


def test_a_version_that_did_not_reach_the_lake_is_published_at_the_next_look(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    publish(store, shared, JANUARY)
    load_month(store, tmp_path, 40)
    made = publish_county.prepared(store, shared, JANUARY).publication
    assert made is not None
    county.keep_version(
        itself(store),
        STAFFORDSHIRE,
        JANUARY,
        digest=made.digest,
        cells=as_json(made.version),
        counts=len(made.version),
        withheld=made.withheld,
    )
    assert totals(shared)[None] == 30
    came = publish_county.publish_due(itself(store), shared)
    assert [each.state for each in came if each.month == JANUARY] == ["published"]
    assert totals(shared)[None] == 40


def test_a_month_that_was_taken_back_is_not_known_and_not_zero(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    load_month(store, tmp_path, 20, month="2025-02")
    publish(store, shared, JANUARY)
    undo.take_back(store, str(loaded.loaded(store)["load_id"].iloc[-1]))  # the newest is first
    assert publish(store, shared, JANUARY).state == "published"
    found = county_lake.published(shared, Choice((JANUARY,)))
    assert found.incidents.empty
    crime = found.coverage[found.coverage["kind"] == "crime"]
    assert crime[["days", "is_counted"]].to_numpy().tolist() == [[0, False]]


def test_nothing_is_known_of_a_month_nobody_loaded(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    came = publish(store, shared, date(2024, 5, 1))
    assert (came.state, came.publication) == ("nothing known", None)
    assert county_lake.force_months(shared).empty


def test_a_month_that_is_not_over_is_not_published(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    with pytest.raises(InputWrong, match="is not over"):
        publish(store, shared, clock.today().replace(day=1))


def test_whoever_sits_at_a_desk_publishes_nothing(
    store: Session, shared: County, tmp_path: Path
) -> None:
    load_month(store, tmp_path, 30)
    with pytest.raises(NotAllowed):
        publish_county.publish(store, shared, JANUARY)
    assert county_lake.force_months(shared).empty


def test_the_name_it_publishes_under_is_known_or_asked_for(store: Session, tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match="PATROLQR_COUNTY_FORCE"):
        publish_county.force_of(store, lake_in(tmp_path))
    load_month(store, tmp_path, 3)
    assert publish_county.force_of(store, lake_in(tmp_path)) == (STAFFORDSHIRE, None)
    assert publish_county.force_of(store, lake_in(tmp_path, "Ours")) == ("Ours", None)
    row = street.row(Crime_ID="f" * 64, Reported_by="Kent Police", Falls_within="Kent Police")
    list(load.into(store, street.write(tmp_path, row, name="2025-01-kent-street.csv")))
    with pytest.raises(SettingWrong, match="several forces"):
        publish_county.force_of(store, lake_in(tmp_path))
    assert publish_county.force_of(store, lake_in(tmp_path, "Kent Police")) == (
        "Kent Police",
        "Kent Police",
    )


def test_words_of_a_file_never_leave(store: Session, shared: County) -> None:
    """A type that is none of those known, and an outcome in a force's own words."""
    days = [date(2025, 1, day) for day in range(1, 32)]
    at = [datetime.combine(day, time(12), UTC) for day in days]
    rows = pd.DataFrame({"patrol_day": days, "month": JANUARY, "occurred_at": at})
    secret = "Mrs Smith of Mill Lane"
    keep_in(
        store,
        rows.assign(
            precision="minute", category=secret, outcome=secret, street=secret, force="Ours"
        ),
    )
    came = publish(store, shared, JANUARY)
    assert came.publication is not None
    assert secret.encode() not in came.publication.document
    assert totals(shared) == {None: 31, "Other crime": 31}


def test_what_the_town_publishes_adds_up_to_its_return_and_names_nobody(
    town_store: Session, shared: County
) -> None:
    came = publish(town_store, shared, OCTOBER)
    made = came.publication
    assert made is not None
    told = returning.made(town_store, returning.month("2026-10")).known.areas
    whole = made.done[made.done["team_id"].isna()].iloc[0]
    for figure in ("patrols", "minutes", "patrols_asked", "patrols_given", "taskings_missed"):
        assert whole[figure] == told[figure].sum()
    assert whole["engagements"] == told["engagements"].sum()
    areas = made.done[made.done["area_id"].notna()]
    assert areas["patrols"].sum() == whole["patrols"]
    counts = areas[["engagements", "arrests", "stop_searches"]].stack().dropna()
    assert not ((counts > 0) & (counts < 5)).any()
    with town_store.writing("look") as written:
        people = written.cursor.execute("SELECT DISTINCT collar FROM visits").fetchall()
    text = made.document.decode()
    assert not [collar for (collar,) in people if collar and f'"{collar}"' in text]


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Give a function that sets the clock."""

    def put(instant: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    return put


def test_it_publishes_by_itself_once_a_day_after_its_time(
    store: Session, shared: County, tmp_path: Path, stands: Callable[[datetime], None]
) -> None:
    load_month(store, tmp_path, 30)
    daily = Daily(store.store, shared, time(6, 15))
    stands(datetime(2025, 2, 3, 6, 10, tzinfo=UTC))
    assert daily.look() == []
    stands(datetime(2025, 2, 3, 6, 20, tzinfo=UTC))
    assert [each.month for each in daily.look() if each.state == "published"] == [JANUARY]
    assert daily.look() == []


def test_a_month_that_changes_rests_a_week_unless_the_lake_lost_it(
    store: Session, shared: County, tmp_path: Path, stands: Callable[[datetime], None]
) -> None:
    monday = datetime(2025, 2, 3, 12, tzinfo=UTC)
    stands(monday)
    load_month(store, tmp_path, 30)
    publish_county.publish_due(itself(store), shared)
    load_month(store, tmp_path, 40)
    stands(monday + timedelta(days=6))
    assert JANUARY not in {each.month for each in publish_county.publish_due(itself(store), shared)}
    stands(monday + timedelta(days=7, minutes=1))
    came = publish_county.publish_due(itself(store), shared)
    assert [each.month for each in came if each.state == "published"] == [JANUARY]
    other = lake_in(tmp_path / "another")
    came = publish_county.publish_due(itself(store), other)
    assert [each.month for each in came if each.state == "published"] == [JANUARY]


def test_neither_the_town_nor_an_empty_desk_publishes_by_itself(
    town_store: Session, store: Session, shared: County
) -> None:
    for each in (town_store, store):
        assert Daily(each.store, shared, time(6, 15)).look() == []
    assert county_lake.force_months(shared).empty
