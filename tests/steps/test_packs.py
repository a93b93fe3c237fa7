"""A pack is what it was frozen as: to the byte, whatever comes later; what meetings enter is not lost."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from patrolqr.core import clock, settings
from patrolqr.core.actor import Actor
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.errors import InputWrong, NotAllowed
from patrolqr.core.form.redacting import MARK
from patrolqr.render.pdf.meeting_pack import REDACTED
from patrolqr.steps import freeze_pack, packs, redact
from patrolqr.steps.freeze_pack import (
    MEANWHILE,
    OF_AREAS,
    OF_NO_MONTH,
    OF_NOTHING,
    USUAL,
    PackChoice,
)
from patrolqr.store import Session, Store, attendance, meetings, teams, visits
from patrolqr.store import packs as kept
from patrolqr.store.packs import Pack
from tests.builders.at_once import DONE, two_at_once
from tests.builders.briefings import brief_areas
from tests.builders.duties import duty
from tests.builders.grepping import grep
from tests.builders.incidents import name_places
from tests.builders.logs import visit
from tests.conftest import TESTS
from tests.render.pages import flat, read

DAY = date(2026, 10, 14)
OCTOBER = PlaceChoice(date(2026, 10, 1), date(2026, 11, 1))
SECRET = "Terence Quillfeather of 4 Marl Row"
DUE = clock.today() + timedelta(days=30)


@pytest.fixture(autouse=True)
def public_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have an address for the public."""
    monkeypatch.setenv("PATROLQR_PUBLIC_URL", "https://police.example/your-area")
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


def frozen(session: Session, of: PlaceChoice = OCTOBER, questions: tuple[str, ...] = USUAL) -> Pack:
    return kept.pack(session, freeze_pack.freeze(session, PackChoice(of, questions)))


def worked(store: Session, *, engagements: int = 2) -> dict[str, str]:
    """Brief two areas, one of them patrolled twice, the other missed for a reason."""
    name_places(store, {"N1": "Market Ward"})
    areas = brief_areas(store, duty(DAY), ["Square", "Station"], places={"Square": "N1"})
    for number in range(2):
        visit(
            store, areas["Square"], DAY, minutes=15, engagements=engagements, stop_searches=1,
            arrived_at=clock.at(DAY, time(14 + number)),
        )  # fmt: skip
    attendance.give_missed_reason(store, duty(DAY), areas["Station"], "Custody")
    return areas


def files(pack: Pack) -> list[bytes]:
    return [
        packs.pdf(pack),
        packs.xlsx(pack),
        *(packs.public_pdf(pack, each) for each in pack.told["editions"]),
    ]


def figures(pack: Pack) -> dict[str, str]:
    return {each["label"]: each["text"] for each in pack.told["figures"]}


def test_a_pack_is_the_same_to_the_byte_after_later_logs_and_a_restart(store: Session) -> None:
    areas = worked(store)
    pack = frozen(store)
    before = files(pack)
    visit(store, areas["Station"], DAY, minutes=20, engagements=7)
    folder = store.store.folder
    store.store.close()
    opened = Store(folder)
    later = Session(opened, Actor("somebody else", "desk"))
    try:
        again = kept.pack(later, pack.pack_id)
        with clock.standing_at(clock.now() + timedelta(days=200)):
            assert files(again) == before
        assert again == pack
        assert figures(frozen(later, questions=()))["Patrols"] == "3"
        assert kept.pack(later, pack.number.lower()) == pack
    finally:
        opened.close()


def test_its_figures_are_those_of_review_on_paper_and_in_the_workbook(store: Session) -> None:
    worked(store)
    pack = frozen(store)
    rows = visits.review(store, OCTOBER).done
    (everything,) = rows[rows["level"] == "all"].to_dict("records")
    told = figures(pack)
    assert told["Patrols"] == str(everything["patrols"]) == "2"
    assert told["Engagements"] == str(everything["engagements"]) == "4"
    assert told["Patrols given of those asked for"] == "2 of 4"
    assert told["Missed"].startswith("2, ")
    paper = "".join(page.text for page in read(packs.pdf(pack)))
    book = load_workbook(io.BytesIO(packs.xlsx(pack)))
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
    for words in (*told.values(), "Square", "Station"):
        assert flat(words) in flat(paper)
        assert words in cells
    assert "Custody" in cells
    assert [each["question"] for each in pack.told["answers"]] == list(USUAL)


