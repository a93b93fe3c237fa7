"""A pytest plugin: the form with one more question of every kind, one line each, and nothing else.

It must be loaded before anything reads the form: `pytest -p tests.form.invented tests/form`.
"""

from dataclasses import replace

from patrolqr.core.form import questions
from patrolqr.core.form.question import Field

FRUIT = {"A": "Apples", "P": "Pears", "Q": "Quinces", "M": "Medlars, ripe"}

INVENTED = (
    Field("new_instant", "instant", "Invented moment"),
    Field("new_count", "count", "Invented things", 50),
    Field("new_text", "text", "Invented words", 300),
    Field("new_choice", "choice", "Invented fruit", choices=FRUIT),
    Field("new_ticks", "ticks", "Invented basket", choices=FRUIT),
    Field("new_yes_no", "yes_no", "Invented truth"),
    Field("new_day", "day", "Invented day"),
    Field("new_collars", "collars", "Invented crew", 3),
    Field("new_number", "number", "Invented length", 100),
)

questions.FIELDS = (*questions.FIELDS, *INVENTED)
questions.GROUPS = tuple(
    replace(group, fields=(*group.fields, *INVENTED)) for group in questions.GROUPS
)
questions.COUNTS = questions.asked_in("counters")
questions.NOTES = questions.asked_in("notes")
questions.COLUMNS = questions.table_columns()
