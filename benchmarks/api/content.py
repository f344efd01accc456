"""Posts of a realistic size, as many as wanted."""

from random import Random
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from benchmarks.blog import make_blog
from blog.blocks import PostBodyBlock
from blog.models import BlogIndexPage
from delivery.models import PublishedDocument, StaleDocument
from delivery.published.tasks import render_stale
from tests import factories

PICTURES = 20
PEOPLE = 8
SUBJECTS = ("sleep", "exercise", "ketamine", "therapy", "insomnia", "anxiety", "lithium", "grief")
CATEGORIES = ("Treatments", "Medicines", "Talking therapies", "Everyday life", "Getting help")
TEXT = (
    "a and as at because before but can care clinic day depression doctor dose each effect "
    "evening feel few for from help hour how in is it keep less light long many medicine mind "
    "month more morning most not of often on one or pain people plan question reader rest risk "
    "session slow some steady study symptom that the their them they this time to treatment trial "
    "two use week what when which who with work year you your"
)
WORDS = TEXT.split()
# Sections that are taken as the block chooser previews them, beside those with running text.
SAMPLES = ("science", "risks", "comparison", "questions_to_ask", "quote")
CLOSING = ("frequently_asked_questions", "call_to_action")


def fill(count: int) -> None:
    """Fill an empty database with published posts, and their documents.

    Each has a picture at its top and one in its body, an author, a reviewer, a category, three
    tags, links to other posts and about a thousand words in fifteen sections.
    """
    index = make_blog()
    # In one transaction: each document is rendered once, and not after each save.
    with transaction.atomic():
        _add_posts(index, count)
    while render_stale.call(most=1000):
        pass
    if StaleDocument.objects.exists() or PublishedDocument.objects.count() != count:
        raise RuntimeError("Not every post has its document.")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _add_posts(index: BlogIndexPage, count: int) -> None:
    pictures = [factories.picture(title=f"Picture {number}") for number in range(PICTURES)]
    people = factories.PersonFactory.create_batch(PEOPLE, job_title="Psychiatrist")
    categories = [
        factories.CategoryFactory(name=name, slug=name.lower().replace(" ", "-"))
        for name in CATEGORIES
    ]
    random = Random(1)
    posts: list[Page] = []
    for number in range(count):
        subject = SUBJECTS[number % len(SUBJECTS)]
        post = factories.BlogPostPageFactory(
            # treebeard counts children on the parent it is given; a stale one gives twin paths.
            parent=BlogIndexPage.objects.get(pk=index.pk),
            title=f"What {subject} does for {_words(random, 5)}",
            summary=_sentence(random, 30),
            hero_image=pictures[number % PICTURES],
            author=people[number % PEOPLE],
            reviewer=people[(number + 1) % PEOPLE],
            category=categories[number % len(categories)],
            tags=random.sample(SUBJECTS, 3),
            body=_body(random, subject, pictures[(number + 7) % PICTURES], posts[-3:]),
        )
        posts.append(post)


def _body(random: Random, subject: str, picture: Any, others: list[Page]) -> list[tuple[str, Any]]:
    blocks = PostBodyBlock().child_blocks
    links = "".join(
        f'<p>Read on: <a linktype="page" id="{post.pk}">{post.title}</a></p>' for post in others
    )
    texts = [
        ("text", {"heading": _sentence(random, 6), "text": _paragraphs(random, 3)})
        for _ in range(4)
    ]
    texts.append(("text", {"heading": f"More about {subject}", "text": f"<p>Posts.</p>{links}"}))
    figure = {
        "image": blocks["image"].child_blocks["image"].normalize(picture),
        "caption": f"<p>{_sentence(random, 12)}</p>",
        "source": "Drawing by the clinic",
    }
    return [
        ("introduction", {"text": f"<p>About {subject}.</p>{_paragraphs(random, 1)}"}),
        *texts,
        ("image", figure),
        *((name, blocks[name].get_preview_value()) for name in (*SAMPLES, *CLOSING)),
    ]


def _paragraphs(random: Random, count: int) -> str:
    return "".join(
        f"<p>{' '.join(_sentence(random, 14) for _ in range(4))} <b>{_words(random, 3)}</b></p>"
        for _ in range(count)
    )


def _sentence(random: Random, length: int) -> str:
    return f"{_words(random, length).capitalize()}."


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(WORDS, k=count))
