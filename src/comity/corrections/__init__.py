"""What people put right: an append-only log, finding its places again, and what holds of it.

Each later room applies its own kind: the registry of actors takes in aliases and facts about actors, the record
changes reports, joins and splits events, settles disagreements and takes in events.
"""

from comity.corrections.apply import Outcome, Rulings, about_actors, decide, in_force
from comity.corrections.log import FILE_NAME, append, read
from comity.corrections.model import Anchor, Entry

__all__ = ["FILE_NAME", "Anchor", "Entry", "Outcome", "Rulings", "about_actors", "append", "decide", "in_force", "read"]
