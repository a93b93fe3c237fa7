"""A phone that may not read learns nothing, and is counted."""

from starlette.testclient import TestClient

from patrolqr.core.briefing import Briefing
from patrolqr.phone.request.cookies import SCANNED
from patrolqr.store import Session
from tests.builders.logs import a_log
from tests.builders.phones import refused, stored


def test_a_phone_that_is_not_paired_cannot_tell_a_valid_code_from_any_other(
    stranger: TestClient, store: Session, sheet: Briefing
) -> None:
    """The same status, headers and bytes, no name, and every attempt counted; a cookie keeps what the
    phone itself asked for, whether or not there is such a code.
    """
    pass_id = sheet.taskings[0].pass_id
    paths = [f"/o/{pass_id}", f"/O/{pass_id}", f"/o/{'A' * 20}", f"/o/{pass_id}/sheet", "/o/mine"]
    answers = [stranger.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    told = [
        [each for each in answer.headers.items() if each[0] != "set-cookie"] for answer in answers
    ]
    assert (
        len(
            {
                (answer.content, tuple(headers))
                for answer, headers in zip(answers, told, strict=True)
            }
        )
        == 1
    )
    assert [answer.cookies.get(SCANNED) for answer in answers] == [
        *(pass_id, pass_id, "A" * 20, pass_id),
        None,
    ]
    assert "Pair this phone" in answers[0].text
    typed = stranger.post("/o/", data={"code": sheet.taskings[0].short_code})
    assert typed.content == answers[0].content
    sent = [stranger.post(f"/o/{code}", json=a_log()) for code in (pass_id, "A" * 20)]
    assert {answer.status_code for answer in sent} == {403}
    assert len({answer.content for answer in sent}) == 1
    everything = "".join(answer.text for answer in (*answers, typed, *sent))
    for secret in (tasking.area.name for tasking in sheet.taskings):
        assert secret not in everything
    assert (stored(store), refused(store)) == ([], len(paths) + 3)