def test_nothing_at_all_makes_a_true_pack(store: Session) -> None:
    pack = frozen(store)
    assert set(figures(pack).values()) == {"–"}, "nothing measured is not zero"
    assert (pack.told["weeks"], pack.told["areas"]) == ([], [])
    assert (pack.told["editions"], pack.told["no_edition"]) == ([], OF_NOTHING)
    assert "There are no sheets or logs of these days" in pack.told["known"]
    assert load_workbook(io.BytesIO(packs.xlsx(pack))).sheetnames[0] == "Figures"
    assert "This is the first pack" in read(packs.pdf(pack))[0].text


def test_of_many_counts_those_not_drawn_stand_together_on_paper(store: Session) -> None:
    worked(store)
    pack = frozen(store, questions=("missed",))
    picture = pack.told["answers"][0]["pictures"][0]
    picture["counts"] = [{"name": f"Reason {number:02}", "count": 1.0} for number in range(13)]
    text = flat("".join(page.text for page in read(packs.pdf(pack))))
    assert flat("Reason 09") in text
    assert flat("Reason 10") not in text
    assert flat("3 others 3") in text
    assert len(packs.sheets(pack.told)["Their counts"]) >= 13


def test_what_lies_before_the_first_sheet_is_not_zero(store: Session) -> None:
    worked(store)
    pack = frozen(store, PlaceChoice(date(2026, 8, 1), date(2026, 12, 1)), ())
    assert "Sheets and logs begin on Wed 14 Oct 2026" in pack.told["known"]
    assert pack.told["weeks"][0]["week"] == "Mon 12 Oct 2026"
    with clock.standing_at(clock.at(date(2026, 12, 2), time(12))):
        later = frozen(store, PlaceChoice(date(2026, 8, 1), date(2026, 12, 1)), ())
    november, october = later.told["editions"]
    assert (october["month"], october["begun"]) == ("October 2026", "14 October")
    assert "written down since 14 October" in read(packs.public_pdf(later, october))[0].text
    assert november["neighbourhoods"] == []
    assert "No patrol was written down" in read(packs.public_pdf(later, november))[0].text


def test_a_day_that_is_not_over_is_named(store: Session) -> None:
    worked(store)
    with clock.standing_at(datetime(2026, 10, 15, 2, tzinfo=UTC)):
        going_on = frozen(store, PlaceChoice(DAY, DAY + timedelta(days=1)), questions=())
    assert "The patrol day of Wed 14 Oct 2026 was not over" in going_on.told["known"]
    with clock.standing_at(datetime(2026, 10, 15, 6, tzinfo=UTC)):
        over = frozen(store, PlaceChoice(DAY, DAY + timedelta(days=1)), questions=())
    assert "was not over" not in over.told["known"]


def test_pages_hold_their_words(store: Session) -> None:
    worked(store)
    pack = frozen(store, questions=())
    meetings.add(store, pack, "action", "x" * 300, "y" * 60, DUE)
    for page in read(packs.pdf(frozen(store))):
        assert not page.outside()
        assert not page.overlapping()


def test_what_the_last_meeting_left_comes_first_and_is_carried_over(store: Session) -> None:
    first = frozen(store, questions=())
    for words in ("Write to the council", "Ask for lights", "Mend the gate"):
        meetings.add(store, first, "action", words, "PS 4412", DUE)
    meetings.add(store, first, "decision", "Two patrols a night", "", None)
    asked, lights, gate, _ = meetings.entries(store, first.teams)
    meetings.change(store, first.teams, asked, "done")
    meetings.change(store, first.teams, lights, "carried over", DUE + timedelta(days=7))
    meetings.change(store, first.teams, gate, "taken back")
    second = frozen(store, questions=())
    told = [(each["text"], each["state"]) for each in second.told["entries"]]
    assert told == [
        ("Ask for lights", "carried over"),
        ("Write to the council", "done"),
        ("Two patrols a night", "decided"),
    ]
    assert second.told["entries"][0]["due"] == clock.day_text(DUE + timedelta(days=7))
    third = frozen(store, questions=())
    assert [each["text"] for each in third.told["entries"]] == ["Ask for lights"]
    assert (
        frozen(store, replace(OCTOBER, teams=[teams.teams(store)[0].team_id]), ()).told["entries"]
        == []
    )
    assert first.told["entries"] == kept.pack(store, first.pack_id).told["entries"] == []


def test_two_at_once_lose_nothing(store: Session) -> None:
    pack = frozen(store, questions=())
    became = two_at_once(lambda: meetings.add(store, pack, "action", "Same words", "A", DUE))
    assert became == [DONE, DONE]
    one, _ = meetings.entries(store, pack.teams)
    done, refused = sorted(
        two_at_once(lambda: meetings.change(store, pack.teams, one, "done")), key=len
    )
    assert done == DONE
    assert "changed it at" in refused
    with pytest.raises(InputWrong, match="changed it at"):
        meetings.change(store, pack.teams, one, "taken back")


