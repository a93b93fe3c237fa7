"""Squares are counted, ranked and explained as a problem-solver would do it by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import hotspots, wording
from patrolqr.core.incident import SNAP_POINTS
from patrolqr.steps import rank
from patrolqr.store import Session, incidents
from tests.analysis.conftest import Keep
from tests.builders.incidents import name_places

YEAR: dict[str, Any] = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)}
WORDS: dict[str, Any] = {
    "period_text": "12 months",
    "months": 12.0,
    "has_before": True,
    "place_name": "the town",
}


def asked(store: Session, **choice: Any) -> pd.DataFrame:
    return rank.counted(store, **{**YEAR, "precision": "month", **choice})


def cells(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return squares side by side, as the query gives them; what is left out is usual."""
    usual = {
        "count_before": 0, "police_count": 0, "snap_count": 0, "snap_point": None, "street": "High Street",
        "named_street": None,
        "top_category": "Vehicle crime", "neighbourhood_id": "N1", "neighbourhood": "Canalside", "northing": 310000,
    }  # fmt: skip
    full = [
        usual | {"easting": 400000 + 5000 * place, "top_category_count": row["count"]} | row
        for place, row in enumerate(rows)
    ]
    frame = pd.DataFrame(full)
    frame["cell"] = [f"E{x}N{y}" for x, y in zip(frame["easting"], frame["northing"], strict=True)]
    return frame


def why(**row: Any) -> str:
    """Return the reason of the first square among four, the others holding 8 incidents in all."""
    others = [
        {"count": 2, "street": "Elsewhere"},
        {"count": 2, "street": "There"},
        {"count": 4, "street": "Anywhere"},
    ]
    told = {name: row.pop(name) for name in list(row) if name in WORDS}
    ranked = hotspots.rank(cells(row, *others), **{**WORDS, **told})
    return str(ranked.set_index("cell").loc["E400000N310000", "why"])


def test_the_reason_reads_as_a_person_would_say_it() -> None:
    town = [{"count": 41, "count_before": 28, "top_category_count": 30}] + [
        {"count": 3, "street": f"S{i}"} for i in range(12)
    ]
    found = hotspots.rank(cells(*town), **WORDS)["why"].iloc[0]
    assert found == (
        "41 incidents in 12 months, of 77 in the town; mostly vehicle crime; "
        "within chance of the year before: 41 against 28"
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"count": 40, "has_before": False}, "no earlier year to compare"),
        ({"count": 40, "count_before": 41}, "within chance of the year before: 40 against 41"),
        (
            {"count": 40, "count_before": 80},
            "down on the year before: 40 against 80, 0.3 to 0.8 times",
        ),
        ({"count": 40, "top_category_count": 15}, "mixed types"),
        ({"count": 40, "top_category_count": 17}, "most often vehicle crime"),
        (
            {"count": 40, "months": 3.0, "count_before": 9},
            "up on the same time a year before: 40 against 9, 1.8 to 10 times",
        ),
        (
            {"count": 40, "months": 24.0, "count_before": 9},
            "up on the 2 years before: 40 against 9, 1.8 to 10 times",
        ),
        ({"count": 9, "top_category_count": 5, "count_before": 3}, "5 of them vehicle crime"),
        ({"count": 9, "count_before": 3}, "3 in the year before, too few to say more"),
        ({"count": 1, "top_category_count": 1}, "1 incident in 12 months; vehicle crime"),
        ({"count": 40, "top_category": None, "top_category_count": 0}, "type not recorded"),
        ({"count": 40, "snap_count": 6, "snap_point": "Hospital"}, "6 of them on or near Hospital"),
    ],
)
def test_the_reason_claims_no_more_than_the_counts(row: dict[str, Any], says: str) -> None:
    assert says in why(**row)


def test_few_incidents_are_not_set_against_all_there_are() -> None:
    assert "1 in 3 of all in the town" in why(count=5)
    assert " of " not in why(count=4)
    assert "%" not in why(count=40, count_before=20)


def test_up_and_down_need_more_than_chance() -> None:
    pairs = [(41, 28), (60, 20), (20, 60), (9, 0)]
    ranked = hotspots.rank(
        cells(*({"count": now, "count_before": then} for now, then in pairs)), **WORDS
    )
    trends = ranked.set_index("count")["trend"].to_dict()
    assert trends == {41: "", 60: "up", 20: "down", 9: ""}
    without = hotspots.rank(
        cells({"count": 60, "count_before": 20}), **{**WORDS, "has_before": False}
    )
    assert without["trend"].tolist() == [""]
    assert without["before"].isna().all()


