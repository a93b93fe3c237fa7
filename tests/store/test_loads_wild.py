"""Whatever stands in a file: a PatrolError or a report that adds up, and nothing new the second
time.
"""

import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import PatrolError
from patrolqr.readers import READERS, Reader
from patrolqr.steps import load
from patrolqr.store import Session
from patrolqr.store.loads import LoadReport
from tests.builders import street
from tests.builders.examples import COSTLY

values = st.one_of(
    st.sampled_from(
        [
            *street.BURGLARY.values(),
            *street.NUISANCE.values(),
            "2025-02",
            "Drugs",
            "No Location",
            "-2.1",
        ]
    ),
    st.text(max_size=12),
)
wild_rows = st.lists(
    st.sampled_from(list(street.BURGLARY)).flatmap(
        lambda column: values.map(lambda value: street.row({**street.BURGLARY, column: value}))
    ),
    max_size=6,
)
lines = st.lists(
    st.one_of(st.sampled_from([street.row(), street.row(street.NUISANCE)]), st.text(max_size=60)),
    max_size=6,
)


def outcomes(store: Session, content: bytes) -> list[load.Outcome]:
    """Return what became of an upload; nothing but a PatrolError may stop it."""
    stream = io.BytesIO(content)
    stream.name = "wild.csv"
    return list(load.into(store, stream))


def check(store: Session, content: bytes) -> None:
    """Load the content twice and check what was promised."""
    for attempt in (1, 2):
        for outcome in outcomes(store, content):
            assert outcome.sentence
            if isinstance(outcome, LoadReport):
                assert outcome.read == outcome.new + outcome.known + outcome.quarantined
                assert outcome.new == 0 or attempt == 1


@COSTLY
@given(
    rows=st.lists(st.one_of(wild_rows, lines)).map(
        lambda lists: [line for one in lists for line in one]
    )
)
def test_any_rows_under_the_right_header_add_up_and_load_once(
    store: Session, rows: list[str]
) -> None:
    check(store, street.text(*rows).encode("utf-8", "surrogatepass"))


@COSTLY
@given(content=st.binary(max_size=400), sample=st.sampled_from(READERS), where=st.integers(0, 300))
def test_any_damage_to_any_file_is_a_sentence_or_a_load(
    store: Session, content: bytes, sample: Reader, where: int
) -> None:
    whole = sample.sample.encode()
    check(store, whole[:where] + content + whole[where:])


def test_problems_are_sentences_not_exceptions(store: Session, tmp_path: Path) -> None:
    (failed,) = load.into(store, tmp_path / "none.csv")
    assert isinstance(failed, load.Failure)
    assert not isinstance(failed, PatrolError)
    assert "cannot be opened" in failed.sentence
