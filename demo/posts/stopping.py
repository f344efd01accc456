"""Stopping an antidepressant."""

from datetime import date

from demo.content import Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="stopping-an-antidepressant-carefully",
    title="Stopping an antidepressant carefully",
    search_description="How common discontinuation symptoms are, how to tell them from a relapse, "
    "and why a slow taper with your clinician is the safest way to stop.",
    summary="Most people can stop with few problems when they go slowly. How common symptoms are, "
    "how to tell them from a relapse, and how a taper is planned.",
    category="medicines",
    author="maya-okafor",
    reviewer="samuel-adeyemi",
    tags=("antidepressants", "SSRI", "tapering"),
    published=date(2026, 9, 29),
    reviewed=date(2026, 9, 24),
    hero=Picture("notebook", "Drawing: an open notebook with a checklist, a pencil and a cup"),
    body=[
        (
            "introduction",
            {
                "text": "<p>Feeling well for a while is a good reason to ask whether you still "
                "need a medicine. How you stop matters as much as whether you stop.</p>"
            },
        ),
        (
            "key_question",
            {
                "question": "Will I have withdrawal symptoms?",
                "short_answer": "<p>Perhaps. Beyond what people also report after a placebo, "
                "about one in six or seven has symptoms that come from stopping. Severe ones are "
                "seen in about one in thirty-five.</p>",
                "long_answer": "<p>A review of 79 studies found symptoms in 31 percent of people "
                "after stopping an antidepressant and in 17 percent after stopping a placebo[[henssler-2024]]"
                ". Dizziness, nausea, vivid dreams, irritability and short "
                "“electric” feelings in the head are typical. They usually begin within days. "
                "Most of these studies were short, so less is known about people who took a "
                "medicine for years.</p>",
            },
        ),
        (
            "comparison",
            {
                "heading": "Withdrawal or relapse?",
                "introduction": "It is not always easy to tell. These signs help.",
                "caption": "Symptoms of stopping beside a return of depression",
                "treatments": [{"name": "From stopping"}, {"name": "Depression returning"}],
                "rows": [
                    {
                        "attribute": attribute,
                        "cells": [("text", f"<p>{one}</p>"), ("text", f"<p>{other}</p>")],
                    }
                    for attribute, one, other in (
                        ("When it begins", "Within days", "Over weeks or months"),
                        (
                            "What it feels like",
                            "New: dizzy, shaky, electric[[horowitz-2019]]",
                            "As it was before",
                        ),
                        ("Back on the medicine", "Better within days", "Better over weeks"),
                    )
                ],
            },
        ),
        (
            "text",
            {
                "heading": "The other risk: becoming ill again",
                "text": "<p>In a trial with 478 people who had taken an antidepressant for long "
                "and felt well, 56 percent of those who stopped became depressed again within a "
                "year, and 39 percent of those who went on[[lewis-2021]]. So many can "
                "stop, and staying on the medicine is no guarantee either. How often you have "
                "been ill, and how badly, shifts the balance.</p>",
            },
        ),
        (
            "science",
            {
                "heading": "Why the last steps are the smallest",
                "text": "<p>The effect on serotonin does not shrink in step with the dose: low "
                "doses still do much. With citalopram, going from 20 to 10 milligrams changes "
                "less than going from 5 to zero. That is why experts propose ever smaller steps "
                "towards the end[[horowitz-2019]]. How much this helps has been "
                "studied little.</p>",
                "figure": {"image": None, "caption": "", "source": ""},
                "key_terms": [
                    {
                        "term": "Taper",
                        "definition": "<p>To lower a dose in steps instead of stopping at "
                        "once.</p>",
                    }
                ],
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "Plan it with your clinician",
                "introduction": "",
                "questions": [
                    {
                        "question": "Is this a good time?",
                        "reason": "<p>A new job, a loss or midwinter may not be.</p>",
                    },
                    {"question": "What are the steps, and how long is each?", "reason": ""},
                    {"question": "What do we do if symptoms come?", "reason": ""},
                    {
                        "question": "Who besides me watches for early signs?",
                        "reason": "<p>Others often see them first.</p>",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "While you taper",
                "questions": [
                    {
                        "question": "How long does it take?",
                        "answer": "<p>From a few weeks to many months. It depends on the "
                        "medicine, on how long you took it and on how each step feels. You may "
                        "pause.</p>",
                    },
                    {
                        "question": "What if a step is too big?",
                        "answer": "<p>Call. Going back to the last dose that felt right, and "
                        "taking smaller steps from there, is not a failure.</p>",
                    },
                    {
                        "question": "May I skip every other day instead?",
                        "answer": "<p>With most antidepressants that makes the level in your blood "
                        "swing. Smaller daily doses are smoother; ask how to measure them.</p>",
                    },
                ],
            },
        ),
        (
            "warning_callout",
            {
                "level": "caution",
                "heading": "Do not stop at once on your own",
                "text": "<p>If side effects are hard to bear, call first. And if thoughts of "
                "suicide come, call or text 988 at any hour.</p>",
            },
        ),
        TALK_TO_US,
    ],
)
