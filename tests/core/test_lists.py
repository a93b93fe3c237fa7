"""The code lists are the field's own, letter by letter."""

from pathlib import Path

import pytest

from patrolqr.core import lists
from patrolqr.core.form.questions import GROUPS

LISTS = {
    "Type": tuple(lists.SEARCH_KINDS),
    "Gender": lists.GENDERS,
    "Age range": lists.AGE_RANGES,
    "Object of search": lists.OBJECTS,
    "Outcome": lists.OUTCOMES,
    "Legislation": lists.POWERS[:-3],
    "Self-defined ethnicity": (*lists.SELF_DEFINED, *lists.SELF_DEFINED.values()),
    "Officer-defined ethnicity": (
        *list(lists.OFFICER_DEFINED.values())[:-1],
        *lists.DS_112.values(),
    ),
    "ASB type": lists.ASB_TYPES,
    "Seven items": lists.SECTION_3,
    "Why it is missing": lists.ETHNICITY_MISSING,
}


@pytest.mark.real
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_copied_verbatim_from_the_published_one(shared: Path, name: str) -> None:
    published = (shared / "DOMAIN.md").read_text("utf-8").lower()
    assert [each for each in LISTS[name] if each.lower() not in published] == []


def test_the_npccs_numbers_follow_its_list() -> None:
    assert (len(lists.DS_038), lists.DS_038["W1"], lists.DS_038["B2"], lists.DS_038["NS"]) == (
        19,
        1,
        14,
        19,
    )
    assert lists.DS_112.keys() == lists.OFFICER_DEFINED.keys()


def test_an_answer_that_is_offered_can_be_stored() -> None:
    offered = [
        field
        for group in GROUPS
        for field in group.fields
        if field.kind in ("choice", "yes_no", "ticks")
    ]
    assert [
        field.name for field in offered if not field.choices or not all(field.choices.values())
    ] == []


def test_every_earlier_reason_for_a_missed_visit_is_one_of_todays() -> None:
    assert sorted(lists.CUT_SHORT_BEFORE.values()) == sorted(lists.CUT_SHORT)
