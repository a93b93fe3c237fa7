"""What pages read, cached until somebody writes: the store's revision is part of every key, so
nothing goes stale.
"""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from patrolqr.core import permissions
from patrolqr.desk.shared import who
from patrolqr.store import loaded
from patrolqr.store.session import Session

P = ParamSpec("P")
Answer = TypeVar("Answer")

REMEMBERED = 200
"""Answers kept in memory; the oldest goes first."""


def ask(
    read: Callable[Concatenate[Session, P], Answer], *args: P.args, **kwargs: P.kwargs
) -> Answer:
    """Return what a reading function answers, at most as old as the last write.

    An answer is shared by everybody who sees the same (permissions.sees), so `read` may not look at
    the person. ValueError where it is a lambda or a local function: two of them can have one name.
    """
    asking = who.session()
    seen_by = permissions.sees(asking.actor)
    answer: Answer = _answer(asking.revision, seen_by, _name(read), read, args, kwargs)
    return answer


def ask_of_loads(
    read: Callable[Concatenate[Session, P], Answer], *args: P.args, **kwargs: P.kwargs
) -> Answer:
    """Return what a function answers that reads nothing but what files brought and how patrol areas
    are called.

    It is asked again only after a load: looking at a million incidents after each patrol log would
    hold up every page.
    """
    mark: tuple[int, ...] = ask(loaded.mark)
    return ask_marked(mark, read, *args, **kwargs)


def ask_marked(
    mark: tuple[int, ...],
    read: Callable[Concatenate[Session, P], Answer],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Answer:
    """Return what a function answers that is the same as long as the mark is."""
    asking = who.session()
    seen_by = permissions.sees(asking.actor)
    state: tuple[str | int, ...] = (asking.revision[0], *mark)
    answer: Answer = _answer(state, seen_by, _name(read), read, args, kwargs)
    return answer


def _name(read: Callable[..., Any]) -> str:
    name = f"{read.__module__}.{read.__qualname__}"
    if "<" in name:
        raise ValueError(f"{name} has no name of its own to remember its answers by")
    return name


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _answer(
    state: tuple[str | int, ...],
    seen_by: str,
    name: str,
    _read: Callable[..., Any],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> Any:
    return _read(who.session(), *args, **kwargs)
