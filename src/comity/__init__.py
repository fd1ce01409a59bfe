"""comity reads documents about world politics and builds a record that people can check and run.

>>> import comity
>>> project = comity.build("articles/")        # doctest: +SKIP
>>> project.record().events(actor="PAK")       # doctest: +SKIP
"""

__version__ = "0.1.0"
