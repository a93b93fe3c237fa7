"""What the Review page tells, counted in pandas from exported rows: what somebody would write who has
the files and no database. Text is held as categories, which makes it several times faster.
"""

import pandas as pd

from patrolqr.core import settings

KEYS = ["team_id", "patrol_day", "shift", "area_id"]
REPORTED_AGAIN = ["stop_searches", "arrests", "actions"]
MEASURES = ["engagements", *REPORTED_AGAIN]
DONE = ["logs", "patrols", "minutes", "officer_minutes", "codes_read", "logs_capped", *MEASURES]


def counted(logs: pd.DataFrame, taskings: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what was done by week, area_id and neighbourhood, and the dose by area_id ("asked")."""
    done = _done(logs)
    done["week"] = done["patrol_day"] - pd.to_timedelta(done["patrol_day"].dt.day_of_week, unit="D")
    done["neighbourhood"] = done["area_id"].map(
        logs.drop_duplicates("area_id").set_index("area_id")["neighbourhood"]
    )
    found = {
        level: done.groupby(level, observed=True)[DONE].sum()
        for level in ("week", "area_id", "neighbourhood")
    }
    asked = taskings.merge(done, how="left", on=KEYS)
    for unit in ("patrols", "minutes"):
        of_it = asked[unit].fillna(0)
        asked[f"{unit}_given"] = of_it.clip(upper=asked[f"{unit}_asked"])
        asked[f"{unit}_more"] = (of_it - asked[f"{unit}_asked"]).clip(lower=0)
    asked["taskings"] = 1
    asked["taskings_in_full"] = asked["patrols"] >= asked["patrols_asked"]
    asked["taskings_without_a_patrol"] = asked["patrols"].fillna(0) == 0
    sums = [name for name in asked if str(name).startswith(("taskings", "patrols", "minutes"))]
    return found | {"asked": asked.groupby("area_id", observed=True)[sums].sum()}


def _done(logs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per duty and area with all that was done there (DONE)."""
    longest_s = settings.current().longest_stay_minutes * 60
    arrived, left = (logs[name].astype("int64") // 1_000_000 for name in ("arrived_at", "left_at"))
    stay = (left - arrived).where(logs["arrived_at"].notna() & logs["left_at"].notna())
    own = {name: logs[name] - logs[f"{name}_again"] for name in REPORTED_AGAIN}
    logs = logs.assign(
        **own,
        logs=1,
        codes_read=logs["arrived_at"].isna(),
        logs_capped=stay > longest_s,
        cell=logs.groupby(KEYS, observed=True, sort=False).ngroup(),
        came=arrived.where(logs["arrived_at"].notna()),
        stay=stay.clip(upper=longest_s),
    )
    summed = ["logs", "codes_read", "logs_capped", *MEASURES]
    done = logs.groupby("cell")[summed].sum().join(_patrolled(logs))
    done["patrols"] = done["patrols"].fillna(0).astype(int)
    return done.join(logs.drop_duplicates("cell").set_index("cell")[KEYS])


def _patrolled(logs: pd.DataFrame) -> pd.DataFrame:
    """Return patrols, minutes and officer_minutes per cell: stays that touch are one patrol."""
    stays = logs[logs["came"].notna()].sort_values(["cell", "came"])
    stays = stays.assign(over=stays["came"] + stays["stay"].fillna(0))
    before = stays.groupby("cell")["over"].cummax().groupby(stays["cell"]).shift()
    stays["patrol"] = (before.isna() | (stays["came"] > before)).cumsum()
    stays["told"] = stays["stay"] * stays["officers_present"].fillna(1)
    stays["everybody"] = stays["stay"] + _of_the_named(stays).reindex(stays.index).fillna(0)
    patrols = stays.groupby("patrol").agg(
        cell=("cell", "first"),
        came=("came", "min"),
        over=("over", "max"),
        timed=("stay", "count"),
        alone=("stay", "sum"),
        told=("told", "max"),
        everybody=("everybody", "sum"),
    )
    is_timed = patrols["timed"] > 0
    most = patrols[["alone", "told", "everybody"]].max(axis=1)
    patrols["minutes"] = ((patrols["over"] - patrols["came"]) // 60).where(is_timed)
    patrols["officer_minutes"] = (most // 60).where(is_timed)
    return patrols.groupby("cell").agg(
        patrols=("came", "size"),
        minutes=("minutes", "sum"),
        officer_minutes=("officer_minutes", "sum"),
    )


def _of_the_named(stays: pd.DataFrame) -> "pd.Series[float]":
    """Return, by log, the seconds of colleagues named that its own stay does not tell: each second of
    somebody counts once.
    """
    timed = stays[stays["stay"].notna()]
    named = timed[timed["colleagues"].notna()]
    named = named.assign(officer=named["colleagues"].str.split("; ")).explode("officer")
    named = named.reset_index(names="log").assign(own=0.0)
    told = named[["cell", "officer"]].drop_duplicates()
    own = timed.reset_index(names="log").merge(
        told, left_on=["cell", "collar"], right_on=["cell", "officer"]
    )
    columns = ["log", "cell", "officer", "came", "over", "own"]
    present = pd.concat([named[columns], own.assign(own=own["stay"])[columns]])
    present = present.sort_values(["cell", "officer", "came"])
    by = [present["cell"], present["officer"]]
    gone = present.groupby(by)["over"].cummax().groupby(by).shift().fillna(0)
    begun = present["came"].clip(lower=gone)
    extra = (present["over"] - begun).clip(lower=0) - present["own"]
    return extra.groupby(present["log"]).sum()
