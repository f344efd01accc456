"""The subjects that the demo's posts are filed under."""

from demo.content import Category

CATEGORIES = (
    Category(
        "treatments",
        "Treatments",
        "What treatments for depression do, how well they work and what they ask of you.",
    ),
    Category(
        "medicines",
        "Medicines",
        "Starting, taking and stopping medicines, with their effects and side effects.",
    ),
    Category(
        "talking-therapies",
        "Talking therapies",
        "What happens in therapy, and what the evidence says about it.",
    ),
    Category(
        "everyday-life",
        "Everyday life",
        "Sleep, movement and other parts of a day that depression touches.",
    ),
    Category(
        "getting-help",
        "Getting help",
        "First appointments, questionnaires, and what to do in a crisis.",
        shows_crisis_resources=True,
    ),
)
