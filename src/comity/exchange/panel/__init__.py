"""Dyad-months and dyad-years: scores, counts and what covers them, with the numbers that scholars merge by."""
