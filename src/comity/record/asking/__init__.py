"""What can be asked of a record, by subject. `comity.record.Record` is the door; nothing here opens a store by itself."""
