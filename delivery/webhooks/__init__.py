"""Telling other programs what happened: `queue_event` writes down, `work_off` sends."""

from delivery.webhooks.queue import purge, queue_event
from delivery.webhooks.sending import work_off

__all__ = ["purge", "queue_event", "work_off"]
