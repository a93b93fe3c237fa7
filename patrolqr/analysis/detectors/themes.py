"""What several officers noticed in one patrol area within a week, each by themselves: a sign before
incidents rise.

A word that three officers wrote on three patrols of one area in the last seven days, against how often
it stands in that area's notes, or anywhere's where the area has few (beta-binomial). One theme an area:
its other words stand beside the least likely one.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy import stats

from patrolqr.analysis import officers_notes, wording
from patrolqr.analysis.detectors import base
from patrolqr.core.form.privacy import FEWEST_OFFICERS

DAYS = 7
"""Days in which officers noticed it."""

ANYWHERES = 20.0
"""Shifts with notes that what is written anywhere counts for in each area: few notes of its own say
little.
"""

ONCE_IN = 52
"""Weeks in which chance gives one like it at most once, over all words and areas. In simulated weeks in
which nothing changes, over 20 areas, one in 40 has a theme; one in 11 where areas' words differ widely.
"""

HARDLY = 0.1
"""Fewer expected shifts than this are hardly any."""

MOST_BESIDE = 3
"""Other words of a theme that are told."""


@dataclass(frozen=True, kw_only=True)
class Themes(base.OfNotes):
    """Words by area. A test is of one word, its `category`, in one patrol area (area_id, area), by
    `officers` on `patrols` of `written` shifts with notes.
    """

    @property
    def rule(self) -> str:
        return (
            f"the words of officers' notes per patrol area. One is a theme from {FEWEST_OFFICERS} officers on as many "
            "patrols on, as who was there together noticed it together, where chance alone gives one like it at most "
            f"once in {ONCE_IN} weeks, over all words of all areas."
        )

    def window_text(self, last_day: date) -> str:
        return f"the days to {wording.day_text(last_day)}"

    def span(self, *, first_day: date, last_day: date, as_of: date) -> tuple[date, date]:
        """Return the year before as_of: a theme is told the next morning, not when the week is over."""
        return as_of - timedelta(weeks=self.needs.at_most), as_of

    def look(
        self, rows: pd.DataFrame, *, covered: pd.DataFrame, since: date, until: date
    ) -> base.Run:
        """Return the themes; the same notes in another order, or later ones, change nothing.

        `rows` has the columns of store.note_words.AreaRow.
        """
        recent = until - timedelta(days=DAYS)
        run = officers_notes.begin(self, covered, since=since, recent=recent, until=until)
        kept = officers_notes.shown_words(rows)
        if run.missing or kept.empty:
            return run
        tests = _test(kept).assign(first_day=recent, last_day=run.last_day)
        tests = tests.sort_values(["p", "category", "area_id"], ignore_index=True)
        tests = officers_notes.told(tests, [self._finding(row) for row in tests.to_dict("records")])
        counts = pd.DataFrame(index=pd.MultiIndex.from_frame(tests[base.SERIES]))
        return replace(run, tests=tests, counts=counts)

    def _finding(self, row: wording.Row) -> str:
        usual = row["expected"]
        few = (
            "hardly any"
            if usual < HARDLY
            else f"{wording.figure(usual)} ({row['low']}–{row['high']})"
        )
        return (
            f"“{row['category']}” at {row['area']}: noted by {row['officers']} officers on {row['patrols']} patrols in "
            f"{self.window_text(row['last_day'])}, in {row['observed']} of their {row['written']} shifts with notes; "
            f"{few} expected."
        )

    def cards(self, run: base.Run) -> pd.DataFrame:
        """Return one theme an area; `beside` are the other words that stand out there."""
        flagged = officers_notes.standing_out(run)
        if flagged.empty:
            return flagged.assign(beside="")
        words = flagged.groupby("area_id")["category"].agg(list)
        first = flagged.groupby("area_id", sort=False).head(1).reset_index(drop=True)
        beside = [
            ", ".join(f"“{each}”" for each in words[area][1 : MOST_BESIDE + 1])
            for area in first["area_id"]
        ]
        return first.assign(beside=beside)

    def draw(self, run: base.Run, row: int) -> base.Bars:
        """Return the week's shifts beside as many as would have it by what was before."""
        test = run.tests.iloc[row]
        is_recent = np.array([False, True])
        return base.Bars(
            pd.DataFrame(
                {
                    "period": ["as before", wording.axis_day(run.last_day, "week")],
                    "incidents": pd.array([round(test["expected"]), test["observed"]], "Int64"),
                    "expected": test["expected"],
                    "low": test["low"],
                    "high": test["high"],
                    "is_recent": is_recent,
                }
            ),
            unit="Officers' shifts",
            ends="Days to",
        )


def _test(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per word and area (SERIES, TESTED without its days)."""
    told = rows.reset_index(drop=True)
    anywhere = (told["everywhere_shifts"] + 0.5) / (told["everywhere_written"] + 1)
    seen = told["before_shifts"] + ANYWHERES * anywhere
    unseen = told["before_written"] + ANYWHERES - seen
    chance = stats.betabinom(told["written"], seen, unseen)
    p = chance.sf(told["shifts"] - 1)
    # what fewer officers wrote was looked at too: chance had as many tries
    q = np.minimum(p * told["tests"].to_numpy(float), 1.0)
    return pd.DataFrame(
        {
            "neighbourhood_id": told["neighbourhood_id"],
            "neighbourhood": told["neighbourhood"],
            "category": told["word"],
            "apart": told["area"],
            "observed": told["shifts"],
            "expected": chance.mean(),
            "low": chance.ppf(0.025).astype(int),
            "high": chance.ppf(0.975).astype(int),
            "p": p,
            "q": q,
            "flagged": q <= 1 / ONCE_IN,
            "area_id": told["area_id"],
            "area": told["area"],
            "officers": told["officers"],
            "patrols": told["patrols"],
            "written": told["written"],
        }
    )


THEMES = Themes(
    name="themes",
    title="One theme from several officers",
    cannot_see="It cannot see what a word means, nor a theme in other words each time, and takes a question that "
    "officers were asked there for something new.",
    doubt="It would be less if the officers had talked about it before, or were asked to look for it.",
    query="words_by_area",
)

DETECTORS = (THEMES,)
