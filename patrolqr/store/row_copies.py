"""Rows without a reference: which copy of what is written each is, within its file."""

import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.store.engine.writing import Writing


def told_apart(written: Writing, checked: pa.Table, copied: pa.Table) -> pa.Table:
    """Return the batch with its rows without a reference as they stand in `copied`, each with the id
    of the copy that it is; the next batch counts on from them.
    """
    if not copied.num_rows:
        return checked
    written.change_over("loads/load_copies", copied)
    others = pc.invert(pc.is_in(checked["line"], copied["line"].combine_chunks()))
    return pa.concat_tables([checked.filter(others), copied.select(checked.column_names)])
