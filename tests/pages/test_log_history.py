"""The history of a log can be opened in the feed at any time, after approval too."""

from patrolqr.core.form.log import parse
from patrolqr.store import Session, audit, logs, reviews
from patrolqr.store.audit import LineChoice
from tests.builders.briefings import brief
from tests.builders.duties import duty_now
from tests.builders.logs import SEARCH, corrected, sent
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown


def looked_at(session: Session, what: str) -> list[str]:
    """Return whom the lines of the audit trail concern that say so, the newest first."""
    return list(audit.lines(session, LineChoice(act="open", words=what))["subject"])


def test_versions_and_decisions_are_told_after_approval(desk: Session, open_page: Opener) -> None:
    briefing = brief(desk, duty_now())
    pass_id = briefing.taskings[0].pass_id
    first = sent(stop_search=[SEARCH], collar="4821")
    log_id = logs.accept(desk, parse(first), pass_id).log_id
    reviews.decide(seen_by(desk, "Sgt 4412"), log_id, 1, "query", remark="What was *found*?")
    logs.accept(desk, parse(corrected(first, saw="a knife")), pass_id)
    reviews.decide(seen_by(desk, "Sgt 5107"), log_id, 2, "approved")
    page = open_page("logs")
    assert "asked: “What" not in shown(page), "nothing is read before it is opened"
    page.session_state[f"history_{log_id}"] = True
    page = page.run()
    assert not page.exception
    text = shown(page)
    assert "**Version 1** sent by 4821, received" in text
    assert r"Sgt 4412 asked: “What was \*found\*\?”" in text
    assert "Corrected: counted wrongly" in text
    assert "Sgt 5107 approved it" in text
    changed = page.dataframe[-1].value.to_dict("records")
    page.run()
    (noted,) = looked_at(desk, "log history")
    assert noted == f"4821, log {log_id}"
    page.session_state[f"history_{log_id}"] = False
    page = page.run()
    page.session_state[f"history_{log_id}"] = True
    page.run()
    assert looked_at(desk, "log history") == [noted, noted], "each time it is opened, once"
    assert changed == [{"Answer": "Saw", "Before": "Shutters still up", "Now": "a knife"}]
