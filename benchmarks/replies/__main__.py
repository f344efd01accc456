"""Times what stands between a reply and its readers: `make benchmark-replies`.

Prints, on the same PostgreSQL and in one run: what a reply costs with no rule and with 5,000; what
recognition costs by kind of text; and whether a guess at the address of a pseudonymous writer
takes another time when it is right. Only ratios mean something on another machine.
"""

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import httpx

from benchmarks.comments.__main__ import make_database

RULES = 5_000
GUESSES = 40
REPEAT = 60
TEXT = (
    "I took it for a year, and I would like to tell how it went. The first weeks were hard: I "
    "slept badly and could not eat. After two months it grew better, and my doctor lowered it. "
) * 4


def median_ms(call: Callable[[], object], times: int = REPEAT) -> float:
    """Return the median time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def measure_rules(post: Any) -> None:
    """Print what judging a reply costs with no rule and with many."""
    from django.utils import timezone

    from comments.judging import Submission, judge
    from comments.models import CommentSettings, GateRule

    settings = CommentSettings.for_page(post)

    def look() -> None:
        submission = Submission(
            post.pk, "Ada", "ada@example.com", TEXT, "203.0.113.0/24", settings, timezone.now()
        )
        judge(submission)

    look()
    none = median_ms(look)
    kinds = GateRule.Kind
    patterns = {
        kinds.WORDS: lambda n: f"casino bonus {n}*" if n % 2 else f"phrase number {n}",
        kinds.LINK: lambda n: f"spam{n}.example",
        kinds.EMAIL: lambda n: f"@spam{n}.example",
        kinds.NETWORK: lambda n: f"10.{n // 250}.{n % 250}.0/24",
    }
    GateRule.objects.bulk_create(
        GateRule(kind=kind, pattern=pattern(number))
        for kind, pattern in patterns.items()
        for number in range(RULES // len(patterns))
    )
    begin = time.perf_counter()
    look()
    compiling = (time.perf_counter() - begin) * 1000
    many = median_ms(look)
    print(
        f"judging a reply of {len(TEXT)} characters: {none:.1f} ms without a rule, {many:.1f} ms "
        f"with {RULES} ({many - none:+.1f} ms); compiling them once {compiling:.0f} ms"
    )
    GateRule.objects.all().delete()


def measure_recognition() -> None:
    """Print what recognition costs by kind of text, of the longest that a reply may have."""
    from core.recognition import recognise

    texts = {
        "ordinary": TEXT * 3,
        "all of danger": "i want to die " * 220,
        "spaced letters": "k i l l  m y s e l f " * 150,
        "one sign that unfolds": "\ufdfa" * 3000,
        "combining marks": "a" + "\u0301" * 2999,
    }
    for name, text in texts.items():
        taken = median_ms(lambda text=text: recognise(text[:3000]), 20)  # type: ignore[misc]
        print(f"recognition, 3,000 characters, {name}: {taken:.1f} ms")


def measure_guesses(url: str, slug: str, right: str) -> None:
    """Print the medians of right and wrong guesses, taken in turn."""
    times: dict[bool, list[float]] = {True: [], False: []}
    with httpx.Client(base_url=url, timeout=60) as client:
        for number in range(-4, GUESSES * 2):
            is_right = number % 2 == 0
            email = right if is_right else f"guess{number}@guess.example"
            begin = time.perf_counter()
            answer = client.post(
                f"/api/content/v1/posts/{slug}/comments/",
                json={"name": "A sad reader", "email": email, "text": TEXT},
            )
            taken = (time.perf_counter() - begin) * 1000
            assert answer.status_code == 202, answer.text
            if number >= 0:  # the first ones warm up
                times[is_right].append(taken)
    medians = {key: statistics.median(values) for key, values in times.items()}
    difference = abs(medians[True] - medians[False]) / min(medians.values())
    print(
        f"{GUESSES} right guesses {medians[True]:.1f} ms, {GUESSES} wrong ones "
        f"{medians[False]:.1f} ms: the medians differ by {difference:.0%}"
    )


def main() -> None:
    """Measure and print."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = make_database("benchmark_replies")
    django.setup()
    from django.utils import timezone

    from benchmarks.blog import make_blog
    from comments.models import CommentSettings, Status
    from comments.services import Author, post_comment, set_status
    from delivery.published.tasks import render_stale
    from tests import factories
    from tests.server import serve

    index = make_blog()
    post = factories.BlogPostPageFactory(parent=index, slug="a-post", body=[])
    settings = CommentSettings.for_page(post)
    for field in settings._meta.get_fields():
        if field.name.startswith(("replies_per_", "confirmations_per_")):
            setattr(settings, field.name, 1_000_000)
    settings.save()
    right = "jane.doe@victim.example"
    victim = post_comment(
        page=post, author=Author("A sad reader", right), text=TEXT, now=timezone.now()
    )
    set_status(comments=[victim], status=Status.APPROVED, by=None, now=timezone.now())
    render_stale.call(most=100)
    measure_rules(post)
    measure_recognition()
    with serve(processes=1, threads=2) as server:
        measure_guesses(server.url, "a-post", right)


if __name__ == "__main__":
    main()
