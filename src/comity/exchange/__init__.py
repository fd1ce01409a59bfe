"""Other people's formats: what the record holds as CSV, Parquet and PLOVER JSON lines, described as a data package."""
