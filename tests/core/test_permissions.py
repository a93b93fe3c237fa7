"""Who may do what is asked at the data: every act in every role."""

from itertools import product
from typing import get_args

import pytest

from patrolqr.core.actor import DESK_ROLES, Actor, Role
from patrolqr.core.errors import NotAllowed
from patrolqr.core.permissions import ACTS, MAY, SAID, Act, as_refusal, limit
from patrolqr.store import Session

ROLES: tuple[Role, ...] = get_args(Role)

WRITTEN_DOWN: dict[Act, set[Role]] = {
    "look": {*DESK_ROLES, "desk", "officer", "system"},
    "brief": {"sergeant", "problem-solver", "inspector", "admin", "desk", "system"},
    "review": {"sergeant", "problem-solver", "inspector", "admin", "desk", "system"},
    "send": {"sergeant", "problem-solver", "inspector", "admin", "desk", "officer", "system"},
    "pair phones": {"sergeant", "problem-solver", "inspector", "admin", "desk", "screen", "system"},
    "end passkeys": {"sergeant", "problem-solver", "inspector", "admin", "desk", "system"},
    "load": {"problem-solver", "admin", "desk", "system"},
    "set up": {"inspector", "admin", "desk", "system"},
    "retain": {"inspector", "admin", "desk", "system"},
    "admit people": {"admin", "desk", "system"},
    "audit": {"auditor", "admin", "desk", "system"},
    "detect": {*DESK_ROLES, "desk", "system"},
    "budget": {"inspector", "admin", "desk", "system"},
    "keep house": {"system"},
}
"""As it was agreed: act → who may. A change of the table changes this too, by somebody's hand."""


def test_every_role_and_act_has_a_cell() -> None:
    assert set(MAY) == set(ROLES)
    assert set(WRITTEN_DOWN) == set(ACTS) == set(SAID)


def test_a_role_writes_what_it_may_and_nothing_else(store: Session) -> None:
    """Every cell of the table, at the data."""
    for role, act in product(ROLES, ACTS):
        asking = Session(store.store, Actor("somebody", role))
        if role in WRITTEN_DOWN[act]:
            asking.need(act)
            with asking.writing(act), asking.loading(act):
                continue
        with pytest.raises(NotAllowed, match="may not"), asking.writing(act):
            pytest.fail(f"a transaction was given: {role}, {act}")
        with pytest.raises(NotAllowed, match="Nothing was changed"), asking.loading(act):
            pytest.fail(f"a transaction was given: {role}, {act}")
        with pytest.raises(NotAllowed, match=r"^An? ") as looked:  # nothing was to be changed
            asking.need(act)
        assert "Nothing was changed" not in str(looked.value)


def test_a_refusal_names_who_may() -> None:
    assert as_refusal(limit("auditor", "load")) == (
        "Nothing was changed: an auditor may not load files or take them back. "
        "Ask a colleague who may: problem-solver or admin."
    )
