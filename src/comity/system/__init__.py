"""Scores -> the signed network of a day: its balance, its blocs, and who holds the swing."""