@pytest.mark.parametrize(
    ("kind", "text", "owner", "due"),
    [
        ("action", " ", "PS 4412", DUE),
        ("action", "Do it", "", DUE),
        ("action", "Do it", "PS 4412", None),
        ("action", "x" * 301, "PS 4412", DUE),
        ("decision", "Do it", "y" * 61, None),
    ],
)
def test_what_lacks_words_owner_or_day_is_refused(
    store: Session, kind: str, text: str, owner: str, due: date | None
) -> None:
    pack = frozen(store, questions=())
    with pytest.raises(InputWrong):
        meetings.add(store, pack, kind, text, owner, due)  # type: ignore[arg-type]
    assert meetings.entries(store, pack.teams) == []


def test_a_redaction_reaches_packs_and_they_say_so(store: Session, tmp_path: Path) -> None:
    first = frozen(store, questions=())
    meetings.add(store, first, "action", f"Speak with {SECRET}", SECRET, DUE)
    pack = frozen(store, questions=())
    assert pack.is_as_frozen
    redact.words(store, [SECRET], "a member of the public asked")
    again = kept.pack(store, pack.pack_id)
    assert not again.is_as_frozen
    (left,) = again.told["entries"]
    assert (left["text"], left["owner"]) == (f"Speak with {MARK}", MARK)
    assert again.told["figures"] == pack.told["figures"]
    text = "".join(page.text for page in read(packs.pdf(again)))
    assert flat(REDACTED) in flat(text)
    assert grep(SECRET, store.store.folder) == []
    assert kept.pack(store, first.pack_id).is_as_frozen


def test_the_public_reads_whole_months_and_neighbourhoods_alone(store: Session) -> None:
    areas = worked(store)
    some = frozen(store, replace(OCTOBER, areas=[areas["Square"]]), ())
    assert (some.told["editions"], some.told["no_edition"]) == ([], OF_AREAS)
    part = frozen(store, replace(OCTOBER, until=date(2026, 10, 31)), ())
    assert (part.told["editions"], part.told["no_edition"]) == ([], OF_NO_MONTH)
    two = frozen(store, PlaceChoice(date(2026, 9, 20), date(2026, 11, 15)), ())
    assert [each["month"] for each in two.told["editions"]] == ["October 2026"]
    with clock.standing_at(clock.at(date(2026, 10, 20), time(12))):
        assert frozen(store, OCTOBER, ()).told["no_edition"] == OF_NO_MONTH


def test_the_public_edition_is_within_the_pack_and_small_numbers_are_not(store: Session) -> None:
    worked(store, engagements=6)
    pack = frozen(store, questions=())
    (edition,) = pack.told["editions"]
    (line,) = edition["neighbourhoods"]
    (area,) = [each for each in pack.told["areas"] if each["patrols"]]
    assert line["name"] == area["neighbourhood"] == "Market Ward"
    assert (line["patrols"], line["minutes"]) == (area["patrols"], area["minutes"])
    assert line["counts"]["engagements"] == area["engagements"] == 12
    assert area["stop_searches"] == 2
    assert line["counts"]["stop_searches"] is None
    assert edition["together"]["counts"]["stop_searches"] is None
    assert line["counts"]["arrests"] == 0


def test_who_may_not_judge_freezes_nothing(store: Session) -> None:
    auditor = Session(store.store, Actor("Auditor", "auditor"))
    with pytest.raises(NotAllowed):
        frozen(auditor)
    assert kept.packs(auditor).empty


def test_what_is_written_while_it_is_frozen_is_said(store: Session) -> None:
    areas = worked(store)
    ends = threading.Event()

    def write() -> None:
        while not ends.is_set():
            visit(store, areas["Station"], DAY, engagements=1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        pack = frozen(store, questions=())
    finally:
        ends.set()
        writer.join()
    assert MEANWHILE in pack.told["known"]
    assert MEANWHILE not in frozen(store, questions=()).told["known"]


def test_what_is_not_there_is_refused_in_a_sentence(store: Session) -> None:
    with pytest.raises(InputWrong, match="There is no pack"):
        kept.pack(store, "no such")
    with pytest.raises(InputWrong, match="is no question"):
        frozen(store, questions=("what",))
    with pytest.raises(InputWrong, match="from one to another"):
        frozen(store, PlaceChoice())


def test_who_asks_is_in_it(store: Session) -> None:
    assert frozen(store, questions=()).frozen_by == TESTS.person
