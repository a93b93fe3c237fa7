"""Which words rise in officers' notes: something new that they see before anybody reports it.

The last four complete weeks against the year before, over all patrol areas (`measures/words.py`,
weighted log-odds). A word counts once per officer and shift, needs several officers, and has to rise
without whoever writes it most, too: one chatty officer changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from patrolqr.analysis import officers_notes, periods, wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.base import FALSE_DISCOVERY_RATE, FEWEST_TO_FLAG
from patrolqr.analysis.measures import statistics, words
from patrolqr.core.form.privacy import FEWEST_OFFICERS

WINDOW = 4
"""Weeks that are tested."""

STANDS_OUT = 3.0
"""Standard errors, as unevenly as words come, from which on a word has risen."""


@dataclass(frozen=True, kw_only=True)
class RisingWords(base.OfNotes):
    """Words of all areas. A test is of one word, which is its `category`; of `officers` so many."""

    @property
    def rule(self) -> str:
        return (
            "the words of officers' notes, each once per officer and shift, against the time before. A word rises "
            f"from {FEWEST_TO_FLAG} shifts and {FEWEST_OFFICERS} officers on, at {STANDS_OUT:g} standard "
            "errors of its weighted log-odds, also where whoever wrote it most counts once, and at a "
            f"false-discovery rate of at most {FALSE_DISCOVERY_RATE:.0%} over all words."
        )

    def window_text(self, last_day: date) -> str:
        return wording.stretch_to(last_day, WINDOW, "week")

    def look(
        self, rows: pd.DataFrame, *, covered: pd.DataFrame, since: date, until: date
    ) -> base.Run:
        """Return the words; the same notes in another order, or later ones, change nothing.

        `rows` has the columns of store.note_words.WeekRow.
        """
        recent = periods.earlier(until, WINDOW, "week")
        starts = periods.starts_between(since, until, "week")
        run = officers_notes.begin(self, covered, since=since, recent=recent, until=until)
        kept = officers_notes.shown_words(rows)
        if run.missing or kept.empty:
            return run
        weeks = pd.to_datetime(kept["period"]).dt.date
        counts = kept.assign(period=weeks).pivot_table(
            index="word", columns="period", values="shifts", aggfunc="sum"
        )
        counts = counts.reindex(columns=starts)
        # of a week without notes nothing is known
        written = dict(zip(weeks, kept["written"], strict=True))
        tests = self._test(kept, counts, written, recent).assign(
            first_day=recent, last_day=run.last_day
        )
        tests = self._word(tests.sort_values(["p", "category"], ignore_index=True), run.last_day)
        return replace(run, tests=tests, counts=counts.loc[tests["category"]])

    def _test(
        self, rows: pd.DataFrame, counts: pd.DataFrame, written: dict[date, int], recent: date
    ) -> pd.DataFrame:
        is_now = np.array([pd.Timestamp(start).date() >= recent for start in counts.columns])
        now = counts.loc[:, is_now].sum(axis=1).to_numpy(float)
        before = counts.loc[:, ~is_now].sum(axis=1).to_numpy(float)
        of_now = float(sum(number for day, number in written.items() if day >= recent))
        of_before = float(sum(written.values())) - of_now
        by_word = rows.groupby("word")[["officers", "busiest"]].first().loc[counts.index]
        expected = words.expected(before, of_now=of_now, of_before=of_before)
        z = words.rises(now, before, of_now=of_now, of_before=of_before)
        spread = words.unevenness(z, expected)
        others = now - by_word["busiest"].to_numpy(float) + 1
        without = words.rises(others, before, of_now=of_now, of_before=of_before)
        p = statistics.above(z / spread)
        untold = np.ones(max(0, int(rows["tests"].max()) - len(p)))
        # what fewer officers wrote was tested too: it rises by no rule
        q = statistics.benjamini_hochberg(np.append(p, untold))[: len(p)]
        low, high = words.chance_range(before, of_now=of_now, of_before=of_before)
        is_enough = (now >= FEWEST_TO_FLAG) & (before + of_before > now)
        return pd.DataFrame(
            {
                "neighbourhood_id": wording.EVERYWHERE,
                "neighbourhood": "All neighbourhoods",
                "category": counts.index,
                "apart": "",
                "observed": now.astype(int),
                "expected": expected,
                "low": low.astype(int),
                "high": high.astype(int),
                "p": p,
                "q": q,
                "flagged": is_enough
                & (q <= FALSE_DISCOVERY_RATE)
                & (np.minimum(z, without) >= STANDS_OUT * spread),
                "officers": by_word["officers"].to_numpy(),
            }
        )

    def _word(self, tests: pd.DataFrame, last_day: date) -> pd.DataFrame:
        when = self.window_text(last_day)
        finding = [
            f"“{row['category']}” in the notes of {row['observed']} shifts of {row['officers']} officers in {when}, "
            f"{wording.figure(row['expected'])} expected ({row['low']}–{row['high']})."
            for row in tests.to_dict("records")
        ]
        return officers_notes.told(tests, finding)

    def cards(self, run: base.Run) -> pd.DataFrame:
        """Return the words that rise; nothing stands beside them."""
        return officers_notes.standing_out(run).assign(beside="")

    def draw(self, run: base.Run, row: int) -> base.Bars:
        """Return in how many officers' shifts the word stood, in stretches of four weeks."""
        test = run.tests.iloc[row]
        counts = run.counts.iloc[row].to_numpy(float)
        return base.in_windows(
            test, counts, run.until, window=WINDOW, period="week", unit="Officers' shifts"
        )


RISING = RisingWords(
    name="words",
    title="Words that rise in officers' notes",
    cannot_see="It cannot see what a word means, takes one spelt otherwise for another, and takes a question "
    "that officers were asked, or more patrols in one area, for something new.",
    doubt="It would be less if the notes answer something that officers were asked to look for.",
    query="words_by_week",
)

DETECTORS = (RISING,)
