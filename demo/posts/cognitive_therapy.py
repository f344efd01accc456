"""How cognitive behavioural therapy works."""

from datetime import date

from demo.content import Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="how-cognitive-behavioural-therapy-works",
    title="How cognitive behavioural therapy works",
    search_description="What you do in cognitive behavioural therapy for depression, how well it "
    "works beside medicines, and how to tell whether it is helping you.",
    summary="It is less about the couch and more about practice. What you do in cognitive "
    "behavioural therapy, and how well it works beside medicines.",
    category="talking-therapies",
    author="daniel-reyes",
    reviewer="grace-kim",
    tags=("CBT", "therapy"),
    published=date(2026, 5, 19),
    reviewed=date(2026, 5, 12),
    hero=Picture("brain", "Drawing: a head in profile with a plant growing inside"),
    body=[
        (
            "introduction",
            {
                "text": "<p>Cognitive behavioural therapy, CBT, is the talking therapy that has "
                "been studied most. It rests on a plain idea: what we think, do and feel pull on "
                "each other. Change one, and the others move.</p>"
            },
        ),
        (
            "text",
            {
                "heading": "What you do",
                "text": "<p>CBT for depression usually takes 8 to 20 sessions. You and your "
                "therapist choose a goal, look at situations of the past week, and try something "
                "different in the next one.</p><h3>Doing before feeling</h3><p>Depression says "
                "“when I feel better, I will go out.” CBT turns this around: a small, planned "
                "step comes first, and the feeling may follow. This part is called behavioural "
                "activation.</p><h3>Catching thoughts</h3><p>You learn to notice thoughts such as "
                "“I always fail”, and to treat them as claims that can be checked.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "An example",
                "text": "<p>A friend does not answer your message. The thought comes: “She is "
                "tired of me.” You feel heavy, you cancel Saturday, and on Saturday you feel "
                "worse.</p><ol><li>You write down the thought, and how much you believe "
                "it.</li><li>You look for what speaks for it and against it. She has been slow to "
                "answer before; she had a late shift.</li><li>You try something small: you ask "
                "her for a walk.</li><li>You look at what happened, whatever it was, and learn "
                "from it.</li></ol><p>The aim is not to think cheerful thoughts. It is to see "
                "more than one.</p>",
            },
        ),
        (
            "quote",
            {
                "quote": "People expect to be talked out of their sadness. What we do is closer to "
                "physiotherapy: small exercises, repeated, until something carries weight again.",
                "speaker": "Grace Kim, PsyD",
                "source": "From a talk at our clinic’s open day, March 2026",
                "source_url": "",
            },
        ),
        (
            "key_question",
            {
                "question": "How well does it work?",
                "short_answer": "<p>Clearly better than no treatment or usual care, about as well "
                "as antidepressants in the first months, and better than medicines alone in the "
                "long run.</p>",
                "long_answer": "<p>A review of 409 trials with 52,702 people found that about 42 "
                "percent responded to CBT, against 19 percent in control groups. It did about as "
                "well as medicines at first and better after 6 to 12 months. Combining both "
                "worked better than medicines alone, but not better than CBT alone[[cuijpers-2023]]"
                ". These are averages over many kinds of people. Many of the older "
                "trials had weaknesses; their quality has risen over the years.</p>",
            },
        ),
        (
            "comparison",
            {
                "heading": "CBT and antidepressants side by side",
                "introduction": "",
                "caption": "CBT beside antidepressants",
                "treatments": [{"name": "CBT"}, {"name": "Antidepressant"}],
                "rows": [
                    {
                        "attribute": "What it asks of you",
                        "cells": [
                            ("text", "<p>An hour a week, and practice in between</p>"),
                            ("text", "<p>A tablet a day, and check-ups</p>"),
                        ],
                    },
                    {
                        "attribute": "Protects after it ends",
                        "cells": [
                            ("answer", {"answer": "partly", "note": "Skills remain"}),
                            ("answer", {"answer": "no", "note": ""}),
                        ],
                    },
                    {
                        "attribute": "Usual length",
                        "cells": [
                            ("figure", {"number": "16", "unit": "sessions", "note": "8 to 20"}),
                            ("text", "<p>Six months or more after you feel well[[nice-2022]]</p>"),
                        ],
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "How do I know whether it helps?",
                "questions": [
                    {
                        "question": "How soon should I notice something?",
                        "answer": "<p>Often within six to eight sessions. If nothing has moved by "
                        "then, say so: the plan can change.</p>",
                    },
                    {
                        "question": "Does it work online?",
                        "answer": "<p>For many people yes, above all when a therapist guides "
                        "it.</p>",
                    },
                ],
            },
        ),
        TALK_TO_US,
    ],
)
