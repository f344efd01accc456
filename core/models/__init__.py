"""What the ground floor stores."""

from core.models.network import AddressSalt
from core.models.outbox import OutboxItem

__all__ = ["AddressSalt", "OutboxItem"]
