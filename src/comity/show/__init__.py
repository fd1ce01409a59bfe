"""What people look at: the static report. `report.write(record, path)` makes report.html."""