def test_a_snapped_point_keeps_its_rank_but_is_flagged_and_never_picked_by_a_script() -> None:
    prison = {"count": 90, "street": "Prison", "snap_point": "Prison", "snap_count": 80}
    ranked = hotspots.rank(
        cells({"count": 30}, prison, {"count": 8, "street": "Mill Lane"}), **WORDS
    )
    assert ranked["name"].tolist() == ["Prison", "High Street", "Mill Lane"]
    assert ranked["flag"].iloc[0] == (
        "On or near Prison: crimes inside the prison are recorded here; not a place to patrol"
    )
    assert hotspots.pickable(ranked)["name"].tolist() == ["High Street", "Mill Lane"]


def test_squares_of_one_street_have_names_of_their_own() -> None:
    street = [{"count": 9 - i, "easting": 400000, "northing": 310000 + 250 * i} for i in range(2)]
    assert hotspots.rank(cells(*street), **WORDS)["name"].tolist() == [
        "High Street (south)",
        "High Street (north)",
    ]
    apart = [{"count": 9, "neighbourhood": "Canalside"}, {"count": 8, "neighbourhood": "Old Town"}]
    assert hotspots.rank(cells(*apart), **WORDS)["name"].tolist() == [
        "High Street (Canalside)",
        "High Street (Old Town)",
    ]
    many = [
        {"count": 30 - i, "street": "Parking Area", "northing": 310000 + 250 * (i % 5)}
        for i in range(25)
    ]
    assert hotspots.rank(cells(*many), **WORDS)["name"].is_unique


def test_a_label_that_only_says_what_is_there_takes_the_busiest_street_with_it() -> None:
    named = {"count": 9, "street": "Supermarket", "named_street": "Mill Lane"}
    alone = {"count": 8, "street": "Supermarket", "named_street": None}
    assert hotspots.rank(cells(named, alone), **WORDS)["name"].tolist() == [
        "Supermarket, Mill Lane",
        "Supermarket",
    ]


def test_only_what_the_public_reported_is_counted(store: Session, keep: Keep) -> None:
    origins = ["public"] * 3 + ["police"] * 2 + ["partner"]
    keep(pd.DataFrame({"origin": origins}))
    keep(pd.DataFrame({"origin": ["public"], "superseded": True}))
    found = asked(store)
    assert found[["cell", "count", "police_count"]].to_numpy().tolist() == [
        ["E400000N310000", 3, 2]
    ]


def test_one_row_per_square_with_the_year_before_in_the_same_pass(
    store: Session, keep: Keep
) -> None:
    name_places(store, {"N1": "Canalside", "N2": "Old Town"})
    outside = [date(2024, 1, 1), date(2024, 12, 1), date(2026, 1, 1), date(2023, 12, 1)] + [
        date(2025, 5, 1)
    ] * 2
    keep(
        pd.DataFrame(
            {
                "month": [date(2025, 1, 1), date(2025, 12, 1), date(2025, 3, 1), *outside],
                "easting": [
                    400000.0,
                    400249.9,
                    400001.0,
                    400100.0,
                    400100.0,
                    400100.0,
                    400100.0,
                    400250.0,
                    np.nan,
                ],
                "category": ["Drugs", "Burglary", "Burglary"] + ["Robbery"] * 6,
                "street": [
                    "Mill Lane",
                    "Mill Lane",
                    "Prison",
                    "A",
                    "A",
                    "A",
                    "A",
                    None,
                    "No Location",
                ],
                "neighbourhood_id": ["N1", "N1", "N2", "N2", "N2", "N2", "N2", "N9", "N1"],
            }
        )
    )
    found = asked(store).set_index("cell")
    first = found.loc["E400000N310000"]
    assert (first["count"], first["count_before"], first["snap_count"], first["snap_point"]) == (
        3,
        2,
        1,
        "Prison",
    )
    assert (first["street"], first["top_category"], first["top_category_count"]) == (
        "Mill Lane",
        "Burglary",
        2,
    )
    assert first["neighbourhood"] == "Canalside"
    assert list(found.index) == ["E400000N310000", "E400250N310000"]
    assert asked(store, types=["Drugs"])["count"].tolist() == [1]
    assert asked(store, places=["N2"])["count"].tolist() == [1]


