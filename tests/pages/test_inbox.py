"""The inbox page: what came in, decided by one button each, seen by colleagues, empty without rows."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from patrolqr.core import clock
from patrolqr.core.reason import PARTNERS, WHY_NOT
from patrolqr.core.team import Duty
from patrolqr.desk.inbox import deciding
from patrolqr.desk.shared import inputs
from patrolqr.store import Session, inbox_rules, picks, priorities, reasons, strategies
from patrolqr.store.reasons import Choice
from tests.builders.briefings import brief, candidate
from tests.builders.duties import duty, duty_now
from tests.builders.logs import visit
from tests.builders.reasons import put, reason
from tests.conftest import seen_by
from tests.pages.conftest import Opener, shown

DAY = timedelta(days=1)


def opened(open_page: Opener, of: Duty) -> AppTest:
    page = open_page("inbox", **{name: str(value) for name, value in inputs.of_duty(of).items()})
    assert not page.exception
    return page


def press(page: AppTest, *keys: str) -> AppTest:
    for key in keys:
        button(page, key).click().run()
        assert not page.exception
    return page


def button(page: AppTest, name: str) -> Button:
    """Return the button of that name of the reason that is open."""
    found = [each for each in page.button if str(each.key).startswith(f"inbox_{name}")]
    return found[0]


def decision(desk: Session, reason_id: str) -> str:
    return reasons.standing(desk, duty_now(), reason_id).decision


def test_without_rows_the_page_says_where_they_come_from(desk: Session, open_page: Opener) -> None:
    text = shown(opened(open_page, duty_now()))
    assert "Nothing came in for this shift" in text
    assert "none written yet" in text
    assert "0 new since yesterday, nothing to decide" in text


def test_a_reason_shows_its_words_grade_conditions_and_rule(
    desk: Session, open_page: Opener
) -> None:
    item = reason(
        "intelligence", reference="I/7", text="Told by J", handling="C", conditions="No *partners*"
    )
    put(desk, item)
    text = shown(opened(open_page, duty_now()))
    assert "Riders meet at the bridge" in text
    assert "**2BC**" in text
    assert r"Handling code C: No \*partners\*" in text
    assert r"All intelligence of the last 7 days \(v1\)" in text
    assert "Told by J" not in text


def test_intelligence_that_may_not_be_printed_cannot_be_taken(
    desk: Session, open_page: Opener
) -> None:
    put(desk, reason("intelligence", sanitised_text=None))
    page = opened(open_page, duty_now())
    assert button(page, "tonight").disabled
    assert "It has no sanitised text." in shown(page)


def test_each_decision_is_one_button_and_the_next_reason_opens(
    desk: Session, open_page: Opener
) -> None:
    labels = [f"{number}" for number in range(101, 105)]
    ids = put(desk, *(reason(reference=label) for label in labels))
    page = opened(open_page, duty_now())
    page.text_input(key="inbox_by").set_value("Sgt 4412").run()
    order = [each.reason_id for each in reasons.reasons(desk, duty_now())]
    press(page, "tonight", "not_tonight", "choice_0", "partner", "choice_1", "merged", "choice_0")
    kept = [reasons.standing(desk, duty_now(), each) for each in order]
    assert [each.decision for each in kept] == ["tonight", "not_tonight", "partner", "merged"]
    assert (kept[1].why, kept[2].partner) == (WHY_NOT[0], PARTNERS[1])
    assert kept[3].merged_into in ids
    assert {each.decided_by for each in kept} == {"Sgt 4412"}
    assert "1 tonight, 1 not tonight, 1 passed on, 1 merged" in shown(page)
    assert [each.area.name for each in picks.picks(desk, duty_now())] == ["Canal Street"]


def test_other_words_can_be_typed_and_cancel_keeps_nothing(
    desk: Session, open_page: Opener
) -> None:
    (item,) = put(desk, reason())
    page = press(opened(open_page, duty_now()), "not_tonight", "cancel")
    assert decision(desk, item) == ""
    press(page, "not_tonight")
    page.text_input(key=f"inbox_words_{item}").set_value("The fair has left").run()
    assert reasons.standing(desk, duty_now(), item).why == "The fair has left"


def test_a_decision_is_undone_in_place(desk: Session, open_page: Opener) -> None:
    (item,) = put(desk, reason())
    page = press(opened(open_page, duty_now()), "tonight")
    assert decision(desk, item) == "tonight"
    press(page, "undo")
    assert decision(desk, item) == ""
    assert picks.picks(desk, duty_now()) == []


def test_a_key_pressed_twice_keeps_one_decision_and_says_nothing(
    desk: Session, open_page: Opener
) -> None:
    (item,) = put(desk, reason())
    page = opened(open_page, duty_now())
    page.text_input(key="inbox_by").set_value("Sgt 4412").run()
    reasons.decide(
        seen_by(desk, "Sgt 4412"), duty_now(), item, Choice("tonight"), seen=0, area=candidate(1)
    )
    press(page, "tonight")
    assert not page.warning
    assert reasons.standing(desk, duty_now(), item).version == 1


def test_what_a_colleague_decided_meanwhile_is_shown_and_not_replaced(
    desk: Session, open_page: Opener
) -> None:
    (item,) = put(desk, reason())
    page = opened(open_page, duty_now())
    colleague = seen_by(desk, "Sgt *1*")
    reasons.decide(colleague, duty_now(), item, Choice("partner", partner="Council"), seen=0)
    press(page, "tonight")
    assert r"Sgt \*1\* decided about 101" in shown(page)
    assert reasons.standing(desk, duty_now(), item).partner == "Council"


def test_previous_and_next_walk_the_list_and_a_line_opens_its_reason(
    desk: Session, open_page: Opener
) -> None:
    put(desk, reason(reference="101"), reason(reference="102"))
    page = opened(open_page, duty_now())
    first, second = (each.reason_id for each in reasons.reasons(desk, duty_now()))
    assert page.session_state[deciding.OPEN] == first
    press(page, "next")
    assert page.session_state[deciding.OPEN] == second
    page.button(key=f"open_{first}").click().run()
    assert page.session_state[deciding.OPEN] == first


def test_an_address_opens_the_reason_it_names(desk: Session, open_page: Opener) -> None:
    put(desk, reason(reference="101"), reason(reference="102"))
    second = reasons.reasons(desk, duty_now())[1].reason_id
    words = {name: str(value) for name, value in inputs.of_duty(duty_now()).items()}
    page = open_page("inbox", **words, reason=second)
    assert page.session_state[deciding.OPEN] == second
    assert "is not a reason in this inbox" in shown(open_page("inbox", **words, reason="gone"))


def test_a_reason_without_a_place_is_given_an_area_first(desk: Session, open_page: Opener) -> None:
    (item,) = put(desk, reason(easting=None, northing=None, place=None))
    picks.pick(desk, duty_now(), [candidate(1)])
    (area,) = [each.area for each in picks.picks(desk, duty_now())]
    page = opened(open_page, duty_now())
    assert any(each.value.startswith("**No place") for each in page.markdown)
    assert not [each.value for each in page.markdown if "** " in each.value[:3]]
    assert button(page, "tonight").disabled
    page.selectbox(key=f"inbox_area_{item}").set_value(area.area_id).run()
    press(page, "tonight")
    assert decision(desk, item) == "tonight"


def test_strategy_priorities_and_rules_are_entered_on_the_page(
    desk: Session, open_page: Opener
) -> None:
    of = duty(clock.today(), "Night")
    page = opened(open_page, of)
    page.text_area[0].set_value("Be seen")
    submit(page, "Keep strategy")
    assert strategies.newest(desk, of).text == "Be seen"
    issue = next(each for each in page.text_input if each.label == "Issue")
    issue.set_value("Bikes on the path")
    submit(page, "Add priority")
    assert [each.issue for each in priorities.priorities(desk, of.team_id)] == ["Bikes on the path"]
    rule = inbox_rules.rules(desk, of.team_id)[0]
    page.toggle(key=f"rule_{of.team_id}_{rule.rule_id}_1").set_value(False).run()
    assert not page.exception
    assert [each.is_on for each in inbox_rules.rules(desk, of.team_id)] == [False, True, True, True]
    assert "Be seen" in shown(page)


def submit(page: AppTest, label: str) -> None:
    next(each for each in page.button if each.label == label).click().run()
    assert not page.exception


def test_what_was_answered_stands_in_the_debrief_and_in_the_next_inbox(
    desk: Session, open_page: Opener
) -> None:
    (item,) = put(desk, reason())
    yesterday = duty(clock.today(), "Late")
    earlier = Duty(yesterday.team_id, clock.today() - DAY, yesterday.shift)
    sheet = brief(desk, earlier, names=["Canal Bridge"])
    area = sheet.taskings[0].area
    reasons.decide(desk, earlier, item, Choice("tonight"), seen=0, area=area.area_id)
    visit(desk, area.area_id, earlier.patrol_day, answer="Gate mended")
    words = {name: str(value) for name, value in inputs.of_duty(earlier).items()}
    for page in (open_page("debrief", **words), opened(open_page, yesterday)):
        assert not page.exception
        assert ":green-badge[answered] **Canal Bridge** · 101: “Gate mended”" in shown(page)
