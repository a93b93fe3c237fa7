"""Did patrols help, over all areas and weeks? What is said, and what is refused with how long to wait."""

from datetime import timedelta

import numpy as np
import pandas as pd

from patrolqr.analysis import helped
from patrolqr.analysis.questions import QUESTIONS
from patrolqr.analysis.questions.base import Answer, Known, Part
from patrolqr.analysis.questions.patrolled import BY_MONTH
from tests.analysis.test_area_weeks import BEFORE, FIRST, a_town, covered


def asked(town: pd.DataFrame, *, precision: str = "minute") -> Answer:
    """Return the answer over all weeks after the first year."""
    since = FIRST + timedelta(weeks=BEFORE)
    until = max([since, *town["week"]]) + timedelta(weeks=1)
    loaded = covered(until - timedelta(days=1), precision)
    part = Part(since, until, "", {"area_weeks": town}, loaded, since)
    return QUESTIONS["patrolled"].answer(Known(part, until))


def town(
    *, areas: int = 20, weeks: int = 26, fall: float = 0.0, uneven: float = 1.0
) -> pd.DataFrame:
    random = np.random.default_rng(4)
    return a_town(random, uneven=uneven, areas=areas, weeks=weeks, fall=fall)


def test_a_fall_is_told_with_its_interval_and_what_regression_to_the_mean_is() -> None:
    told = asked(town(fall=0.3))
    assert told.sentence.startswith(
        "Patrols on 3.3 of 7 days, as these areas had in a week, went with 0."
    )
    assert "times as many incidents there as none (95 %: 0." in told.sentence
    assert "that is more than chance explains" in told.sentence
    assert [each for each in told.cannot if "regression to the mean" in each]
    assert [each.column for each in told.pictures] == ["patrols", "incidents"]
    assert len(told.rows) == 20 * 26
    assert told.rows["incidents"].sum() == told.told["incidents"]
    assert told.pictures[1].rows["incidents"].sum() == told.told["incidents"]


def test_no_change_where_one_would_show_is_said_to_be_chance() -> None:
    told = asked(town())
    assert (
        "that could be chance, and a fall by 30 % would probably have shown by now" in told.sentence
    )


def test_a_rise_is_not_laid_at_the_patrols_door() -> None:
    told = asked(town(fall=-0.5))
    assert told.sentence.endswith(helped.RISING)
    assert told.told["low"] > 1


def test_too_little_is_refused_with_how_many_more() -> None:
    few = "Too little to tell whether patrols helped. "
    assert asked(town(weeks=5)).sentence == (
        f"{few}Of these days 5 whole weeks can be counted: choose a longer time, or ask again after about 3 more weeks."
    )
    assert asked(town(areas=9)).sentence == (
        f"{few}9 areas had patrols on more days in one week than in another; it takes about 1 more area."
    )
    unsure = asked(town(areas=10, weeks=8, uneven=2.0))
    assert unsure.sentence.startswith(
        f"{few}A fall by 30 % would show in four of five cases after about "
    )
    assert " more weeks, or with about " in unsure.sentence
    assert not unsure.is_empty
    quiet = town()
    nothing = asked(quiet.assign(incidents=0))
    assert (
        nothing.sentence
        == f"{few}What was reported and when patrols were there leave no figure to work out."
    )


def test_without_areas_or_weeks_there_is_nothing_to_answer_from() -> None:
    assert asked(town().iloc[:0]).is_empty
    by_month = asked(town(), precision="month")
    assert by_month.sentence == BY_MONTH
    assert by_month.is_empty
