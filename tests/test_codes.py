"""The code lists are the field's own, letter by letter."""

from pathlib import Path

import pytest

from patrolqr import codes
from patrolqr.form import GROUPS

LISTS = {
    "Type": tuple(codes.SEARCH_KINDS),
    "Gender": codes.GENDERS,
    "Age range": codes.AGE_RANGES,
    "Object of search": codes.OBJECTS,
    "Outcome": codes.OUTCOMES,
    "Legislation": codes.POWERS[:-3],
    "Self-defined ethnicity": (*codes.SELF_DEFINED, *codes.SELF_DEFINED.values()),
    "Officer-defined ethnicity": (*list(codes.OFFICER_DEFINED.values())[:-1], *codes.DS_112.values()),
    "ASB type": codes.ASB_TYPES,
    "Seven items": codes.SECTION_3,
    "Why it is missing": codes.ETHNICITY_MISSING,
}


@pytest.mark.real
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_copied_verbatim_from_the_published_one(shared: Path, name: str) -> None:
    published = (shared / "DOMAIN.md").read_text("utf-8").lower()
    assert [each for each in LISTS[name] if each.lower() not in published] == []


def test_the_npccs_numbers_follow_its_list() -> None:
    assert (len(codes.DS_038), codes.DS_038["W1"], codes.DS_038["B2"], codes.DS_038["NS"]) == (19, 1, 14, 19)
    assert codes.DS_112.keys() == codes.OFFICER_DEFINED.keys()


def test_an_answer_that_is_offered_can_be_stored() -> None:
    offered = [field for group in GROUPS for field in group.fields if field.kind in ("choice", "yes_no", "ticks")]
    assert [field.name for field in offered if not field.choices or not all(field.choices.values())] == []
