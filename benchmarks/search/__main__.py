"""Measures the search: `make benchmark-search`.

Prints how many of the queries in `tests/search/queries.py` have a right answer among the first
three results of the demo, then the time of a search by its kind as a ratio to the simplest one,
all on one PostgreSQL and in one run. Only ratios mean something on another machine.
"""

import os
import statistics
import time

from benchmarks.comments.__main__ import make_database

REPEAT = 20
KINDS = {
    "one word": "ketamine",
    "a synonym": "zoloft",
    "a question": "how long do antidepressants take to work",
    "a slip": "excercise for depresion",
    "nothing": "xyzzyqwert",
}


def measure_found() -> None:
    """Print how many queries are answered in the first three results."""
    from wagtail.models import Site

    from tests.search.queries import QUERIES, missed

    unfound = missed(Site.objects.get(is_default_site=True))
    found = len(QUERIES) - len(unfound)
    print(f"{found} of {len(QUERIES)} queries answered ({found / len(QUERIES):.0%})")
    for words, slugs in unfound.items():
        print(f"  not answered: {words}, but {', '.join(slugs) or 'nothing'}")


def measure_time() -> None:
    """Print what each kind of search costs."""
    from wagtail.models import Site

    from search.services import Query, search

    site = Site.objects.get(is_default_site=True)
    taken = {}
    for kind, words in KINDS.items():
        search(Query(words), site=site)
        times = []
        for _ in range(REPEAT):
            begin = time.perf_counter()
            search(Query(words), site=site)
            times.append((time.perf_counter() - begin) * 1000)
        taken[kind] = statistics.median(times)
    simplest = taken["one word"]
    for kind, milliseconds in taken.items():
        print(f"{kind}: {milliseconds:.1f} ms, {milliseconds / simplest:.1f} times one word")


def main() -> None:
    """Load the demo and measure."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = make_database("benchmark_search")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from demo import loader
    from search import indexing

    loader.warm = lambda site: None
    loader.load(say=lambda text: None)
    while indexing.refresh_stale():
        pass
    measure_found()
    measure_time()


if __name__ == "__main__":
    main()
