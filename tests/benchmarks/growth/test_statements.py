"""Every reading statement is measured by itself, because a page or a phone asks it, or is named here."""

import shutil
from pathlib import Path

import pytest

from patrolqr.store import Session, Store
from tests.benchmarks.growth import pages
from tests.benchmarks.growth.calls import Call, noting
from tests.conftest import TESTS
from tests.store.test_queries import READING

NOT_MEASURED = {
    "a load: it is measured as a whole": """
        area_synonyms/meant force_rows/dated_check force_rows/dated_copied force_rows/dated_known
        force_rows/dated_repeated force_rows/dated_repeats force_rows/intelligence_checked
        force_rows/intelligence_known force_rows/searches_checked loads/load_check loads/load_copied
        loads/load_is_older loads/load_known loads/load_merge loads/load_reasons loads/load_repeated
        loads/load_repeats loads/load_returned loads/load_there loads/load_twice load_jobs/open_jobs
        mappings/known_mappings places/ground places/places_known places/places_others
        places/places_outlines places/places_staged places/places_unknown places/streets_known
        places/streets_others table_logs/area_names table_logs/contents_known unclaimed/found
    """,
    "whose a thing is, for whoever is limited to some teams and is about to change it": """
        owners/owners owners/team_names
    """,
    "an act of one person at the desk, told when it is done": """
        briefings/newest_sheet logs/logs_from_paper meetings/entries pairings/given
        passes/pass_of_strip patterns/next_calibration patterns/picked patterns/states
        quarantine/quarantine reasons/area_taken reasons/standing_decision
        table_logs/replay table_logs/waiting_rows teams/team_used undo/later_load undo/load_kind
    """,
    "Find: it reads the drawn streets, of which a force has no more for having more logs": """
        places/street_names places/streets_named
    """,
    "taking out and disposing: it ends in writing the file anew": """
        keeping/disposal_rows keeping/log_documents keeping/waiting_documents redactions/begun_with
        redactions/held redactions/held_with_words redactions/logs_with redactions/named_reasons
        redactions/reason_words redactions/reasons_again redactions/remarks redactions/sheets_with
        redactions/texts_again redactions/versions redactions/waiting_versions
    """,
    "sign-in: as many rows as people": """
        accounts/by_invitation accounts/by_name accounts/other_admins accounts/whole
        desk_sessions/by_secret desk_sessions/open desk_sessions/whole passkeys/are_kept
        passkeys/by_credential passkeys/of_account passkeys/whole collar_passkeys/of_collar
    """,
    "a file for other programs: all rows, as many as there are": """
        logs/export_stop_searches logs/log_documents
    """,
    "months alone, or the force's own records, which this force has none of": """
        incidents/incident_points incidents/monthly_counts searches/of_force
    """,
    "what is there on a choice that no page begins with": """
        incidents/points_in incidents/points_of note_words/behind packs/pack
        passes/pass_by_short_code pairings/pairings visits/taskings_given
    """,
    "a month at a time, by itself at night": """
        county/incidents county/searches_found county/versions
    """,
    "as many rows as months that were published": "county/published",
    "once, at the start": "whole_file/holds_anything",
}
"""Why no page that is opened, and no phone, asks these."""


def test_a_statement_is_measured_or_it_says_why_not(
    asked: dict[str, list[Call]], small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small, tmp_path / "data")
    store = Store(tmp_path / "data", real=True)
    with noting(monkeypatch) as of_phones:
        for act in pages.of_phone(Session(store, TESTS)).values():
            act()
            act()  # a phone sends again
    store.close()
    measured = {call.query for calls in [*asked.values(), of_phones] for call in calls}
    excused = {query for queries in NOT_MEASURED.values() for query in queries.split()}
    missing = sorted(set(READING) - measured - excused)
    assert missing == [], "no page asks these: let one, or say in NOT_MEASURED why not"
    assert sorted(excused - set(READING)) == []
    assert sorted(excused & measured) == []
