"""Other people's formats: what the record holds as CSV, Parquet and PLOVER JSON lines, described as a data package."""

from comity.exchange.export import FORMATS, Exported, export
from comity.exchange.package import Made

__all__ = ["FORMATS", "Exported", "Made", "export"]
