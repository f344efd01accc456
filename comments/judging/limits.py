"""How many replies are taken, before anything looks at what they say."""

from comments.judging.base import Submission
from core.budgets import HOUR, TEN_MINUTES, Budget, spend
from core.hashes import email_hash
from core.network import network_hash


def spend_budgets(submission: Submission) -> None:
    """Count a reply for its network, for its e-mail address from there, its page and the site.

    What one person sent is counted for their network only: how often somebody else wrote with an
    address shows in no answer.

    Raises:
        BudgetSpent: when one of them sent too many.
    """
    settings = submission.settings
    network = network_hash(submission.network, day=submission.now.date())
    spend(
        (
            Budget("replies-of-address", network, settings.replies_per_address, TEN_MINUTES),
            Budget(
                "replies-of-email",
                f"{email_hash(submission.email)}:{network}",
                settings.replies_per_email,
                HOUR,
            ),
            Budget(
                "replies-to-page",
                str(submission.page_id),
                settings.replies_per_page,
                TEN_MINUTES,
            ),
            Budget(
                "replies-to-site", str(settings.site_id), settings.replies_per_site, TEN_MINUTES
            ),
        )
    )
