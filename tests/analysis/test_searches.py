"""Stop-searches counted: found is not an outcome, small numbers stay small, a sample can be drawn again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr import readers
from patrolqr.analysis import search_records, searches
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, FEWEST_SEARCHED
from patrolqr.analysis.searches import FOUND, LOOKED_FOR, OFFICER_DEFINED, OUTCOME, SELF_DEFINED
from patrolqr.core import ethnicity, lists
from patrolqr.core.ethnicity import GROUPS

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
CODES = {"Asian": "A1", "Black": "B1", "Mixed": "M1", "Other": "O2", "White": "W1"}


def rows(*wanted: dict[str, Any]) -> pd.DataFrame:
    """Return searches of logs; what is not said is as it mostly is."""
    usual: dict[str, Any] = {
        "number": 1, "day": "2026-11-01", "searched_at": NOW, "area": "Mill Lane", "neighbourhood": "Town",
        "kind": "Person search", "power": lists.POWERS[1], "object": "Controlled drugs",
        "outcome": lists.OUTCOMES[0], "linked": None, "more_clothing": None, "self_defined": "W1",
        "ethnicity_missing": None, "officer_defined": "IC1", "gender": None, "age_range": None, "found": None,
        "body_worn": None, "body_worn_why": None, "told": None, "recorded": None, "reference": None,
        "is_timed": True, "is_signed": True, "received_at": NOW, "reviewed_at": pd.NaT, "again": False,
    }  # fmt: skip
    frame = pd.DataFrame([{"log_id": f"log {at}"} | usual | each for at, each in enumerate(wanted)])
    if frame.empty:
        dates = dict.fromkeys(("received_at", "reviewed_at"), "datetime64[us, UTC]")
        frame = pd.DataFrame(columns=["log_id", *usual]).astype(dates)
    return searches.told(frame)


def test_found_an_outcome_and_what_was_looked_for_are_three_things() -> None:
    told = rows(
        {"outcome": "Arrest", "linked": False, "found": ["Weapon"]},
        {"outcome": lists.OUTCOMES[0], "linked": True, "found": ["Nothing"]},
        {"outcome": "Arrest", "linked": True, "found": None},
        {"outcome": None, "linked": None},
        {"outcome": "Nothing found - no further action"},
    )
    assert [searches.share(told, each)[:3] for each in (FOUND, OUTCOME, LOOKED_FOR)] == [
        (1, 2, 3),
        (2, 4, 1),
        (1, 4, 1),
    ]


def test_object_outcome_and_link_add_up_to_the_searches() -> None:
    told = rows(
        {"outcome": "Arrest", "linked": True},
        {"outcome": "Arrest", "linked": None},
        {"outcome": None},
        {"object": None, "power": lists.SECTION_60},
        {"object": None},
    )
    table = searches.by_object(told).set_index("object")
    assert table["searches"].to_dict() == {
        "Controlled drugs": 3,
        searches.NO_OBJECT: 1,
        searches.NOT_SAID: 1,
    }
    outcomes = table.drop(columns=["searches", "linked", "not_linked", "link_not_said"])
    assert outcomes.sum(axis=1).to_dict() == table["searches"].to_dict()
    drugs = table.loc["Controlled drugs"]
    assert (drugs["linked"], drugs["not_linked"], drugs["link_not_said"]) == (1, 0, 1)


def test_a_search_that_found_two_things_counts_in_both_and_once() -> None:
    table = searches.items_found(rows({"found": ["Weapon", "Drugs"]}, {"found": None})).iloc[0]
    assert (table["searches"], table["Weapon"], table["Drugs"], table[searches.NOT_SAID]) == (
        2,
        1,
        1,
        1,
    )


def test_no_row_and_no_search_make_no_figures() -> None:
    none = rows()
    assert searches.by_object(none).empty
    assert searches.items_found(none).empty
    assert searches.rates(none, "area", FOUND).empty
    assert searches.share(none, FOUND).text == "–"
    table = searches.by_group(none, SELF_DEFINED, FOUND)
    assert table is not None
    assert table["searches"].tolist() == [0] * 5
    assert search_records.sample(none, 5, "object_said", "1").empty
    assert search_records.reviewed(none, NOW) == (0, None, 0, None)


def test_a_difference_is_said_with_its_interval_and_whether_chance_does_it() -> None:
    arrest, other = {"outcome": "Arrest"}, {"object": "Fireworks"}
    drugs = [arrest] * 25 + [{}] * 15
    told = rows(*drugs, *[other] * 38, *[arrest | other] * 2)
    table = searches.rates(told, "object_said", OUTCOME)
    said = searches.difference(table, "Controlled drugs", "Fireworks")
    assert said.startswith(
        "25 of 40 (Controlled drugs) against 2 of 40 (Fireworks): 57 points more"
    )
    assert said.endswith("more than chance.")
    few = rows(*[{}] * (FEWEST_SEARCHED - 1), *[{"object": "Fireworks"}] * FEWEST_SEARCHED)
    table = searches.rates(few, "object_said", OUTCOME)
    assert "too few to compare" in searches.difference(table, "Controlled drugs", "Fireworks")
    enough = rows(*[{}] * FEWEST_SEARCHED, *[{"object": "Fireworks"}] * FEWEST_SEARCHED)
    table = searches.rates(enough, "object_said", OUTCOME)
    assert "could be chance" in searches.difference(table, "Controlled drugs", "Fireworks")


@pytest.mark.parametrize(
    ("said", "missing", "kind", "group"),
    [
        ("W9", None, None, "White"),
        ("Asian/Asian British - Chinese", None, None, "Asian"),
        ("Mixed/Multiple ethnic groups - White and Asian", None, None, "Mixed"),
        ("O2", None, None, "Other"),
        ("NS", None, None, ethnicity.NOT_STATED),
        ("Other ethnic group - Not stated", None, None, ethnicity.NOT_STATED),
        ("NS", "Refused", None, "Refused"),
        (None, "Not asked", None, "Not asked"),
        (None, None, "Vehicle search", ethnicity.NO_PERSON),
        (None, None, "Person search", ethnicity.NOT_RECORDED),
        ("Martian", None, None, ethnicity.NOT_RECORDED),
    ],
)
def test_a_group_is_known_or_says_why_not(
    said: str | None, missing: str | None, kind: str | None, group: str
) -> None:
    assert ethnicity.self_defined(said, missing=missing, kind=kind) == group


def test_every_code_of_the_form_has_a_group_or_a_reason() -> None:
    assert {ethnicity.self_defined(code) for code in lists.SELF_DEFINED} == {
        *GROUPS,
        ethnicity.NOT_STATED,
    }
    assert ethnicity.officer_defined("IC5") == ethnicity.UNSETTLED
    assert ethnicity.officer_defined("IC9") == ethnicity.NOT_RECORDED
    assert ethnicity.officer_defined("Black") == "Black"


def test_unknown_groups_have_a_row_each_and_their_share_leaves_vehicles_out() -> None:
    told = rows(
        *[{}] * 30,
        {"self_defined": None, "ethnicity_missing": "Refused"},
        {"self_defined": None, "kind": "Vehicle search", "officer_defined": None},
    )
    table = searches.by_group(told, SELF_DEFINED, OUTCOME)
    assert table is not None
    assert table["group"].tolist() == [*GROUPS, ethnicity.NO_PERSON, "Refused"]
    assert searches.without_ethnicity(told, SELF_DEFINED) == (1, 31)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=5, max_size=5),
)
def test_no_group_of_fewer_than_five_is_told_or_can_be_worked_out(
    counts: list[tuple[int, int]],
) -> None:
    wanted = [
        {"self_defined": CODES[group], "outcome": "Arrest" if n < found else lists.OUTCOMES[0]}
        for group, (searched, found) in zip(GROUPS, counts, strict=True)
        for n in range(searched)
    ]
    table = searches.by_group(rows(*wanted), SELF_DEFINED, OUTCOME)
    if table is None:
        return
    for name in ("searches", "found"):
        told = table.set_index("group")[name]
        assert told[told.notna()].map(lambda count: count == 0 or count >= FEWEST_COUNTED).all()
        assert told.isna().sum() != 1, name
    assert table.loc[table["found"].isna(), "rate"].isna().all()


def test_where_a_total_would_tell_what_was_found_nothing_of_it_is_told() -> None:
    told = rows(*[{}] * 27, *[{"outcome": "Arrest"}] * 3, *[{"self_defined": "A1"}] * 10)
    table = searches.by_group(told, SELF_DEFINED, OUTCOME)
    assert table is not None
    people = table[table["is_group"]]
    assert people["searches"].tolist() == [10, 0, 0, 0, 30]
    assert people["found"].isna().all()
    assert people["rate"].isna().all()


def test_rates_per_resident_are_told_of_groups_whose_residents_are_given() -> None:
    told = rows(*[{}] * 60, *[{"self_defined": "A1"}] * 10, *[{"self_defined": "B1"}] * 6)
    table = searches.by_group(told, SELF_DEFINED, OUTCOME)
    assert table is not None
    found = searches.per_residents(table, {"White": 20_000, "Asian": 1_000}).set_index("group")
    assert found["per_1000"].to_dict() == {"Asian": 10.0, "White": 3.0}
    assert found["ratio"].dropna().to_dict() == {"Asian": pytest.approx(10 / 3)}
    assert found["ratio_low"]["Asian"] < 10 / 3 < found["ratio_high"]["Asian"]
    alone = searches.per_residents(table, {"Asian": 1_000})
    assert alone["ratio"].isna().all()
    assert searches.per_residents(table, {}).empty


def test_completeness_counts_what_is_answered_and_leaves_vehicles_their_due() -> None:
    told = rows(
        {"recorded": list(lists.SECTION_3), "told": list(lists.GOWISELY), "body_worn": True},
        {"told": [each for each in lists.GOWISELY if each != "Warrant card"], "body_worn": False},
        {
            "kind": "Vehicle search",
            "self_defined": None,
            "officer_defined": None,
            "is_signed": False,
        },
        {"object": None, "power": lists.SECTION_60, "body_worn": False, "body_worn_why": "Flat"},
    )
    items = search_records.seven_items(told).set_index("item")
    assert items["here"].dropna().to_dict() == {
        **dict.fromkeys(("Date", "Time", "Place", "Ethnicity", "Object of search"), 4),
        "Identity of the officer": 3,
    }
    assert items["ticked"].tolist() == [1] * 7
    assert search_records.told_all(told) == 2
    assert search_records.video(told) == (1, 2, 1, 1)
    answered = search_records.answered(told, search_records.ANSWERED_OF_LOGS).set_index("question")
    assert answered["answered"]["Object of search"] == answered["of"]["Object of search"] == 3
    assert answered["answered"]["Self-defined ethnicity"] == 3
    assert answered["of"]["Self-defined ethnicity"] == 3


def test_a_log_with_two_searches_is_reviewed_once() -> None:
    told = rows(
        {"log_id": "a", "received_at": NOW - timedelta(days=3), "reviewed_at": NOW},
        {"log_id": "a", "received_at": NOW - timedelta(days=3), "reviewed_at": NOW},
        {"log_id": "b", "received_at": NOW - timedelta(days=9)},
    )
    assert search_records.reviewed(told, NOW) == (1, 3.0, 1, 9.0)


@given(st.integers(0, 60), st.integers(1, 40), st.integers(0, 5))
def test_a_sample_is_drawn_again_by_its_seed_whatever_the_order(
    count: int, number: int, seed: int
) -> None:
    told = rows(*[{"object": lists.OBJECTS[at % 4]} for at in range(count)])
    drawn = search_records.sample(told, number, "object_said", str(seed))
    again = search_records.sample(told.iloc[::-1], number, "object_said", str(seed))
    assert drawn["log_id"].tolist() == again["log_id"].tolist()
    assert len(drawn) == min(count, number)
    assert drawn["log_id"].is_unique
    assert drawn["drawn"].tolist() == list(range(1, len(drawn) + 1))
    if number >= 4 and count >= 4:
        assert drawn["object"].nunique() == 4


def test_another_seed_draws_others_and_a_panel_sees_no_officer() -> None:
    told = rows(*[{"reference": f"SS/{at}", "told": ["Object"]} for at in range(40)])
    one, other = (search_records.sample(told, 8, "object_said", seed) for seed in ("1", "2"))
    assert one["log_id"].tolist() != other["log_id"].tolist()
    blind = search_records.blind(one, "1")
    assert not {"log_id", "collar", "is_signed", "searched_at"} & set(blind)
    assert set(blind["told"]) == {"Object"}
    assert set(blind["seed"]) == {"1"}


def test_real_months_are_counted_as_published(shared: Path) -> None:
    """Three months of Derbyshire's: 506 searches, and nearly all without further action “linked”."""
    found = []
    for file in sorted((shared / "data/stop_search").glob("20*-derbyshire-*.csv")):
        for source in readers.read(file):
            found += [batch.rows.to_pandas() for batch in source.batches()]
    published = pd.concat(found, ignore_index=True).rename(columns={"legislation": "power"})
    told = searches.told(published.replace("", None))
    assert len(told) == 506
    outcome, looked_for = (searches.share(told, each) for each in (OUTCOME, LOOKED_FOR))
    assert (outcome.found, outcome.searched, outcome.not_said) == (136, 485, 21)
    assert looked_for.found < outcome.found
    assert searches.by_object(told)["searches"].sum() == 506
    assert searches.by_group(told, OFFICER_DEFINED, OUTCOME) is not None
