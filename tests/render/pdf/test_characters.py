"""Text that can be printed: nothing vanishes, nothing turns what follows, long words can break."""

from patrolqr.render.pdf import characters


def test_what_no_font_has_is_spelled_out() -> None:
    assert characters.printable("😀😀 ok") == "[grinning face ×2] ok"
    assert characters.printable({"a": ["漢", "Ünal"]}) == {"a": ["[U+6F22]", "Ünal"]}
    assert "combining" in characters.printable("a" + "\u0301" * 9)


def test_a_direction_override_cannot_turn_what_follows() -> None:
    assert characters.printable("K7Q\u202e4MX\u200f") == "K7Q4MX"


def test_line_ends_and_accents_are_made_alike() -> None:
    assert characters.printable("one\r\ntwo\rthree\tfour\x00") == "one\ntwo\nthree four"
    assert characters.printable("e\u0301") == "é"
