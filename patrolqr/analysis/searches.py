"""Stop-searches counted: what was looked for, what came of it, whom it concerned, what is not said.

"Found" is not "an outcome", and an outcome is not "what was looked for": the three are told apart.
Published rows say "linked to the object" also of searches that ended without further action (129 of
130 in a month of Derbyshire's), so only an outcome that is one counts as what was looked for.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from patrolqr.analysis.measures import proportions
from patrolqr.analysis.measures.proportions import FEWEST_SEARCHED, Compared
from patrolqr.core import ethnicity, lists
from patrolqr.core.ethnicity import COMPARED_WITH, GROUPS

NO_OBJECT = "No object: a power without suspicion"
NOT_SAID = "Not recorded"
NO_FURTHER_ACTION = lists.OUTCOMES[0]


class Measure(NamedTuple):
    """A yes or no of each search: its column (missing where nobody said), its name, what it means."""

    column: str
    label: str
    about: str


FOUND = Measure(
    "something_found",
    "Something found",
    "Searches that found anything at all, of those whose log says what was found.",
)
OUTCOME = Measure(
    "had_outcome",
    "An outcome",
    "Searches with an outcome other than no further action, of those that say one. It is not the "
    "same as finding something.",
)
LOOKED_FOR = Measure(
    "as_looked_for",
    "What was looked for",
    "Searches whose outcome is other than no further action and linked to the object of the search.",
)

MEASURES_OF_LOGS = (FOUND, OUTCOME, LOOKED_FOR)
MEASURES_OF_FORCE = (OUTCOME, LOOKED_FOR)
"""Published rows do not say what was found."""

BY = {
    "object_said": "Object",
    "neighbourhood": "Neighbourhood",
    "area": "Patrol area",
    "power_said": "Power",
}
"""Columns by which find rates are compared. Officers are none of them."""

SELF_DEFINED, OFFICER_DEFINED = "self_group", "officer_group"


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """Return stop-searches (store.searches) with what is said of each in words and groups: object_said,
    power_said, outcome_said, self_group, officer_group, and the measures' columns (True, False or
    missing).
    """
    records = [{str(name): _plain(each) for name, each in row.items()} for row in _records(rows)]
    added = pd.DataFrame([_told(row) for row in records], index=rows.index, columns=list(_told({})))
    flags = {each.column: "boolean" for each in MEASURES_OF_LOGS}
    return rows.assign(**{str(name): added[name] for name in added}).astype(flags)


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    outcome, kind = row.get("outcome"), row.get("kind")
    ended = _had_outcome(outcome)
    is_spared = row.get("power") in lists.NO_SUSPICION
    return {
        "object_said": row.get("object") or (NO_OBJECT if is_spared else NOT_SAID),
        "power_said": row.get("power") or NOT_SAID,
        "outcome_said": outcome or NOT_SAID,
        SELF_DEFINED: ethnicity.self_defined(
            row.get("self_defined"), missing=row.get("ethnicity_missing"), kind=kind
        ),
        OFFICER_DEFINED: ethnicity.officer_defined(row.get("officer_defined"), kind=kind),
        "something_found": _found(row.get("found")),
        "had_outcome": ended,
        "as_looked_for": row.get("linked") if ended else ended,
    }


def _found(items: list[str] | None) -> bool | None:
    return bool([each for each in items if each != lists.FOUND[0]]) if items else None


def _had_outcome(outcome: str | None) -> bool | None:
    """Return whether an outcome, of today or of earlier files, is more than no further action."""
    return "no further action" not in outcome.casefold() if outcome else None


class Share(NamedTuple):
    """Of how many searches that say it something is so, with its interval in percent; None where they
    are too few for a rate.
    """

    found: int
    searched: int
    not_said: int
    rate: float | None
    low: float | None
    high: float | None

    @property
    def text(self) -> str:
        """Return it in words: 12 of 40, 30 % (18–45 %)."""
        counted = f"{self.found:,} of {self.searched:,}"
        if self.rate is None or self.low is None or self.high is None:
            return counted if self.searched else "–"
        return f"{counted}, {self.rate:.0f} % ({self.low:.0f}–{self.high:.0f} %)"


def share(rows: pd.DataFrame, measure: Measure) -> Share:
    """Return how often something is so of all rows of `told`."""
    said = rows[measure.column].dropna()
    row = proportions.shares(pd.DataFrame({"found": [said.sum()], "searched": [len(said)]})).iloc[0]
    ends = [None if pd.isna(row[name]) else float(row[name]) for name in ("rate", "low", "high")]
    return Share(int(said.sum()), len(said), len(rows) - len(said), *ends)


def by_object(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per object of search, the most searched first: searches, of those with an outcome
    other than no further action how many are linked to the object, are not, or do not say, and a column
    for each outcome.
    """
    counted = pd.crosstab(rows["object_said"], rows["outcome_said"])
    known = [
        each for each in (*lists.OUTCOMES, *sorted(map(str, counted)), NOT_SAID) if each in counted
    ]
    ended = rows[rows["had_outcome"].fillna(False)]
    linked = ended["linked"].map({True: "linked", False: "not_linked"}).fillna("link_not_said")
    links = pd.crosstab(ended["object_said"], linked)
    columns = ["linked", "not_linked", "link_not_said"]
    links = links.reindex(index=counted.index, columns=columns, fill_value=0)
    # a wide table is cut off on the right: what says most stands first
    table = links.join(counted[list(dict.fromkeys(known))])
    table.insert(0, "searches", counted.sum(axis=1))
    table = table.rename_axis("object", axis=0).rename_axis(None, axis=1).reset_index()
    return table.sort_values(["searches", "object"], ascending=[False, True], ignore_index=True)


