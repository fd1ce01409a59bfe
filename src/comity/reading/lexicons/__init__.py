"""A user's own words: read from one file, checked, joined with comity's, compared with them.

`own.OwnLexicon.read(path)` gives what a `Reader` takes.
"""
