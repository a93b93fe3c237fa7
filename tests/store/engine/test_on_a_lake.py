"""Some of the store's promises on a lake, in every run; PATROLQR_TEST_STORE=lake tries all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from patrolqr.core.settings import LakeAt
from patrolqr.store import Session, Store
from tests.conftest import TESTS
from tests.store.conftest import briefed
from tests.store.test_handovers import test_a_newer_handover_is_not_replaced_unseen
from tests.store.test_loads import (
    test_a_month_published_again_brings_its_outcomes_up_to_date,
    test_the_same_file_twice_brings_nothing_new_and_both_loads_are_on_record,
)
from tests.store.test_loads_beside import (
    test_a_log_is_acknowledged_while_a_load_is_half_way,
)
from tests.store.test_logs import (
    test_a_log_sent_by_eight_threads_is_stored_once,
    test_other_content_under_the_same_id_is_a_conflict_and_changes_nothing,
)
from tests.store.test_rows_by_team import (
    test_what_is_of_no_team_is_not_seen,
    test_whoever_asks_next_sees_all_and_the_one_after_not,
)
from tests.store.test_taking_back import (
    test_a_log_taken_back_before_it_came_is_kept_and_does_not_count,
)

__all__ = [
    "briefed",
    "test_a_log_is_acknowledged_while_a_load_is_half_way",
    "test_a_log_sent_by_eight_threads_is_stored_once",
    "test_a_log_taken_back_before_it_came_is_kept_and_does_not_count",
    "test_a_month_published_again_brings_its_outcomes_up_to_date",
    "test_a_newer_handover_is_not_replaced_unseen",
    "test_other_content_under_the_same_id_is_a_conflict_and_changes_nothing",
    "test_the_same_file_twice_brings_nothing_new_and_both_loads_are_on_record",
    "test_what_is_of_no_team_is_not_seen",
    "test_whoever_asks_next_sees_all_and_the_one_after_not",
]


@pytest.fixture
def store(lake: LakeAt, tmp_path: Path) -> Iterator[Session]:
    """Give a store on a lake of one's own."""
    opened = Store(tmp_path / "data", lake=lake)
    yield Session(opened, TESTS)
    opened.close()
