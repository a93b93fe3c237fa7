"""The address of a page: it says day, shift, team and period even where they are today's, so that a
link means the same tomorrow.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode, urlsplit

import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared.words import plain
from patrolqr.store.session import Session

PAGES = "addresses"
"""Key under which a visitor's session remembers how each page was last looked at."""

WRITTEN = "address_written"
"""Key under which it remembers what pages wrote into the address last, by parameter."""

PAGE = "page"
"""Key under which it remembers which page ran last."""

NOTED = "address_noted"
"""Key under which it remembers which look at a page the audit trail has already."""

DUTY = "duty"
"""Key under which it remembers the duty looked at last."""

KNOWN = "address_known"
"""Key under which it remembers which parameters the page that runs asked for."""

TO_SAY = "address_to_say"
"""Key under which it keeps what was said of an address, for a page that begins anew."""

ABOVE = "address_above"
"""Key under which it keeps where that is said: above the page, not between inputs of one row."""

ONE_OF = {"team": "teams", "shift": "shifts", "area": "areas", "place": "places", "type": "types"}
"""What stands for one thing on some pages → what stands for several on others."""

Parameters = dict[str, str | list[str]]


def note(asking: Session, page: str) -> None:
    """Note in the audit trail that the page was looked at, once for each choice made on it."""
    looked_at = _with_choices(page)
    if st.session_state.get(NOTED) != (asking.actor, looked_at):
        st.session_state[NOTED] = asking.actor, looked_at
        log_id = st.query_params.get("log")
        asking.opens(looked_at, subject=f"log {log_id}" if log_id else "")


def enter(page: str) -> None:
    """Note which page is about to run, below this: an input begins anew on another page."""
    st.session_state[ABOVE] = st.container()
    st.session_state[KNOWN] = set()
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        st.session_state[WRITTEN] = {}
        st.session_state[TO_SAY] = []
    for sentence in st.session_state[TO_SAY]:
        _show(sentence)


def brought(name: str) -> list[str]:
    """Return what the address says under that name where it comes from outside: a link, a bookmark,
    Back. Nothing where it says what this page wrote there last.

    Streamlit's own binding leaves out what is a widget's default or was set by the script, so pages
    write their addresses themselves.
    """
    know(name)
    said = list(st.query_params.get_all(name))
    return [] if said == written(name) else said


def know(*names: str) -> None:
    """Note that this page understands parameters of these names."""
    st.session_state.setdefault(KNOWN, set()).update(names)


def written(name: str) -> list[str]:
    """Return what this page wrote into the address under that name last."""
    found: list[str] = st.session_state.get(WRITTEN, {}).get(name, [])
    return found


def begins_here(name: str) -> bool:
    """Return whether this page has not drawn the input of that name yet."""
    return name not in st.session_state.get(WRITTEN, {})


def write(**said: str | list[str] | None) -> None:
    """Let the address say these parameters, each one value or several; None takes one out."""
    for name, value in said.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if not values:
            st.query_params.pop(name, None)
        elif st.query_params.get_all(name) != values:
            st.query_params[name] = values
        st.session_state[WRITTEN] = {**st.session_state.get(WRITTEN, {}), name: values}


def choose(name: str, noun: str, known: Sequence[str], usual: str) -> str:
    """Return which of the known values an input begins with: the address's, its own, or the usual.

    Says so where the address names something else.
    """
    asked = brought(name)
    check(noun, asked, known)
    found = [each for each in asked if each in known]
    before = st.session_state.get(name)
    if found or begins_here(name) or before not in known:
        # set again on each new page: Streamlit keeps the key and forgets the value
        st.session_state[name] = found[0] if found else before if before in known else usual
    return str(st.session_state[name])


def check(noun: str, asked: Sequence[str], known: Collection[str]) -> None:
    """Say so above the page where the address names something that there is not.

    `noun` says what it should have been, with its article: "a team".
    """
    for value in asked:
        if value not in known:
            say(f"The address asks for “{value}”, which is not {noun} here. It was left out.")


