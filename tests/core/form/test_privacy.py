"""Personal details in notes are noticed, and ordinary notes are left alone."""

import pytest

from patrolqr.core.form import privacy

PERSONAL = {
    "grey Transit AB12 CDE": "“AB12 CDE” looks like a number plate.",
    "ab12cde": "“ab12cde” looks like a number plate.",
    "an old one, Q123 ABC": "“Q123 ABC” looks like a number plate.",
    "he gave 07700 900 123": "“07700 900 123” looks like a phone number.",
    "+44 7700 900123": "“+44 7700 900123” looks like a phone number.",
    "01543 123456": "“01543 123456” looks like a phone number.",
    "0121 496020": "“0121 496020” looks like a phone number.",
    "John Smith, 01/02/1990": "“John Smith, 01/02/1990” looks like a date of birth.",
    "dob 1.2.90": "“dob 1.2.90” looks like a date of birth.",
    "DOB: 01-02-1990": "“DOB: 01-02-1990” looks like a date of birth.",
    "born on the 3/4/2001": "“born on the 3/4/2001” looks like a date of birth.",
    "born 34567890123456789: 1/2/90": "“born 34567890123456789: 1/2/90” looks like a date of birth.",
    "lives at 14 Mill Street": "“14 Mill Street” looks like an address.",
    "9999a Old St Mary's Rd": "“9999a Old St Mary's Rd” looks like an address.",
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
        "01/02/1990",
        "born 345678901234567890: 1/2/90",
        "born here. Moved 01/02/1990",
        "12345 Mill Street",
        "14 Mill",
        "14 Very Long Winding Mill Street",
        "ws11 1aa",
        "CAD ٠٧٧٠٠٩٠٠١٢٣",
    ),
    "",
)


@pytest.mark.parametrize(("text", "sentence"), [*PERSONAL.items(), *ORDINARY.items()])
def test_what_looks_personal_is_said_with_what_was_found(text: str, sentence: str) -> None:
    assert privacy.finding(text) == sentence


def test_a_form_is_looked_through_where_it_is_asked_in_words() -> None:
    """References are the force's own numbers; one act's answer is named by its number."""
    plate = "AB12 CDE"
    form = dict.fromkeys(
        ("saw", "corrected_why", "stop_search-2-body_worn_why", "engagement-0-promise"), plate
    )
    spared = ("intelligence", "arrest-0-custody", "stop_search-0-reference", "kept_why", "collar")
    assert set(privacy.findings(form | dict.fromkeys(spared, plate))) == set(form)


def test_patterns_use_only_what_two_languages_read_alike() -> None:
    """JavaScript knows no \\A, \\Z, inline flags or named groups of Python's kind."""
    for each in privacy.PATTERNS:
        assert not [
            part for part in ("(?P", "(?i", "(?<", "\\A", "\\Z", "\\s") if part in each.pattern
        ]
        assert "{found}" in each.sentence
