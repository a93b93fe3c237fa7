"""Tables on a page, found by their columns."""

from typing import Any

from streamlit.testing.v1 import AppTest


def table(page: AppTest, *columns: str) -> Any:
    """Return the rows of the page's first table that has these columns."""
    return next(each.value for each in page.dataframe if set(columns) <= set(each.value.columns))
