"""Text from outside: what is kept of it, and that nothing else gets in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.clean import clean, clean_all

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

CASES = {
    "a\r\nb\rc\nd": "a\nb\nc\nd",
    "a\u2028b\u2029c\x0bd\x0ce\x85f": "a\nb\nc\nd\ne\nf",
    "nul\x00l, bell\x07, escape\x1b[31m, delete\x7f, c1\x9b": "null, bell, escape[31m, delete, c1",
    "half \ud83d, other \ude00": "half ?, other ?",
    "photo\u202egpj.exe \u2066x\u2069 \u200e\u200f\u061c": "photogpj.exe x ",
    "\ufeffmarked\ufffe\uffff": "marked",
    "tab\tstays": "tab\tstays",
    FAMILY: FAMILY,
    "caf\u00e9 \u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947": (
        "caf\u00e9 \u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947"
    ),
}


@pytest.mark.parametrize(("sent", "kept"), CASES.items())
def test_what_can_be_told_is_kept_and_nothing_else(sent: str, kept: str) -> None:
    assert clean(sent) == kept


@given(st.text(st.characters()))
def test_whatever_was_sent_can_be_written_and_is_clean_from_then_on(sent: str) -> None:
    kept = clean(sent)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert clean(kept) == kept
    controls = {each for each in kept if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")}
    assert controls <= {"\n", "\t"}
    assert not any(unicodedata.bidirectional(each)[:2] in ("LR", "RL", "PD") for each in kept)


def test_all_that_was_sent_is_cleaned_names_too() -> None:
    sent = {"a\x00": ["\ud83d", {"b": ("\u202ec", 1)}], "n": None, "t": True}
    assert clean_all(sent) == {"a": ["?", {"b": ["c", 1]}], "n": None, "t": True}
