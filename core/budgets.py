"""How often somebody may do something, counted in the cache that all nodes share."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

logger = logging.getLogger(__name__)

MINUTES = 60  # seconds
TEN_MINUTES = 10 * MINUTES
HOUR = 60 * MINUTES


@dataclass(frozen=True)
class Budget:
    """So many times in a window of time.

    Args:
        name: what is counted, such as `replies-of-address`.
        of: for whom; nobody can be told from it.
        times: how often; 0 never lets anything through.
        seconds: the length of the window.
    """

    name: str
    of: str
    times: int
    seconds: int

    def key(self, window: int) -> str:
        """Return the name of the counter in the cache."""
        return f"budget:{self.name}:{self.of}:{window}"


class BudgetSpent(Exception):  # noqa: N818 - it is an answer, not a fault
    """Something was done too often.

    Args:
        retry_after: seconds until the window ends.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} seconds")
        self.retry_after = retry_after


def spend(budgets: Iterable[Budget]) -> None:
    """Count one more for each budget.

    Windows are fixed: at a border somebody may spend two windows' worth, which is the price of one
    counter for each. A cache without atomic counting may count a little low.

    Raises:
        BudgetSpent: when one of them has nothing left.
    """
    now = int(time.time())
    for budget in budgets:
        if not budget.of:
            continue
        try:
            count = _count(budget.key(now // budget.seconds), budget.seconds)
        except Exception:
            # Whatever the cache's own client raises. Nobody is turned away for a lost counter:
            # what a budget guards is read by a person before it is shown.
            logger.exception("The cache is away, so %s is not counted", budget.name)
            return
        if count > budget.times:
            raise BudgetSpent(budget.seconds - now % budget.seconds)


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1
