"""Words for people: labels as they would be said."""

from patrolqr.desk.shared import words


def test_a_label_holds_nothing_that_only_markdown_understands() -> None:
    assert words.label("**Cavan's** [Close] (north) `x` :red[now]") == "Cavan's Close (north) x now"
