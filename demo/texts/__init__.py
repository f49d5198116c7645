"""Portal conversations of a synthetic clinic that read as patients and staff write.

`conversation(rng, person)` draws one thread; the same generator state and person give the same thread.
"""

from demo.texts.compose import conversation
from demo.texts.model import TOPICS, Conversation, Person, Turn

__all__ = ["TOPICS", "Conversation", "Person", "Turn", "conversation"]
