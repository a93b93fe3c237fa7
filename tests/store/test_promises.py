"""What officers promised stands until somebody marks it kept; every mark is kept with its name."""

import pytest

from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.store import Session, logs, promises
from tests.builders.logs import corrected, sent
from tests.conftest import seen_by

CALL = {"kind": "Home", "promise": "Call back", "promise_day": "2026-11-26"}
LAMPS = {"kind": "Home", "promise": "Report the lamps"}


def test_a_promise_is_kept_and_that_can_be_taken_back(store: Session, briefed: Briefing) -> None:
    told = sent(engagement=[LAMPS, {"kind": "Home"}, CALL], collar="4821")
    logs.accept(store, parse(told), briefed.taskings[0].pass_id)
    first, second = promises.promises(store).to_dict("records")
    assert (first["promise"], second["promise"]) == ("Call back", "Report the lamps")
    assert (first["collar"], first["area"], first["is_kept"]) == ("4821", "Market Square", False)
    sergeant = seen_by(store, "Sgt 4412")
    promises.mark(sergeant, first["entry_id"], is_kept=True)
    kept = promises.promises(store).iloc[0]
    assert (kept["is_kept"], kept["kept_by"]) == (True, "Sgt 4412")
    promises.mark(seen_by(store, "Sgt 5107"), first["entry_id"], is_kept=False)
    assert not promises.promises(store)["is_kept"].any()
    with store.writing("brief") as written:
        marks = written.cursor.execute("SELECT decided_by, is_kept FROM promises_kept").fetchall()
    assert sorted(marks) == [("Sgt 4412", True), ("Sgt 5107", False)]


def test_a_promise_that_was_corrected_away_is_neither_shown_nor_marked(
    store: Session, briefed: Briefing
) -> None:
    told = sent(engagement=[CALL])
    logs.accept(store, parse(told), briefed.taskings[0].pass_id)
    (entry_id,) = promises.promises(store)["entry_id"]
    logs.accept(
        store, parse(corrected(told, engagement=[{"kind": "Home"}])), briefed.taskings[0].pass_id
    )
    assert promises.promises(store).empty
    with pytest.raises(InputWrong, match="no longer in its log"):
        promises.mark(store, entry_id, is_kept=True)
