"""Personal details in notes are noticed, and ordinary notes are left alone."""

from collections.abc import Sequence

import pytest

from patrolqr.core.form import privacy
from tests.core.form import patrol_notes

PERSONAL = {
    "grey Transit AB12 CDE": "“AB12 CDE” looks like a number plate.",
    "ab12cde": "“ab12cde” looks like a number plate.",
    "an old one, Q123 ABC": "“Q123 ABC” looks like a number plate.",
    "he gave 07700 900 123": "“07700 900 123” looks like a phone number.",
    "+44 7700 900123": "“+44 7700 900123” looks like a phone number.",
    "01543 123456": "“01543 123456” looks like a phone number.",
    "0121 496020": "“0121 496020” looks like a phone number.",
    "dob 1.2.90": "“dob 1.2.90” looks like a date of birth.",
    "DOB: 01-02-1990": "“DOB: 01-02-1990” looks like a date of birth.",
    "born on the 3/4/2001": "“born on the 3/4/2001” looks like a date of birth.",
    "born 34567890123456789: 1/2/90": "“born 34567890123456789: 1/2/90” looks like a date of birth.",
    "lives at 14 Mill Street": "“14 Mill Street” looks like an address.",
    "home address: 9999a Old St Mary's Rd": "“9999a Old St Mary's Rd” looks like an address.",
    "index FX 70 UOP": "“FX 70 UOP” looks like a number plate.",
    "a12 or a123bcd": "“a123bcd” looks like a number plate.",
    "(01889) 496012": "“(01889) 496012” looks like a phone number.",
    "+44 (0)7700 900123": "“+44 (0)7700 900123” looks like a phone number.",
    "01/02/1990": "“01/02/1990” looks like a date of birth.",
    "31 Dec 2019": "“31 Dec 2019” looks like a date of birth.",
    "Mr Patel": "“Mr Patel” looks like somebody's name.",
    "mr patel": "“mr patel” looks like somebody's name.",
    "MRS O'BRIEN": "“MRS O'BRIEN” looks like somebody's name.",
    "Mrs Hill of the shop": "“Mrs Hill” looks like somebody's name.",
    "John Smith was": "“John Smith” looks like somebody's name.",
    "John P. McKay left": "“John P. McKay” looks like somebody's name.",
    "Rose Hill said so": "“Rose Hill” looks like somebody's name.",
    "Katie from the salon": "“Katie” looks like somebody's name.",
    "male named Zbigniew Lis": "“Zbigniew Lis” looks like somebody's name.",
    "Zbigniew Lis said so": "“Zbigniew Lis” looks like somebody's name.",
    "stopped Zbigniew Lis": "“Zbigniew Lis” looks like somebody's name.",
    "the owner is called Steve": "“Steve” looks like somebody's name.",
    "WS11 1AA": "“WS11 1AA” looks like an address.",
    "ÄB12 CDEÉ": "“B12 CDE” looks like a number plate.",
    "B1 1BB": "“B1 1BB” looks like an address.",
}
ORDINARY = dict.fromkeys(
    (
        "3 youths at 21:40 by Mill Street, 2 e-scooters, shutter 14 half up, CAD 123 of 23/11/2026",
        "",
        "AB123 CDE",
        "A1234 ABC",
        "0121 49602",
        "01/02/2020",
        "01/02/90",
        "born 345678901234567890: 1/2/90",
        "born here. Moved 01/02/2026",
        "01-12-2026 21:30",
        "14 Market Street",
        "lives at 12345 Mill Street",
        "lives at 14 Mill",
        "lives at 14 Very Long Winding Mill Street",
        "A34",
        "the A34 and M6, A5 the other way, A34 JCT 11",
        "K9",
        "K9 was out",
        "OF 23 NOV",
        "2 Males By New Road",
        "Rose Hill was quiet",
        "John Street, James Bateman School and St John's Road",
        "Zbigniew Lis",
        "Market Square was busy, Red Lion said to be full",
        "Spoke to Tesco Express",
        "a cup of Dr Pepper",
        "Miss the bus; mr and mrs",
        "ws11 1aa",
        "CAD ٠٧٧٠٠٩٠٠١٢٣",
    ),
    "",
)


SEVERAL = {
    "John Smith, 1/2/26, not Mr Patel": [
        "“John Smith, 1/2/26” looks like a date of birth.",
        "“John Smith” looks like somebody's name.",
    ],
    "AB12 CDE, then AB13 CDE, ring 01543 123456": [
        "“AB12 CDE” looks like a number plate.",
        "“01543 123456” looks like a phone number.",
    ],
}
SEEN = (patrol_notes.ORDINARY, patrol_notes.PERSONAL)
UNSEEN = (patrol_notes.ORDINARY_UNSEEN, patrol_notes.PERSONAL_UNSEEN)
TOLERATED = 1
"""Of forty sentences: a warning more would be pressed away unread, one less would be missed."""

WORDS = {
    "plate": "a number plate.",
    "phone": "a phone number.",
    "birth": "a date of birth.",
    "name": "somebody's name.",
}


@pytest.mark.parametrize(("text", "sentence"), [*PERSONAL.items(), *ORDINARY.items()])
def test_what_looks_personal_is_said_with_what_was_found(text: str, sentence: str) -> None:
    assert privacy.find(text) == ([sentence] if sentence else [])


@pytest.mark.parametrize(("text", "sentences"), SEVERAL.items())
def test_a_kind_is_warned_of_once(text: str, sentences: list[str]) -> None:
    """About the first that was found, in one text or over several."""
    assert privacy.find(text) == sentences
    assert privacy.find("all quiet", text, text) == sentences


def test_the_patrol_areas_own_name_is_nobodys() -> None:
    assert privacy.find("Mary Ann Tulley was here") == ["“Mary Ann” looks like somebody's name."]
    assert privacy.find("Mary Ann Tulley was here", spared="Mary Ann Tulley") == []


@pytest.mark.parametrize(("ordinary", "personal"), [SEEN, UNSEEN], ids=("seen", "unseen"))
def test_sentences_of_patrol_notes_are_told_apart(
    ordinary: Sequence[str], personal: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Forty with nobody's details and forty with somebody's: at most one wrong of each."""
    assert (len(set(ordinary)), len(set(personal))) == (40, 40)
    warned = [text for text in ordinary if privacy.find(text)]
    missed = [
        text
        for text, kinds in personal
        if not {WORDS[kind] for kind in kinds} <= _kinds(privacy.find(text))
    ]
    assert len(warned) <= TOLERATED, warned
    assert len(missed) <= TOLERATED, missed


def _kinds(sentences: Sequence[str]) -> set[str]:
    return {sentence.partition(" looks like ")[2] for sentence in sentences}


def test_a_form_is_looked_through_where_it_is_asked_in_words() -> None:
    """References are the force's own numbers; one act's answer is named by its number."""
    plate = "AB12 CDE"
    form = dict.fromkeys(
        ("saw", "corrected_why", "stop_search-2-body_worn_why", "engagement-0-promise"), plate
    )
    spared = ("intelligence", "arrest-0-custody", "stop_search-0-reference", "kept_why", "collar")
    assert privacy.doubtful(form | dict.fromkeys(spared, plate)) == form


def test_patterns_use_only_what_two_languages_read_alike() -> None:
    """JavaScript knows no \\A, \\Z, inline flags or named groups of Python's kind."""
    for each in privacy.PATTERNS:
        whole = each.compiled.pattern
        assert not [part for part in ("(?P", "(?i", "(?<", "\\A", "\\Z", "\\s") if part in whole]
        assert "{found}" in each.sentence
