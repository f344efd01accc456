"""What the ground floor stores."""

from core.models.network import AddressSalt
from core.models.outbox import OutboxItem
from core.models.recognition_phrase import RecognitionPhrase

__all__ = ["AddressSalt", "OutboxItem", "RecognitionPhrase"]
