"""A mapping comes back from its TOML; what is wrong with one is named; headers have fingerprints."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import FileUnreadable
from patrolqr.readers import Choice, read
from patrolqr.readers.mapping import (
    FIELDS,
    NEEDED,
    DayOrder,
    Mapping,
    Midnight,
    TableKind,
    fingerprint,
    from_toml,
    normal,
    to_toml,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
mappings = st.sampled_from(get_args(TableKind)).flatmap(
    lambda kind: st.builds(
        Mapping,
        kind=st.just(kind),
        columns=st.dictionaries(
            st.sampled_from(FIELDS[kind]), st.lists(texts, min_size=1, max_size=2).map(tuple)
        ),
        fingerprint=texts,
        day_order=st.sampled_from(get_args(DayOrder)),
        zone=texts,
        midnight=st.sampled_from(get_args(Midnight)),
        types=st.dictionaries(texts, texts, max_size=3),
        origin=st.sampled_from(["", "public", "police", "partner"]),
        force=texts,
        source=texts,
    )
)


@given(mappings)
def test_a_mapping_comes_back_from_its_toml(mapping: Mapping) -> None:
    assert from_toml(to_toml(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind = ", "no complete TOML"),
        ("", "does not say its kind"),
        ('kind = "crimes"', "crimes"),
        ('kind = "calls"\ncolour = "red"', "colour"),
        ('kind = "calls"\nday_order = "D/M"', "day first or month first"),
        ('kind = "calls"\n[columns]\narea = "x"', "area, which calls do not have"),
        ('kind = "calls"\n[columns]\ntype = 3', "must be a name"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named(text: str, said: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        from_toml(text)
    assert said in refused.value.sentence


def test_one_name_may_stand_without_brackets() -> None:
    read = from_toml('kind = "calls"\n[columns]\nreported = "Opened"\n')
    assert read == Mapping("calls", {"reported": ("Opened",)})


@pytest.mark.parametrize("kind", get_args(TableKind))
def test_a_table_that_is_mapped_without_what_its_rows_need_is_refused(
    kind: TableKind, tmp_path: Path
) -> None:
    table = tmp_path / "own.csv"
    table.write_text("A,B,C\n2026-11-24 21:05,Park,x\n")
    mapped = {one_of[0]: (column,) for one_of, column in zip(NEEDED[kind], "ABC", strict=False)}
    assert not Mapping(kind, mapped).needs()
    for one_of in NEEDED[kind]:
        lacking = Mapping(kind, {name: of for name, of in mapped.items() if name not in one_of})
        assert lacking.needs() == [one_of]
        with pytest.raises(FileUnreadable) as refused:
            list(read(table, choice=Choice(mapping=lacking)))
        assert f"no column for {' or '.join(one_of)}. It has A, B, C" in refused.value.sentence


def test_a_headers_fingerprint_is_that_of_its_words() -> None:
    assert fingerprint(["Crime Ref", "Date"]) == fingerprint(["date", "crime_ref"])
    assert fingerprint(["CrimeRef", "Date"]) == fingerprint(["crime.ref", "DATE "])
    assert fingerprint(["Crime Ref", "Date"]) != fingerprint(["Crime Ref", "Date", "Time"])
    assert normal("Heure de début") == "heure de début"
