"""The schema says each thing once, and DuckDB accepts it."""

import duckdb
import pytest

from comity.tables import TABLES, Table


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_table_is_accepted_by_duckdb_with_its_columns_in_order(table: Table) -> None:
    with duckdb.connect() as db:
        db.execute(table.create())
        names = [row[0] for row in db.execute(f'DESCRIBE "{table.name}"').fetchall()]
    assert tuple(names) == table.names()
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
