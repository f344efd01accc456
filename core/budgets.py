"""How often somebody may do something, counted in the cache that all nodes share."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from core.refusal import Refusal

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


class BudgetSpent(Refusal):
    """Something was done too often.

    Args:
        retry_after: seconds until the window ends.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Count:
    """How much of a budget is used.

    Args:
        used: how often it was, in this window, with the time that was just counted; 0 when the
            cache is away.
        seconds_left: until the window ends.
    """

    used: int
    seconds_left: int


def count(budget: Budget) -> Count:
    """Count one more for a budget, whether anything of it is left or not.

    Windows are fixed: at a border somebody may spend two windows' worth, which is the price of one
    counter for each. A cache without atomic counting may count a little low.
    """
    window, passed = divmod(int(time.time()), budget.seconds)
    seconds_left = budget.seconds - passed
    key = budget.key(window)
    try:
        cache.add(key, 0, timeout=budget.seconds)
        return Count(cache.incr(key), seconds_left)
    except ValueError:  # it ran out between the two lines
        return Count(1, seconds_left)
    except Exception:
        # Whatever the cache's own client raises. Nobody is turned away for a lost counter:
        # what a budget guards is read by a person before it is shown.
        logger.exception("The cache is away, so %s is not counted", budget.name)
        return Count(0, seconds_left)


def spend(budgets: Iterable[Budget]) -> None:
    """Count one more for each budget.

    Raises:
        BudgetSpent: when one of them has nothing left.
    """
    for budget in budgets:
        if not budget.of:
            continue
        counted = count(budget)
        if counted.used > budget.times:
            raise BudgetSpent(counted.seconds_left)
