"""The patterns page says what rose, how sure that is, and what was looked at."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest

from patrolqr.core.team import Team
from patrolqr.store import Session, patterns, teams
from tests.builders.incidents import keep_in, name_places
from tests.pages.conftest import Opener

DESK = Path(__file__).parents[2] / "patrolqr" / "desk" / "script.py"
SUNDAY = date(2026, 11, 22)
AS_OF = SUNDAY + timedelta(days=2)


def surging(weeks: int = 60) -> pd.DataFrame:
    """Return three vehicle crimes a week in two wards, ten in the last four weeks of one."""
    days = [SUNDAY - timedelta(days=7 * week + step) for week in range(weeks) for step in (0, 2, 4)]
    extra = [SUNDAY - timedelta(days=day) for day in range(28)]
    places = ["N1"] * len(days) + ["N2"] * len(days) + ["N1"] * len(extra)
    return pd.DataFrame(
        {
            "patrol_day": [*days, *days, *extra],
            "neighbourhood_id": places,
            "precision": "minute",
            "category": "Vehicle crime",
            "street": ["Prison" if place == "N2" else "Quay Road" for place in places],
        }
    )


def opened(as_of: date = AS_OF) -> AppTest:
    page = (
        AppTest.from_file(str(DESK), default_timeout=30)
        .run()
        .switch_page("../../pages/patterns.py")
    )
    page.query_params["as_of"] = as_of.isoformat()
    return page.run()


def text(page: AppTest) -> str:
    return " ".join(
        str(getattr(each, "value", ""))
        for kind in ("title", "caption", "markdown", "info", "header")
        for each in page.get(kind)
    )


def test_without_incidents_the_page_says_what_to_load(desk: Session) -> None:
    page = opened()
    assert not page.exception
    assert "No incidents yet" in text(page)


def test_a_history_too_short_says_how_much_is_needed(desk: Session) -> None:
    keep_in(desk, surging(weeks=20))
    page = opened()
    assert not page.exception
    assert "56 complete weeks are needed" in text(page)


def test_a_surge_is_a_card_with_its_sentence_its_chart_and_a_proposal(desk: Session) -> None:
    keep_in(desk, surging())
    name_places(desk, {"N1": "Canalside", "N2": "Old Town"})
    page = opened()
    assert not page.exception
    assert "Vehicle crime in Canalside" in text(page).replace("\\", "")
    assert "2 tests of complete weeks to 22 Nov 2026" in text(page)
    recorded = patterns.runs(desk)
    assert [run["tests"] for run in recorded if run["detector"] == "weekly"] == [2]
    assert opened().dataframe[-1].value["category"].tolist() == ["Vehicle crime"] * 2
    assert len(patterns.runs(desk)) == len(recorded)


def proposals(page: AppTest) -> list[Any]:
    """Return the links that propose a patrol."""
    return [each for each in page.get("page_link") if "Propose" in each.proto.label]


def test_a_proposal_names_the_busiest_square_and_never_a_snapped_point(desk: Session) -> None:
    keep_in(desk, surging())
    name_places(desk, {"N1": "Canalside", "N2": "Old Town"})
    links = proposals(opened())
    assert {"Quay Road" in link.proto.label for link in links} == {True}
    assert {"E400000N310000" in link.proto.query_string for link in links} == {True}
    keep_in(desk, surging().assign(street="Prison"))
    st.cache_data.clear()
    page = opened()
    assert proposals(page) == []
    assert "No square to propose" in text(page)


def test_setting_a_pattern_aside_needs_a_reason_and_keeps_it(desk: Session) -> None:
    keep_in(desk, surging())
    page = opened()
    page.button[0].click().run()
    assert "Say why this is not a pattern" in page.error[0].value
    page = opened()
    page.text_input[0].input("One garage reported a year at once")
    page.button[0].click().run()
    assert not page.exception
    assert "nothing stands out" in text(page)
    said = [why for table in page.dataframe if "why" in table.value for why in table.value["why"]]
    assert "One garage reported a year at once (this computer)" in said
    (state,) = patterns.states(desk)
    assert (state["state"], state["decided_by"]) == ("not a pattern", "this computer")


def test_a_name_given_beside_the_reason_is_kept_and_carried_by_the_decision(
    desk: Session,
) -> None:
    keep_in(desk, surging())
    page = opened()
    page.text_input[0].input("One garage reported a year at once")
    page.text_input[1].input("Sgt 4412")
    page.button[0].click().run()
    assert not page.exception
    assert patterns.states(desk)[0]["decided_by"] == "Sgt 4412"


def test_month_data_are_told_by_month(desk: Session) -> None:
    months = [date(2026, month, 1) for month in range(3, 11) for _ in range(5)] + [
        date(2026, 10, 1)
    ] * 30
    keep_in(desk, pd.DataFrame({"month": months}))
    page = opened()
    assert "35 in October 2026 (month data)" in text(page).replace("\\", "")
    assert "tests of complete months to 31 Oct 2026" in text(page)


def show_a_fortnight() -> None:
    """Show, as a page script, what the desk makes of a detector it has never heard of."""
    from datetime import date

    from patrolqr.analysis.detectors import registry
    from patrolqr.desk.shared import findings, who
    from patrolqr.steps import find_patterns
    from tests.analysis.detectors.test_contract import FORTNIGHT

    ask = find_patterns.counts_of(who.session())
    run = registry.run(FORTNIGHT, ask, ask("covered"), as_of=date(2026, 11, 24))
    findings.shown(run, {}, ())
    findings.looked_at(run, {}, ())


def test_a_two_week_detector_is_shown_in_its_own_words_without_a_line_of_the_desk(
    desk: Session,
) -> None:
    # at a snapped point no square is proposed: a link to another page works only inside the app
    keep_in(desk, surging().assign(street="Prison"))
    page = AppTest.from_function(show_a_fortnight, default_timeout=30).run()
    assert not page.exception
    shown = text(page).replace("\\", "")
    assert "in the two weeks to Sun 22 Nov" in shown
    assert "Two weeks against the half-year before: what the public reported from" in shown
    assert "It cannot see" in shown
    assert "four weeks" not in shown.lower()
    (chart,) = page.get("vega_lite_chart")
    assert "Incidents in two weeks" in chart.proto.spec
    assert "Two weeks to" in chart.proto.spec
    assert "(two weeks to 22 Nov 26)" in chart.proto.alt


def test_patterns_are_narrowed_to_a_teams_ground_and_today_leads_to_just_those(
    desk: Session, open_page: Opener
) -> None:
    name_places(desk, {"N1": "Market Ward", "N2": "Outer Ward"})
    keep_in(desk, surging())
    on, off = (
        teams.keep(desk, Team(team_id, name, neighbourhoods=(ground,), marking="OFFICIAL"))
        for team_id, name, ground in (("market", "Market", "N1"), ("outer", "Outer", "N2"))
    )
    there = open_page("patterns", as_of=AS_OF.isoformat(), places=f"Ground of {on.name}")
    elsewhere = open_page("patterns", as_of=AS_OF.isoformat(), places=f"Ground of {off.name}")
    assert "Vehicle crime in Market Ward" in text(there)
    assert "Vehicle crime in Market Ward" not in text(elsewhere)
    assert "nothing stands out in these neighbourhoods, 1 elsewhere" in text(elsewhere)
    for team, count in ((on, 1), (off, 0)):
        today = open_page("today", team=team.team_id, day=AS_OF.isoformat())
        assert text(today).count("Vehicle crime in Market Ward") == count
