"""Words of officers' notes, as methods take them: which may be shown, and what is said of them.

A word is shown where several officers wrote it in small letters and it is no given name; where any of
the notes behind it is found to have it as personal details, it is not.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from patrolqr.analysis.detectors.base import OfNotes, Run, no_patterns
from patrolqr.core.form import given_names, privacy

IN_SMALL_LETTERS = 0.9
"""Share of a word's mentions within a sentence that are in small letters: names have a capital."""

NAMES = frozenset(f"{given_names.GIVEN_NAMES} {given_names.AMBIGUOUS}".lower().split())
"""Given names, which some write in small letters."""

EVERY_SENTENCE = """
about after again all also and any are area back been before being but can could did does down for from
gone had has have her here him his into its just more near not now off one only other out over per said
same seen she some such than that the their them then there these they this those through too two under
until was way well were what when where which while who will with would
"""
"""Words that any sentence has."""


def begin(
    detector: OfNotes, covered: pd.DataFrame, *, since: date, recent: date, until: date
) -> Run:
    """Return a run before anything is tested, with why nothing can be where there are too few weeks of
    notes (`covered`: one stretch).
    """
    weeks = _weeks(covered, since, until)
    needed = detector.needs.periods
    missing = (
        f"{needed} complete weeks of officers' notes are needed to say which words are usual; there are {weeks}."
        if weeks < needed
        else ""
    )
    return Run(
        detector=detector,
        since=since,
        recent=recent,
        until=until,
        missing=missing,
    )


def _weeks(covered: pd.DataFrame, since: date, until: date) -> int:
    if covered.empty:
        return 0
    first = max(since, pd.Timestamp(covered["first_day"].min()).date())
    return max(0, (until - first).days // 7)


def shown_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows (word, small, capital) of words that may be shown: written in small letters,
    no given names, and not the words of every sentence.
    """
    mentions = rows["small"] + rows["capital"]
    is_small = (rows["small"] > 0) & (rows["small"] >= IN_SMALL_LETTERS * mentions)
    return rows[is_small & ~rows["word"].isin(NAMES | set(EVERY_SENTENCE.split()))]


def told(tests: pd.DataFrame, finding: Sequence[str]) -> pd.DataFrame:
    """Return the tests with what is said of each (TOLD); nothing of it opens a pattern."""
    reading = np.select([tests["flagged"].to_numpy(bool)], ["more than chance"], "within chance")
    return no_patterns(tests, finding, reading)


def standing_out(run: Run) -> pd.DataFrame:
    """Return the tests of words that stand out, each with `test`, its number in the run."""
    return run.tests[run.tests["flagged"].astype(bool)].reset_index(names="test")


def with_notes(run: Run, notes: pd.DataFrame) -> Run:
    """Return the run with the notes behind what stands out, without the words that any of these notes
    has as somebody's name, number or address.

    `notes` has the columns of store.note_words.BehindRow.
    """
    personal = privacy.words_of_people(*notes["text"])
    tests = run.tests[~run.tests["category"].isin(personal)]
    counts = run.counts[~run.tests["category"].isin(personal).to_numpy()]
    kept = replace(run, tests=tests.reset_index(drop=True), counts=counts)
    of_word = standing_out(kept)
    same_area = [] if "area_id" not in of_word else ["area_id"]
    behind = of_word[["test", "category", *same_area]].merge(
        notes, left_on=["category", *same_area], right_on=["word", *same_area]
    )
    return replace(kept, behind=behind)