def items_found(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per object of search and a column for each kind of item that a search found; one
    search may have found several. `not_said`: searches whose log does not say.
    """
    named = rows[["object_said", "found"]].rename(columns={"object_said": "object"})
    items = [_plain(each) or [NOT_SAID] for each in named["found"]]
    long = named.assign(found=pd.Series(items, index=named.index, dtype=object)).explode(
        "found", ignore_index=True
    )
    counted = pd.crosstab(long["object"], long["found"])
    known = [each for each in (*lists.FOUND, NOT_SAID) if each in counted]
    counted.insert(0, "searches", rows.groupby("object_said").size())
    table = counted[["searches", *known]].rename_axis(None, axis=1).reset_index()
    return table.sort_values(["searches", "object"], ascending=[False, True], ignore_index=True)


def rates(rows: pd.DataFrame, by: str, measure: Measure) -> pd.DataFrame:
    """Return one row per value of a column of BY, the most searched first: place (its name), searches,
    found, searched (that say it), rate, low, high in percent, and a note where there is no rate.
    """
    said = rows[by].fillna(NOT_SAID)
    counted = rows.assign(place=said).groupby("place", sort=True)[measure.column]
    table = pd.DataFrame(
        {
            "searches": counted.size(),
            "found": counted.sum().astype("int64"),
            "searched": counted.count().astype("int64"),
        }
    ).reset_index()
    ordered = table.sort_values(["searches", "place"], ascending=[False, True], ignore_index=True)
    return proportions.shares(ordered)


def difference(rows: pd.DataFrame, one: str, other: str) -> str:
    """Return in a sentence how two rows of `rates` differ, or why that cannot be said."""
    pair = [rows[rows["place"] == name].iloc[0] for name in (one, other)]
    few = [row for row in pair if row["searched"] < FEWEST_SEARCHED]
    told_of = " against ".join(
        f"{row['found']:,} of {row['searched']:,} ({row['place']})" for row in pair
    )
    if few:
        return (
            f"{told_of}: too few to compare. {FEWEST_SEARCHED} searches of each are needed "
            f"that say it."
        )
    found = proportions.newcombe(*((int(row["found"]), int(row["searched"])) for row in pair))
    return f"{told_of}: {points(found)}." if found else f"{told_of}: nothing to compare."


def points(found: Compared) -> str:
    """Return a difference of shares in words: 14 points more (95 %: −3 to 31): could be chance."""
    way = "more" if found.estimate >= 0 else "fewer"
    ends = " to ".join(_signed(100 * end) for end in (found.low, found.high))
    verdict = "more than chance" if found.excludes(0) else "could be chance"
    return f"{abs(100 * found.estimate):.0f} points {way} (95 %: {ends}), {verdict}"


def by_group(rows: pd.DataFrame, column: str, measure: Measure) -> pd.DataFrame | None:
    """Return one row per ethnic group, then one for each reason why none is known: group, is_group,
    searches, found, searched, rate, low, high, note.

    Numbers below five of a group are missing, and as many others as it takes that nobody works them
    out of the total. None where there are too few to tell anything by group.
    """
    all_rows = rates(rows, column, measure).rename(columns={"place": "group"}).set_index("group")
    unknown = sorted(set(all_rows.index) - set(GROUPS))
    table = all_rows.reindex([*GROUPS, *unknown])
    numbers = ["searches", "found", "searched"]
    table[numbers] = table[numbers].fillna(0).astype("int64")
    table["note"] = table["note"].fillna("none searched")
    table["is_group"] = table.index.isin(GROUPS)
    people = table.loc[list(GROUPS)]
    few = proportions.hidden(people["searches"].tolist())
    if few is None:
        return None
    without = proportions.hidden(people["found"].tolist(), also=few)
    table[numbers] = table[numbers].astype("Int64")
    # where the total would tell, nothing is told of any group, no zero either
    for at in range(len(GROUPS)) if without is None else without | few:
        names = GROUPS[at]
        table.loc[names, ["rate", "low", "high"]] = float("nan")
        table.loc[names, ["found", "searched"]] = pd.NA
        table.loc[names, "note"] = "not told: small numbers"
    for at in few:
        table.loc[GROUPS[at], "searches"] = pd.NA
    return table.reset_index()


def without_ethnicity(rows: pd.DataFrame, column: str) -> tuple[int, int]:
    """Return of how many searches of persons no group is known, and how many there are."""
    persons = rows[rows[column] != ethnicity.NO_PERSON]
    return int((~persons[column].isin(GROUPS)).sum()), len(persons)


def against(table: pd.DataFrame) -> dict[str, str]:
    """Return per group of `by_group` how its share differs from COMPARED_WITH's, where both have one."""
    rated = table[table["is_group"] & table["rate"].notna()].set_index("group")
    if COMPARED_WITH not in rated.index:
        return {}
    pairs = {name: (int(row["found"]), int(row["searched"])) for name, row in rated.iterrows()}
    whom = pairs.pop(COMPARED_WITH)
    found = {str(name): proportions.newcombe(pair, whom) for name, pair in pairs.items()}
    return {name: points(each) for name, each in found.items() if each}


def per_residents(table: pd.DataFrame, residents: Mapping[str, int]) -> pd.DataFrame:
    """Return, of the groups whose residents are given, group, searches, residents, per_1000 and the
    ratio to COMPARED_WITH's rate with its interval (missing where it is not told).
    """
    told_of = table[table["is_group"] & table["group"].isin(residents)].set_index("group")
    found = []
    for name, row in told_of.iterrows():
        lives, searches = residents[str(name)], row["searches"]
        is_known = pd.notna(searches) and lives > 0
        per = proportions.PER_RESIDENTS * int(searches) / lives if is_known else float("nan")
        ratio = _ratio(told_of["searches"], residents, str(name))
        found.append((name, searches, lives, per, *(ratio or (float("nan"),) * 3)))
    columns = ["group", "searches", "residents", "per_1000", "ratio", "ratio_low", "ratio_high"]
    return pd.DataFrame(found, columns=columns).astype({"searches": "Int64"})


def _ratio(searches: "pd.Series[Any]", residents: Mapping[str, int], name: str) -> Compared | None:
    pair = (name, COMPARED_WITH)
    if name == COMPARED_WITH or any(
        each not in searches.index or pd.isna(searches[each]) for each in pair
    ):
        return None
    one, other = ((int(searches[each]), residents[each]) for each in pair)
    return proportions.rate_ratio(one, other)


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _plain(value: Any) -> Any:
    """Return a frame's value as the form has it: a list for ticks, None where there is none."""
    listed = value.tolist() if hasattr(value, "tolist") else value
    return listed if isinstance(listed, list) or pd.notna(listed) else None


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")