def test_month_data_and_minutes_are_never_counted_together(store: Session, keep: Keep) -> None:
    keep(pd.DataFrame({"precision": ["month"] * 2}))
    keep(pd.DataFrame({"precision": ["minute"], "patrol_day": [date(2025, 5, 31)]}))
    assert asked(store)["count"].tolist() == [2]
    assert asked(store, precision="minute")["count"].tolist() == [1]
    assert asked(store, precision="minute", since=date(2025, 6, 1))["count"].tolist() == []


def test_the_year_before_is_as_long_and_does_not_overlap() -> None:
    assert hotspots.before(date(2025, 1, 1), date(2025, 9, 1)) == (
        date(2024, 1, 1),
        date(2024, 9, 1),
    )
    assert hotspots.before(date(2024, 1, 1), date(2025, 1, 1)) == (
        date(2023, 1, 1),
        date(2024, 1, 1),
    )
    assert hotspots.before(date(2024, 1, 1), date(2026, 1, 1)) == (
        date(2022, 1, 1),
        date(2024, 1, 1),
    )
    assert hotspots.before(date(2024, 2, 29), date(2024, 3, 29)) == (
        date(2023, 2, 28),
        date(2023, 3, 29),
    )


def test_nothing_recorded_is_an_empty_list(store: Session) -> None:
    ranked = hotspots.rank(asked(store), **WORDS)
    assert ranked.empty
    assert list(ranked.columns) == hotspots.COLUMNS
    assert hotspots.pickable(ranked).empty


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "count": st.integers(0, 5000),
                "count_before": st.integers(0, 5000),
                "easting": st.integers(0, 8).map(lambda place: place * 250),
                "street": st.one_of(
                    st.none(), st.text(max_size=6), st.sampled_from(sorted(SNAP_POINTS))
                ),
                "named_street": st.one_of(st.none(), st.text(max_size=6)),
                "neighbourhood": st.one_of(st.none(), st.text(max_size=4)),
            }
        ),
        max_size=9,
        unique_by=lambda row: row["easting"],
    ),
    st.booleans(),
)
def test_any_squares_are_ranked_and_named_apart(
    rows: list[dict[str, Any]], has_before: bool
) -> None:
    if not rows:
        return
    ranked = hotspots.rank(cells(*rows), **{**WORDS, "has_before": has_before})
    assert ranked["count"].is_monotonic_decreasing
    assert ranked["rank"].tolist() == list(range(1, len(ranked) + 1))
    assert len(ranked) == sum(row["count"] > 0 for row in rows)
    assert ranked["why"].str.len().gt(0).all()


@pytest.mark.real
def test_the_prison_of_south_staffordshire_is_flagged_not_silently_top(cannock: Session) -> None:
    found = asked(cannock, until=date(2025, 9, 1))
    (there,) = incidents.available(cannock)
    assert found[["count", "police_count"]].to_numpy().sum() == there["placed"]
    ranked = hotspots.rank(
        found, period_text="8 months", months=8, has_before=False, place_name="the area"
    )
    assert ranked["flag"].iloc[0].startswith("On or near Prison")
    assert ranked["why"].iloc[0].endswith("no earlier year to compare")
    assert not hotspots.pickable(ranked)["name"].str.startswith("Prison").any()
    assert ranked["trend"].eq("").all()
    assert ranked["name"].is_unique


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (6.6e-19, "less than 1 in a million"),
        (0.04, "1 in 25"),
        (0.0432, "1 in 23"),
        (0.5, "often"),
        (0.7, "often"),
        (float("nan"), ""),
    ],
)
def test_a_chance_is_said_as_people_say_it(chance: float, words: str) -> None:
    assert wording.odds(chance) == words


def test_where_one_type_was_chosen_no_reason_repeats_it() -> None:
    busy = cells({"count": 12, "top_category": "Burglary", "top_category_count": 12})
    (why,) = hotspots.rank(
        busy, period_text="12 months", months=12, has_before=False, types=["Burglary"]
    )["why"]
    assert "burglary" not in why


def test_a_square_is_called_by_its_street_as_people_write_it() -> None:
    shops = {"street": "Supermarket", "named_street": "King'S Road"}
    busy = cells(
        {"count": 3, "top_category": "Burglary", "street": "Cavan'S Close"},
        {"count": 2, "top_category": "Burglary", **shops},
    )
    named = hotspots.rank(busy, period_text="12 months", months=12, has_before=False)
    assert set(named["name"]) == {"Cavan's Close", "Supermarket, King's Road"}
