"""Measures as a monitoring system reads them: its own parser, and nothing made up."""

from datetime import timedelta
from pathlib import Path

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from patrolqr.core import clock
from patrolqr.steps import health, metrics
from patrolqr.store import Session, backups


def told(session: Session, backup_folder: Path | None = None) -> dict[str, float]:
    text = metrics.tell(session, health.look(session, backup_folder, 60)).decode()
    found = text_string_to_metric_families(text)
    return {each.name: each.value for family in found for each in family.samples}


def test_a_store_in_which_nothing_happened_says_so(store: Session) -> None:
    found = told(store)
    assert found["patrolqr_well"] == 1
    assert found["patrolqr_log_commit_seconds_count"] == 0
    assert "patrolqr_logs_acknowledged_total" not in found
    assert "patrolqr_backup_age_seconds" not in found, "no age is made up where there is no backup"


def test_the_newest_backup_has_an_age(store: Session, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert told(store, tmp_path / "backups")["patrolqr_well"] == 0
    backups.make_in(store, tmp_path / "backups")
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        assert 7_100 < told(store, tmp_path / "backups")["patrolqr_backup_age_seconds"] < 7_300
