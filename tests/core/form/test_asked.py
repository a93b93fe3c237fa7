"""An ask is answered as the sergeant chose, and what earlier versions asked is answered in words."""

from typing import Any

import pytest

from patrolqr.core.errors import InputWrong, LogWrong
from patrolqr.core.form.asked import Ask, check_asked, clean_options, from_row

YES_NO = Ask("Are the shutters up?", "yes_no")
NUMBER = Ask("How many vans?", "number")
CHOICE = Ask("Which lights are out?", "choice", ("North side", "None"))
WORDS = Ask("What changed?")


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (YES_NO, "Yes"),
        (YES_NO, "No: three are out"),
        (YES_NO, "Not seen"),
        (NUMBER, "0"),
        (NUMBER, "9999"),
        (CHOICE, "North side"),
        (CHOICE, "None: all repaired"),
        (WORDS, "No, nothing"),
        *((each, None) for each in (YES_NO, NUMBER, CHOICE, WORDS)),
    ],
)
def test_an_answer_of_its_kind_is_taken(ask: Ask, answer: str | None) -> None:
    ask.check(answer)


@pytest.mark.parametrize(
    ("ask", "answer", "told"),
    [
        (YES_NO, "two of them", "one of: Yes, No, Not seen"),
        (YES_NO, "Nobody", "one of: Yes, No, Not seen"),
        (NUMBER, "10000", "a whole number from 0 to 9999"),
        (NUMBER, "-1", "a whole number from 0 to 9999"),
        (NUMBER, "two", "a whole number from 0 to 9999"),
        (NUMBER, "٣", "a whole number from 0 to 9999"),
        (CHOICE, "South side", "one of: North side, None, Not seen"),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_what_would_do(
    ask: Ask, answer: str, told: str
) -> None:
    with pytest.raises(LogWrong, match=told):
        ask.check(answer)


def test_what_was_chosen_and_the_words_beside_it_are_told_apart() -> None:
    assert YES_NO.split("No: three are out") == ("No", "three are out")
    assert YES_NO.split("Nobody") == ("", "Nobody")
    assert (NUMBER.number("12"), YES_NO.number("12"), WORDS.number("12")) == (12, None, None)


def test_the_mark_changes_with_the_words_the_kind_and_the_options() -> None:
    others = [Ask("Are the shutters down?", "yes_no"), Ask(YES_NO.text), CHOICE, WORDS]
    assert len({each.mark for each in (YES_NO, *others)}) == 5


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("One",), "has 1. Give it 2 to 5"),
        (tuple("abcdef"), "has 6. Give it 2 to 5"),
        (("Yes", "x" * 25), "has 25 characters; 24 fit"),
        (("Yes", "No: none"), "cannot be an option"),
        (("Yes", "not seen"), "cannot be an option"),
    ],
)
def test_a_list_that_cannot_be_ticked_is_refused(options: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputWrong, match=told):
        check_asked("Market Square", Ask("Which?", "choice", options))


def test_lists_at_the_limits_and_a_list_that_asks_nothing_are_fine() -> None:
    check_asked("Market Square", Ask("Which?", "choice", ("a", "b")))
    check_asked("Market Square", Ask("Which?", "choice", ("x" * 24, *"abcd")))
    check_asked("Market Square", Ask("", "choice", ()))
    assert clean_options([" a  b ", "", "a b", "c"]) == ("a b", "c")


def test_what_an_earlier_version_asked_is_answered_in_words() -> None:
    row: dict[str, Any] = {"ask": "Shutters up?", "ask_kind": None, "ask_options": None}
    assert from_row(row) == Ask("Shutters up?", "words")
    assert from_row(row | {"ask": None}).text == ""


@pytest.mark.parametrize(
    ("text", "quick"),
    [
        ("Are the shutters at number 14 up?", ("Yes", "No", "Not seen")),
        ("anyone sleeping in the doorway?", ("Yes", "No", "Not seen")),
        ("Which vans stand there?", ()),
        ("Area of the broken lamp?", ()),
        ("", ()),
    ],
)
def test_a_question_in_words_that_yes_or_no_answers_can_be_tapped_and_takes_any_words(
    text: str, quick: tuple[str, ...]
) -> None:
    ask = Ask(text)
    assert (ask.quick, ask.offered) == (quick, ())
    ask.check("three of them, since Monday")
    ask.check("Yes: three of them")