def say(sentence: str) -> None:
    """Say above the page what is wrong with the address, once."""
    kept: list[str] = st.session_state[TO_SAY]
    if sentence not in kept:
        kept.append(sentence)
        _show(sentence)


def _show(sentence: str) -> None:
    with st.session_state[ABOVE]:
        st.warning(plain(sentence), icon=":material/link_off:")


def leave(*, is_whole: bool, begins_anew: bool) -> None:
    """Note that the page ran. What was said stands until a page does not begin anew; of one that ran to
    its end it is known what in its address is another page's, and said.
    """
    known: set[str] = st.session_state[KNOWN]
    names = ONE_OF | {several: one for one, several in ONE_OF.items()}
    for name, meant in names.items():
        if is_whole and name in st.query_params and name not in known and meant in known:
            for value in take(name):
                say(f"The address says “{name}={value}”; here it is “{meant}”. It was left out.")
    if not begins_anew:
        st.session_state[TO_SAY] = []


def check_bound(name: str, noun: str, known: Collection[str]) -> None:
    """Say so where the address names something that a bound input will drop."""
    know(name)
    check(noun, st.query_params.get_all(name), known)


def choose_day(name: str, usual: date, *, latest: date = date.max) -> None:
    """Let the input of that name begin with the address's day, its own, or the usual one.

    Says so where the address asks for a day after the latest that the input takes.
    """
    asked = days(name)
    late = [each.isoformat() for each in asked if each > latest]
    check(f"a day up to {latest.isoformat()}", late, ())
    asked = [each for each in asked if each <= latest]
    if asked or begins_here(name) or not st.session_state.get(name):
        st.session_state[name] = asked[0] if asked else st.session_state.get(name) or usual


def days(name: str) -> list[date]:
    """Return the days that the address brings under that name; says so where one is none."""
    return _read_days(brought(name))


def day(text: str) -> date | None:
    """Return the day that stands in an address, or None where it is none."""
    return clock.calendar_date(text)


def span() -> tuple[date, date] | None:
    """Return the days in the address, from since to the day before until, where they come from
    outside; None where they do not.
    """
    if not brought("since") and not brought("until"):
        return None
    since, until = (_read_days(st.query_params.get_all(name)) for name in ("since", "until"))
    return (since[0], until[0]) if since and until and since[0] < until[0] else None


def write_span(since: date, until: date) -> None:
    """Let the address say which days are shown, from since to the day before until."""
    write(since=since.isoformat(), until=until.isoformat())


def span_of_0_1(name: str) -> tuple[date, date] | None:
    """Return the days as addresses of 0.1 said them, first and last under one name, and take them
    out.
    """
    said = [found for each in take(name) if (found := day(each))]
    return (min(said), max(said) + timedelta(days=1)) if said else None


def _read_days(said: Sequence[str]) -> list[date]:
    """Return what is said as days; says so where something is none."""
    check("a day, as in 2026-11-24,", [each for each in said if day(each) is None], ())
    return [found for each in said if (found := day(each))]


def take(name: str) -> list[str]:
    """Return what the address says under a name that earlier versions used, and take it out."""
    said = list(st.query_params.get_all(name))
    st.query_params.pop(name, None)
    return said


def remember(page: str) -> None:
    """Remember how this page is looked at, for the menu of the pages that follow."""
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state[PAGES] = {**st.session_state.get(PAGES, {}), page: now}


def last(page: str) -> Parameters:
    """Return the parameters with which that page was last looked at; none at first."""
    found: Parameters = st.session_state.get(PAGES, {}).get(page, {})
    return dict(found)


def here() -> str:
    """Return the address of this page as it can be sent to a colleague."""
    base = (st.context.url or "").split("?", maxsplit=1)[0]
    return _with_choices(base)


def within() -> str:
    """Return the same without the host it is on."""
    return _with_choices(urlsplit(st.context.url or "").path)


def _with_choices(path: str) -> str:
    pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return f"{path}?{urlencode(pairs)}" if pairs else path
