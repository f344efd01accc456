"""The first weeks of an SSRI."""

from datetime import date

from demo.content import Comment, Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="antidepressants-what-to-expect-in-the-first-weeks",
    title="SSRIs: what to expect in the first weeks",
    search_description="When an SSRI begins to work, which side effects come early and often pass, "
    "what to watch for, and when to call your clinician.",
    summary="Side effects often come before relief. What the first weeks of an SSRI are like, what "
    "passes by itself, and when to call.",
    category="medicines",
    author="maya-okafor",
    reviewer="samuel-adeyemi",
    tags=("SSRI", "antidepressants", "side effects"),
    published=date(2026, 3, 24),
    reviewed=date(2026, 9, 14),
    updated=date(2026, 9, 15),
    hero=Picture("pills", "Drawing: a medicine bottle with a few tablets beside it"),
    body=[
        (
            "introduction",
            {
                "text": "<p>SSRIs are often the first medicine for depression. The first weeks are "
                "the hardest to judge: side effects can come at once, and relief takes its time. "
                "Knowing the order helps many people to stay, or to speak up early.</p>"
            },
        ),
        (
            "science",
            {
                "heading": "What an SSRI does",
                "text": "<p>SSRI stands for selective serotonin reuptake inhibitor. It keeps more "
                "serotonin between nerve cells[[chu-2023]]. That happens within hours, but mood follows "
                "slowly, so serotonin alone cannot be the whole story. What the brain does with "
                "it over weeks is still being studied.</p>",
                "figure": {
                    "image": Picture("synapse", "Drawing: two nerve endings face each other"),
                    "caption": "<p>Serotonin carries signals across the gap between nerve cells. "
                    "An SSRI keeps it there for longer.</p>",
                },
                "key_terms": [
                    {
                        "term": "SSRI",
                        "definition": "<p>A group of antidepressants that keep more serotonin "
                        "between nerve cells.</p>",
                    },
                    {
                        "term": "Remission",
                        "definition": "<p>Hardly any symptoms left, and not just fewer.</p>",
                    },
                ],
            },
        ),
        (
            "key_question",
            {
                "question": "When does it begin to work?",
                "short_answer": "<p>Some change often shows within one or two weeks. The full "
                "effect takes longer, often six weeks or more.</p>",
                "long_answer": "<p>A review of 28 trials found a difference between SSRIs and "
                "placebo already in the first week, growing over six weeks[[taylor-2006]]. "
                "Others see it before you do: sleep and energy may move before mood.</p><p>All of "
                "21 antidepressants worked better than placebo in a review of 522 trials, though "
                "the differences between them were modest[[cipriani-2018]]. In everyday "
                "care about one person in three reached remission with the first medicine[[rush-2006]]"
                ". If yours does not help, you have not failed, and there are other "
                "steps.</p>",
            },
        ),
        (
            "risks",
            {
                "heading": "Common effects, and what helps",
                "introduction": "",
                "layout": "list",
                "risks": [
                    {
                        "term": "Nausea and a restless stomach",
                        "definition": "<p>Often in the first days[[ferguson-2001]].</p>",
                        "likelihood_supervised": "common",
                        "likelihood_unsupervised": "common",
                        "likelihood_note": "<p>It usually eases within a week or two.</p>",
                        "lowered_by": "<p>Taking the tablet with food, or starting with a lower "
                        "dose.</p>",
                        "severity": "mild",
                    },
                    {
                        "term": "Sleep that changes",
                        "definition": "<p>Sleeplessness or tiredness[[ferguson-2001]].</p>",
                        "likelihood_supervised": "common",
                        "likelihood_unsupervised": "common",
                        "likelihood_note": "",
                        "lowered_by": "<p>Moving the tablet to the morning or to the evening.</p>",
                        "severity": "mild",
                    },
                    {
                        "term": "Sexual problems",
                        "definition": "<p>Less desire, or difficulty to reach orgasm[[ferguson-2001]].</p>",
                        "likelihood_supervised": "common",
                        "likelihood_unsupervised": "common",
                        "likelihood_note": "<p>Seldom mentioned unless somebody asks. Please "
                        "do.</p>",
                        "lowered_by": "<p>Another dose or another medicine.</p>",
                        "severity": "moderate",
                    },
                ],
            },
        ),
        (
            "warning_callout",
            {
                "level": "urgent",
                "heading": "Call the same day if",
                "text": "<ul><li>thoughts of suicide begin or grow stronger</li><li>you feel "
                "driven, agitated or strangely high</li><li>you have a rash, a fever, or muscles "
                "that twitch and stiffen</li></ul><p>All antidepressants carry a boxed warning in "
                "the United States: in trials, thoughts of suicide rose slightly in people under "
                "25, did not rise between 25 and 64, and fell from 65 on[[stone-2009]]. "
                "Early check-ups are there for that.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "Do not stop on your own",
                "text": "<p>If it is hard to bear, call before you stop. A lower dose, another "
                "time of day or another medicine is often enough. Stopping at once can cause "
                "symptoms of its own.</p>",
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "Ask before you take the first tablet",
                "introduction": "",
                "questions": [
                    {
                        "question": "When do we talk again, and how do I reach you before that?",
                        "reason": "<p>A talk within the first two weeks is worth planning.</p>",
                    },
                    {
                        "question": "Does it go with everything else I take?",
                        "reason": "<p>Name painkillers, migraine tablets, blood thinners and herbs "
                        "such as St John’s wort too.</p>",
                    },
                    {"question": "What do I do when I forget a tablet?", "reason": ""},
                    {
                        "question": "What if I am pregnant or want to be?",
                        "reason": "<p>Ask early; the answer depends on the medicine and on "
                        "you.</p>",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "What else people ask",
                "questions": [
                    {
                        "question": "Will it change who I am?",
                        "answer": "<p>It is not meant to. Some people do feel flat on an SSRI. "
                        "Say so: a lower dose or another medicine may help.</p>",
                    },
                    {
                        "question": "How long will I take it?",
                        "answer": "<p>Usually for at least some months after you feel well again, "
                        "so that the depression does not come back at once. Plan the end "
                        "together.</p>",
                    },
                ],
            },
        ),
        TALK_TO_US,
    ],
    comments=(
        Comment(
            "Tom",
            "tom@example.com",
            "Week three here. The nausea is gone, and yesterday I laughed at something.",
            days_after=21,
            replies=(
                Comment(
                    "Ingrid",
                    "ingrid@example.org",
                    "That was the first sign for me too. Hold on.",
                    days_after=21.5,
                ),
            ),
        ),
        Comment(
            "Nadia",
            "nadia@example.com",
            "I wish somebody had told me to call instead of just stopping.",
            days_after=40,
        ),
    ),
)
