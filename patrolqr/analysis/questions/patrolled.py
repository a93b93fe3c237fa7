"""Did patrols help, over all areas and weeks?"""

from patrolqr.analysis import area_weeks, helped
from patrolqr.analysis.area_weeks import FEWEST_AREAS, FEWEST_WEEKS, AreaWeeks
from patrolqr.analysis.measures.proportions import LEVEL
from patrolqr.analysis.questions.base import (
    Answer,
    Figure,
    Known,
    Picture,
    Question,
    areas_of,
    whole,
)
from patrolqr.core.phrases import number_of

DAYS_OF_A_WEEK = 7

RULE = (
    "Each area is held against its own other weeks, and what all areas did in a week is taken out. Each day more "
    "with a patrol is taken to change as much as the one before."
)

TO_THE_MEAN = (
    "Patrols are sent where it just rose, and such places fall by themselves (regression to the mean). So what was "
    "reported in the month, the quarter and the year before each week stands beside the patrols; what else officers "
    "knew when they chose a place is not taken out."
)

CANNOT = (
    RULE,
    TO_THE_MEAN,
    "What patrols changed at other times: a week counts with its own patrols alone, and what lasts after them makes "
    "weeks more alike than they would be.",
    "Whether it moved elsewhere: places around these are not counted. A square that two areas share counts in both.",
)

BY_MONTH = "What is loaded is known by the month alone: no week with patrols can be held against one without."

TOO_LITTLE = "Too little to tell whether patrols helped."


def answer(known: Known) -> Answer:
    """Return what went with patrols on more days, over the whole weeks of the time asked about."""
    now = known.now
    found = area_weeks.tell(
        now.rows["area_weeks"],
        now.covered,
        since=now.since,
        until=now.until,
        first=now.recorded_from,
    )
    return Answer(
        sentence=_sentence(found, is_by_month=_is_by_month(known)),
        told=_told(found),
        rows=found.rows,
        figures=_figures(found) if found.weeks else (),
        pictures=_pictures(found) if found.weeks and found.areas else (),
        cannot=(*_counted(found), *CANNOT),
        area_ids=areas_of(found.rows),
        is_empty=not (found.weeks and found.areas),
    )


def _is_by_month(known: Known) -> bool:
    covered = known.now.covered
    there = set(covered["precision"].dropna()) if len(covered) else set()
    return there == {"month"}


def _sentence(found: AreaWeeks, *, is_by_month: bool) -> str:
    if is_by_month:
        return BY_MONTH
    if found.rows.empty:
        return "No whole week of these days can be counted: it takes patrol areas, logs, and incidents loaded."
    if found.weeks < FEWEST_WEEKS:
        more = number_of(FEWEST_WEEKS - found.weeks, "more week")
        return (
            f"{TOO_LITTLE} Of these days {number_of(found.weeks, 'whole week')} can be counted: choose a longer time, "
            f"or ask again after about {more}."
        )
    if found.switching < FEWEST_AREAS:
        more = number_of(FEWEST_AREAS - found.switching, "more area")
        return (
            f"{TOO_LITTLE} {_areas(found.switching)} had patrols on more days in one week than in another; it takes "
            f"about {more}."
        )
    if found.ratio is None:
        return f"{TOO_LITTLE} What was reported and when patrols were there leave no figure to work out."
    return _too_little(found) if found.is_too_little else _ratio(found)


def _areas(number: int) -> str:
    return number_of(number, "area") if number else "No area"


def _too_little(found: AreaWeeks) -> str:
    weeks, areas = found.more_weeks, found.more_areas
    if weeks is None:
        return (
            f"{TOO_LITTLE} At this pace a {helped.FALL} would not show in ten years of these areas."
        )
    or_areas = f", or with about {number_of(areas, 'more area')} like these" if areas else ""
    return f"{TOO_LITTLE} A {helped.shows_after(weeks, 'week')}{or_areas}."


def _ratio(found: AreaWeeks) -> str:
    if found.ratio is None:
        return TOO_LITTLE
    verdict = (
        "that is more than chance explains"
        if found.ratio.excludes(1)
        else f"that could be chance, and a {helped.FALL} would probably have shown by now"
    )
    rising = f" {helped.RISING}" if found.ratio.low > 1 else ""
    return (
        f"Patrols on {found.usual:.1f} of {DAYS_OF_A_WEEK} days, as these areas had in a week, went with "
        f"{found.ratio.estimate:.2f} times as many incidents there as none (95 %: {found.ratio.low:.2f} to "
        f"{found.ratio.high:.2f}; 1 is no difference): {verdict}.{rising}"
    )


def _told(found: AreaWeeks) -> dict[str, float]:
    told = {
        "areas": float(found.areas),
        "switching": float(found.switching),
        "weeks": float(found.weeks),
        "patrol_days": float(whole(found.rows["patrol_days"])),
        "incidents": float(whole(found.rows["incidents"])),
        "usual": found.usual,
        "week_days": float(DAYS_OF_A_WEEK),
        "level": 100 * LEVEL,
        "none": 1.0,
        "fall": 100 * helped.HOPED_FALL,
        "weeks_lacking": float(max(0, FEWEST_WEEKS - found.weeks)),
        "areas_lacking": float(max(0, FEWEST_AREAS - found.switching)),
        "more_weeks": float(found.more_weeks or 0),
        "more_areas": float(found.more_areas or 0),
    }
    if found.ratio:
        ratio = found.ratio
        told |= {"ratio": ratio.estimate, "low": ratio.low, "high": ratio.high}
    return told


def _figures(found: AreaWeeks) -> tuple[Figure, ...]:
    area_weeks_counted = len(found.rows)
    incidents = whole(found.rows["incidents"])
    return (
        Figure("Weeks counted", f"{found.weeks:,}"),
        Figure("Areas with more and fewer patrols", f"{found.switching:,} of {found.areas:,}"),
        Figure("Days with a patrol", f"{found.usual:.1f} a week and area"),
        Figure("Reported", f"{incidents / area_weeks_counted:.1f} a week and area")
        if area_weeks_counted
        else Figure("Reported", "–"),
    )


def _pictures(found: AreaWeeks) -> tuple[Picture, ...]:
    weeks = area_weeks.by_week(found)
    return (
        Picture("counts_by_week", weeks, "patrols", "Days with a patrol", "a week", "patrols"),
        Picture("counts_by_week", weeks, "incidents", "Reported in these areas", "a week"),
    )


def _counted(found: AreaWeeks) -> tuple[str, ...]:
    """Return which weeks were not counted, and why."""
    if not found.left_out:
        return ()
    return (
        f"{number_of(found.left_out, 'whole week')} not counted: before the first log nothing is known of patrols, and "
        "a week and half of the year before it must be loaded.",
    )


QUESTIONS = (
    Question(
        name="patrolled",
        number=17,
        words="Did patrols help, over all areas and weeks?",
        theme="Patrols",
        needs=("area_weeks",),
        answer=answer,
        is_compared=False,
    ),
)
