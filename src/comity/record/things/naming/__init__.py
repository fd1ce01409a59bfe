"""Where one document names things, and what its sentences say of them."""

from comity.record.things.naming.rows import thing_rows

__all__ = ["thing_rows"]
