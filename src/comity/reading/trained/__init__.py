"""The trained reader: a small network that finds acts, ties, causes and stances where rules find no pattern."""
