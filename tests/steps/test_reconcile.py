"""Two people wrote one briefing: nothing is lost, and only what both changed is asked about."""

from dataclasses import fields, replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.briefing import TEXT_LIMIT, BriefingDraft, TaskingDraft
from patrolqr.core.shift import Crew
from patrolqr.steps.reconcile import HEAD, in_words, is_same, reconcile, settle
from tests.builders.duties import duty

CARDS = (TaskingDraft("a", "Market Square", "why"), TaskingDraft("b", "Canal Bridge", "why"))
BASE = BriefingDraft(duty(date(2026, 11, 24)), "LPT", "OFFICIAL", "", "", "", CARDS, made_from=1)


def changed(area_id: str, *, version: int = 1, **words: Any) -> BriefingDraft:
    """Return the base with some words of one card changed."""
    cards = tuple(replace(each, **words) if each.area_id == area_id else each for each in CARDS)
    return replace(BASE, taskings=cards, made_from=version)


def test_cards_that_only_one_of_them_touched_merge() -> None:
    found = reconcile(BASE, changed("a", ask="Shutters?", version=2), changed("b", ask="Lamp?"))
    assert found.clashes == ()
    assert [card.ask for card in found.draft.taskings] == ["Shutters?", "Lamp?"]
    assert found.draft.made_from == 2


def test_two_fields_of_one_card_merge_too() -> None:
    found = reconcile(BASE, changed("a", ask="Shutters?", version=2), changed("a", hazards="Dog"))
    assert found.clashes == ()
    assert (found.draft.taskings[0].ask, found.draft.taskings[0].hazards) == ("Shutters?", "Dog")


@pytest.mark.parametrize(
    ("answer", "ask"), [("Theirs", "Theirs?"), ("Mine", "Mine?"), ("Both", "Theirs? / Mine?")]
)
def test_what_both_changed_is_asked_about(answer: Any, ask: str) -> None:
    found = reconcile(BASE, changed("a", ask="Theirs?", version=2), changed("a", ask="Mine?"))
    (clash,) = found.clashes
    assert (clash.title, dict(clash.theirs), dict(clash.mine)) == (
        "Market Square",
        {"ask": "Theirs?"},
        {"ask": "Mine?"},
    )
    assert settle(found, {"a": answer}).taskings[0].ask == ask
    assert settle(found, {}).taskings[0].ask == "Mine?"


def test_both_is_offered_for_texts_that_fit_only() -> None:
    long = "t" * (TEXT_LIMIT // 2)
    (fits,) = reconcile(BASE, changed("a", ask="x", version=2), changed("a", ask=long)).clashes
    (full,) = reconcile(BASE, changed("a", ask=long, version=2), changed("a", ask=long[1:])).clashes
    (dose,) = reconcile(BASE, changed("a", visits=3, version=2), changed("a", visits=4)).clashes
    assert (fits.offers_both, full.offers_both, dose.offers_both) == (True, False, False)


def test_the_head_of_the_sheet_is_a_card_of_its_own() -> None:
    theirs = replace(BASE, information="Theirs", crews=(Crew("AB12", 60),), made_from=2)
    found = reconcile(BASE, theirs, replace(BASE, information="Mine"))
    (clash,) = found.clashes
    assert clash.key == HEAD
    settled = settle(found, {HEAD: "Both"})
    assert (settled.information, settled.crews) == ("Theirs / Mine", (Crew("AB12", 60),))


def test_cards_follow_the_picks() -> None:
    """What was picked meanwhile keeps its card, what was taken out meanwhile is not brought back."""
    mine = replace(BASE, taskings=(CARDS[1], TaskingDraft("c", "Rose Park", "new")))
    found = reconcile(BASE, changed("a", ask="Shutters?", version=2), mine)
    assert [card.area_id for card in found.draft.taskings] == ["b", "c"]


def test_the_author_and_the_version_make_no_other_sheet() -> None:
    assert is_same(BASE, replace(BASE, author="Sgt 2", made_from=9))
    assert not is_same(BASE, changed("a", minutes=20))
    assert not is_same(BASE, replace(BASE, taskings=CARDS[::-1]))


def test_values_are_said_in_words() -> None:
    assert in_words(time(21, 5)) == "21:05"
    assert in_words((Crew("AB12", 60), Crew("AB13", 0))) == "AB12 60 min, AB13 0 min"
    assert in_words(()) == "nobody, nothing"
    assert in_words("") == "nothing"


WORDS = st.sampled_from(["", "one", "two"])
CARD = st.fixed_dictionaries({"why": WORDS, "ask": WORDS, "visits": st.integers(1, 3)})


@given(CARD, CARD, CARD)
def test_no_change_is_ever_lost(base: Any, theirs: Any, mine: Any) -> None:
    """Each field is what one of them made it, or it was asked about."""
    found = reconcile(changed("a", **base), changed("a", version=2, **theirs), changed("a", **mine))
    asked = {name for clash in found.clashes for name in clash.mine}
    merged = found.draft.taskings[0]
    for name in base:
        values = {base[name], theirs[name], mine[name]}
        if len({theirs[name], mine[name]}) == 1:
            assert getattr(merged, name) == mine[name]
        elif base[name] in (theirs[name], mine[name]):
            (other,) = {theirs[name], mine[name]} - {base[name]}
            assert getattr(merged, name) == other
        else:
            assert name in asked
        assert getattr(merged, name) in values
    assert asked <= {each.name for each in fields(TaskingDraft)}
