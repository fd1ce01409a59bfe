"""The engine of a cluster: the same expressions on Spark, through Ibis. Needs the extra comity[spark] and Java."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.engines.engine import Engine, Source, memory_or_default
from comity.errors import EngineMissing, ProjectError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


class SparkEngine(Engine):
    """`master`, `memory` and `scratch` as of `comity.engines.engine`; `session` takes one that is there, and leaves it.

    What is read and written lies in files that the driver and the workers must both see: a shared folder on a cluster.
    """

    kind = "spark"

    def __init__(self, *, master: str = "", memory: str = "", scratch: Path | None = None, session: Any = None) -> None:
        self._scratch, self._memory, self._views = scratch, memory, 0
        self._own = session is None
        with _quiet():
            self._session = _session(master or "local[*]", memory) if session is None else session
            import ibis

            self._ibis = ibis.pyspark.connect(self._session)

    def read(self, source: Source | Sequence[Path]) -> ir.Table:
        import ibis
        import pyarrow as pa

        if isinstance(source, ibis.Table):
            return source
        with _quiet(), _explained():
            if isinstance(source, pa.Table):
                rows = self._session.createDataFrame(source)
            else:
                paths = [source] if isinstance(source, str | Path) else list(source)
                rows = self._session.read.parquet(*(str(path) for path in paths))
            self._views += 1
            name = f"comity_rows_{self._views}"
            rows.createOrReplaceTempView(name)
            return ibis.table(ibis.Schema.from_pyarrow(rows.limit(0).toArrow().schema), name=name)

    def table(self, expression: ir.Table, order: Sequence[str]) -> pa.Table:
        with _quiet(), _explained():
            return self._rows(expression.order_by(*order)).toArrow().cast(expression.schema().to_pyarrow())

    def write(self, expression: ir.Table, path: Path, order: Sequence[str]) -> int:
        """Spark writes its parts beside `path`; DuckDB sorts them into one file."""
        from comity.engines.duckdb import DuckDBEngine

        parts = Path(tempfile.mkdtemp(prefix=f"{path.name}-", dir=path.parent))
        try:
            with _quiet(), _explained():
                self._rows(expression).write.parquet(str(parts / "rows"))
            with DuckDBEngine(memory=self._memory, scratch=self._scratch) as here:
                return here.write(here.read(sorted((parts / "rows").glob("*.parquet"))), path, order)
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def _rows(self, expression: ir.Table) -> Any:
        """The expression in Spark's words, as a DataFrame."""
        return self._session.sql(str(self._ibis.compile(expression)))

    def close(self) -> None:
        if self._own:
            self._session.stop()


def _session(master: str, memory: str) -> Any:
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise EngineMissing(
            "Spark needs Java, and there is none.",
            hint="Install a Java runtime (Debian: apt install default-jre-headless), or set [engine] kind to duckdb.",
        )
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(
            "Spark is not installed.", hint="pip install 'comity[spark]', or set [engine] kind to duckdb."
        ) from error
    try:
        session = (
            SparkSession.builder.appName("comity")
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.log.level", "ERROR")
            .config("spark.driver.memory", memory_or_default(memory).removesuffix("B").lower())
            .getOrCreate()
        )
    except Exception as error:  # Java's own kinds of error
        raise ProjectError(
            f"Spark did not start at {master!r}: {str(error).splitlines()[0]}",
            hint="Does [engine] master in comity.toml say where the cluster is?",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


@contextmanager
def _quiet() -> Iterator[None]:
    """PySpark warns at every step about a pandas newer than itself, of which nothing here makes use."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


@contextmanager
def _explained() -> Iterator[None]:
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise ProjectError(f"Spark could not work on the event rows: {str(error).splitlines()[0]}") from error
