"""The patterns page says what rose, how sure that is, and what was looked at."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.team import Team
from patrolqr.geo import squares
from patrolqr.steps import nightly
from patrolqr.store import Session, nightly_runs, patterns, picks, teams
from patrolqr.store.nightly_runs import Came
from tests.builders.duties import duty_now
from tests.builders.incidents import keep_in, name_places
from tests.builders.notes import OFFICERS, UNTIL, by_each, keep_notes, usual
from tests.conftest import seen_by
from tests.pages.conftest import Opener

DESK = Path(__file__).parents[2] / "patrolqr" / "desk" / "script.py"
SUNDAY = date(2026, 11, 22)
AS_OF = SUNDAY + timedelta(days=2)
WEEKS_AGO = SUNDAY - timedelta(days=27)


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


def test_what_is_needed_is_said_once_for_each_kind_of_data(desk: Session) -> None:
    shown = text(opened())
    least = (
        "at least 7 complete months of month data or 28 complete weeks of incidents to the minute"
    )
    assert least in shown
    assert "56" not in shown


def test_words_of_officers_notes_stand_with_their_notes_and_without_incidents(
    desk: Session,
) -> None:
    keep_notes(desk, [*usual(), *by_each("Needles behind the kiosk", 4)])
    page = opened(UNTIL)
    assert not page.exception
    shown = text(page).replace("\\", "")
    assert "noted by 4 officers on 4 patrols in the days to Sun 22 Nov" in shown
    assert "It would be less if the officers had talked about it" in shown
    assert "Words that rise in officers' notes: nothing stands out." in shown
    notes = next(each.value for each in page.dataframe if "notes" in each.value)
    assert notes["notes"].str.contains("kiosk").all()
    assert len(notes) == 4
    assert not [officer for officer in OFFICERS if officer in shown]


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
    assert "6 tests of complete weeks to 22 Nov 2026" in text(page)
    recorded = patterns.runs(desk)
    assert [run["tests"] for run in recorded if run["detector"] == "weekly"] == [3]
    tables = [each.value for each in opened().dataframe if "category" in each.value]
    assert ["Vehicle crime"] * 3 in [table["category"].tolist() for table in tables]
    again = [run["runs"] for run in patterns.runs(desk) if run["detector"] == "weekly"]
    assert again == [1]


def test_how_good_the_cards_were_stands_folded_with_its_rule(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_in(desk, surging())
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    page = opened()
    assert not page.exception
    assert "How good the cards were" in [each.label for each in page.expander]
    told = text(page).replace("\\", "")
    assert "Four weeks against the year before: 1 card, 0 of them closed; 0 missed." in told
    assert "A closed card was right where what followed it" in told


def test_what_followed_officers_words_is_looked_at_where_somebody_wants_it(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_notes(desk, [*usual(), *by_each("Needles behind the kiosk", 4, first_day=36)])
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    page = opened(UNTIL)
    assert "One theme from several officers: 1 card" not in text(page)
    page.toggle(key="score_again").set_value(True).run()
    assert not page.exception
    told = text(page).replace("\\", "")
    assert "One theme from several officers: 1 card, 1 of them closed; 0 of 1 that can be" in told
    assert "A theme was right where in the 7 days after it" in told


def test_what_was_done_by_itself_stands_on_the_page(desk: Session) -> None:
    not_set = "Patterns are not looked at by themselves"
    assert not_set not in text(opened()).replace("\\", "")
    keep_in(desk, surging())
    assert not_set in text(opened()).replace("\\", "")
    itself = Session(desk.store, nightly.WHO)
    assert nightly_runs.begin(itself, AS_OF - timedelta(days=1))
    came = Came(standing=3, new=1, opened=1, closed=2, mailed=0, problem="NO E-MAIL WAS SENT.")
    nightly_runs.end(itself, AS_OF - timedelta(days=1), came)
    assert nightly_runs.begin(itself, AS_OF)
    page = opened()
    told = text(page).replace("\\", "")
    assert "As at Tue 24 Nov 2026: begun" in told
    assert "1 opened, 2 closed, 3 to look at. NO E-MAIL WAS SENT." in told
    assert "Looks by itself before" in [each.label for each in page.expander]


def proposals(page: AppTest) -> list[Any]:
    """Return the links that propose a patrol."""
    return [each for each in page.get("page_link") if "Propose" in each.proto.label]


def pressed(page: AppTest, label: str) -> AppTest:
    """Press the first button called that, and return the page drawn anew."""
    return next(each for each in page.button if each.label == label).click().run()


def test_a_proposal_names_the_square_where_it_rose_and_never_a_snapped_point(desk: Session) -> None:
    keep_in(desk, surging())
    name_places(desk, {"N1": "Canalside", "N2": "Old Town"})
    links = proposals(opened())
    assert {"Quay Road" in link.proto.label for link in links} == {True}
    assert {"E400000N310000" in link.proto.query_string for link in links} == {True}
    keep_in(desk, surging().assign(street="Prison"))  # most of the square's are at a prison now
    st.cache_data.clear()
    page = opened()
    assert proposals(page) == []
    assert "No square to propose" in text(page)


def test_a_proposal_is_for_the_patrol_day_that_is_looked_at_and_says_which(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_in(desk, surging())
    (link, *_) = proposals(opened())
    assert link.proto.label.endswith(f", {clock.day_text(AS_OF)}")
    assert f"day={AS_OF}" in link.proto.query_string
    after_midnight = datetime(2026, 11, 25, 2, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: after_midnight)  # its night shift still runs
    (link, *_) = proposals(opened())
    assert clock.day_text(AS_OF) not in link.proto.label
    assert f"day={AS_OF}" in link.proto.query_string


def test_setting_a_pattern_aside_needs_a_reason_and_keeps_it(desk: Session) -> None:
    keep_in(desk, surging())
    page = pressed(opened(), "Set aside")
    assert "Say why this is not a pattern" in page.error[0].value
    page = opened()
    page.text_input[0].input("One garage reported a year at once")
    page = pressed(page, "Set aside")
    assert not page.exception
    assert "nothing stands out but 1 set aside" in text(page)
    said = [each.value for each in page.text]
    assert "Vehicle crime in N1: One garage reported a year at once (this computer)" in said
    (pattern,) = patterns.stored(desk)
    assert (pattern["state"], pattern["decided_by"]) == ("not a pattern", "this computer")
    page = pressed(page, "Take up again")
    assert "Looked at" in text(page)
    assert patterns.stored(desk)[0]["state"] == "looked at"


def test_a_name_given_beside_the_reason_is_kept_and_carried_by_the_decision(
    desk: Session,
) -> None:
    keep_in(desk, surging())
    page = opened()
    page.text_input[0].input("One garage reported a year at once")
    page.text_input[1].input("Sgt 4412")
    page = pressed(page, "Set aside")
    assert not page.exception
    assert patterns.states(desk)[0]["decided_by"] == "Sgt 4412"


def test_a_pattern_goes_from_new_to_acting_and_says_who_since_when_and_where(
    desk: Session,
) -> None:
    keep_in(desk, surging())
    page = opened()
    assert "New, open since Sun 8 Nov 2026" in text(page)
    assert [each.proto.shortcut for each in page.button if each.label == "Acting"] == ["a"]
    page = pressed(page, "Looked at")
    assert "**Looked at** (this computer" in text(page).replace("\\", "")
    page = pressed(page, "Acting")
    assert "**Acting** (this computer" in text(page).replace("\\", "")
    assert not [each for each in page.button if each.label == "Acting"]
    (pattern,) = patterns.stored(desk)
    assert (pattern["state"], pattern["cell"]) == ("acting", "E400000N310000")
    states = [each["state"] for each in patterns.states(desk)]
    assert states == ["looked at", "acting"]


def test_what_was_picked_for_it_is_linked(desk: Session) -> None:
    keep_in(desk, surging())
    duty = duty_now()
    square = Candidate("E400000N310000", "Quay Road", squares.outline("E400000N310000"), None, "")
    picks.pick(desk, duty, [square])
    (link,) = [each for each in opened().get("page_link") if "is picked for" in each.proto.label]
    assert link.proto.label.startswith("Quay Road is picked for")
    assert f"day={duty.patrol_day.isoformat()}" in link.proto.query_string


def test_a_colleagues_decision_meanwhile_is_told_and_stands(desk: Session) -> None:
    keep_in(desk, surging())
    mine = opened()
    (pattern,) = patterns.stored(desk)
    colleague = seen_by(desk, "Sgt 1")
    patterns.decide(colleague, pattern["pattern_id"], "not a pattern", seen=0, why="A fair")
    mine = pressed(mine, "Acting")
    assert "Sgt 1 set this pattern aside at" in mine.error[0].value
    assert patterns.stored(desk)[0]["state"] == "not a pattern"


def test_cards_beyond_the_budget_are_folded(desk: Session) -> None:
    keep_in(desk, surging())
    page = opened()
    page.number_input[0].set_value(0)
    page = pressed(page, "Set")
    assert not page.exception
    (kept,) = filter(None, [patterns.budget(desk)])
    assert kept["cards"] == 0
    folded = [each.label for each in page.expander]
    assert "1 more, beyond the budget" in folded
    assert len([each for each in page.button if each.label == "Set aside"]) == 1


@pytest.mark.parametrize(("cards", "folded_notes"), [(0, True), (1, True), (9, False)])
def test_what_officers_write_counts_within_the_same_budget(
    cards: int, folded_notes: bool, desk: Session
) -> None:
    keep_in(desk, surging())
    keep_notes(desk, [*usual(), *by_each("Needles behind the kiosk", 4)])
    patterns.set_budget(desk, cards, seen=0)
    page = opened()
    assert not page.exception
    folded = [each.label for each in page.expander if "beyond the budget" in each.label]
    of_notes = [each for each in folded if "in officers' notes" in each]
    assert bool(of_notes) == folded_notes
    # the rise of vehicle crime is less likely by chance, and comes first
    assert (len(folded) > len(of_notes)) == (cards == 0)
    assert len([each for each in page.expander if each.label == "The notes behind it"]) >= 1


def test_what_officers_write_comes_first_where_it_is_less_likely_by_chance(desk: Session) -> None:
    keep_in(desk, surging().iloc[:-15])  # 13 in place of 28 more, of the last two weeks
    keep_notes(desk, [*usual(), *by_each("Needles behind the kiosk", 6)])
    patterns.set_budget(desk, 1, seen=0)
    page = opened()
    assert not page.exception
    assert [each.label for each in page.expander if "beyond the budget" in each.label][:1] == [
        "1 more, beyond the budget"
    ]
    assert len([each for each in page.expander if each.label == "The notes behind it"]) >= 1


def test_a_calm_page_says_since_when_and_over_what(desk: Session) -> None:
    keep_in(desk, surging(weeks=70).query("patrol_day < @WEEKS_AGO"))
    page = opened(WEEKS_AGO)
    assert not page.exception
    calm = next(each.value for each in page.info if "nothing stands out" in each.value)
    last = f"{WEEKS_AGO - timedelta(days=1):%-d %b %Y}"
    assert f"nothing stands out since {last}. Looked at: 3 counts of the weeks to {last}" in calm


def test_a_look_back_decides_nothing_and_keeps_nothing(desk: Session) -> None:
    keep_in(desk, surging())
    opened()
    kept = (patterns.stored(desk), patterns.runs(desk))
    page = opened(AS_OF - timedelta(weeks=1))
    assert "Looked at again as it was" in text(page)
    assert "How good the cards were" not in [each.label for each in page.expander]
    assert not [each for each in page.button if each.label in ("Acting", "Set aside")]
    assert (patterns.stored(desk), patterns.runs(desk)) == kept


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
    from patrolqr.desk.patterns import cards, looked
    from patrolqr.desk.shared import findings, who
    from patrolqr.steps import find_patterns
    from tests.analysis.detectors.test_contract import FORTNIGHT

    ask = find_patterns.counts_of(who.session())
    run = registry.run(FORTNIGHT, ask, ask("covered"), as_of=date(2026, 11, 24))
    split = findings.split([run], [], date(2026, 11, 24), ())
    cards.shown([run], date(2026, 11, 24), split)
    looked.looked_at(run, ())


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
