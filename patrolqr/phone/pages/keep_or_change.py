"""What was sent looks like personal details: the form again, with the question: keep or change?"""

from collections.abc import Mapping, Sequence
from typing import Any

from patrolqr.core.form.privacy import ADVICE, NUMBERED
from patrolqr.core.form.questions import CORRECTED, FIELDS, GROUPS
from patrolqr.phone import rendering

KEPT_WHY = next(field for field in FIELDS if field.name == "kept_why")

ASKED_BELOW = ("collar", "kept_why", "send")
"""What the page does not carry along: the pairing's number, and what is asked and pressed anew."""

LABELS = {field.name: field.label for field in (*FIELDS, CORRECTED)} | {
    f"{group.name}-{field.name}": f"{group.label}: {field.label}"
    for group in GROUPS
    for field in group.fields
}


def page(
    pass_id: str,
    form: Mapping[str, Any],
    doubtful: Mapping[str, str],
    sentences: Sequence[str],
) -> str:
    """Return the page: what was found, to be changed or kept for a reason; the rest goes along."""
    return rendering.page(
        "keep_or_change.html",
        pass_id=pass_id,
        sentences=sentences,
        advice=ADVICE,
        asked=[
            {"name": name, "label": LABELS[NUMBERED.sub("-", name)], "value": text}
            for name, text in doubtful.items()
        ],
        carried={
            name: value
            for name, value in form.items()
            if name not in doubtful and name not in ASKED_BELOW
        },
        button=form.get("send", ""),
        kept_why=KEPT_WHY,
    )
