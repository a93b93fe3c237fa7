"""A stay much longer than was asked for: arrived then, or now? For a page without a script."""

from collections.abc import Mapping
from typing import Any

from patrolqr.phone import rendering
from patrolqr.phone.request.posted_form import ARRIVED, NOW, STAY

ASKED_ANEW = ("collar", STAY)


def page(pass_id: str, form: Mapping[str, Any], question: str) -> str:
    """Return the page that asks; everything that was sent goes along with either answer."""
    return rendering.page(
        "arrived_or_now.html",
        pass_id=pass_id,
        question=question,
        stay=STAY,
        answers={ARRIVED: "It was that long, send", NOW: "Arrived now, send"},
        carried={name: value for name, value in form.items() if name not in ASKED_ANEW},
    )
