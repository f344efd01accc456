"""Measuring mood with the PHQ-9."""

from datetime import date

from demo.content import Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="nine-questions-measuring-mood",
    title="Nine questions: measuring mood with the PHQ-9",
    search_description="What the PHQ-9 asks, what its score means and does not mean, and why we "
    "ask you to fill it in at every visit.",
    summary="Why we hand you the same nine questions at every visit, what the score means, and "
    "what it cannot tell.",
    category="getting-help",
    author="hannah-lindqvist",
    reviewer="samuel-adeyemi",
    tags=("PHQ-9", "diagnosis"),
    published=date(2026, 7, 14),
    reviewed=date(2026, 7, 9),
    hero=Picture(
        "questionnaire", "Drawing: a questionnaire on a clipboard with some answers marked"
    ),
    body=[
        (
            "introduction",
            {
                "text": "<p>Nobody takes your blood pressure by asking how you feel about it. Mood "
                "has no cuff, but it has questions. The PHQ-9 has nine of them, and you can answer "
                "them in two minutes.</p>"
            },
        ),
        (
            "text",
            {
                "heading": "What it asks",
                "text": "<p>For the past two weeks you say how often each of nine problems "
                "bothered you: little interest, low mood, sleep, energy, appetite, feeling like a "
                "failure, concentration, moving slowly or restlessly, and thoughts of being "
                "better off dead or of hurting yourself. Each answer counts 0 to 3 points, 27 in "
                "all.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "Where it comes from",
                "text": "<p>The PHQ-9 is part of a longer patient health questionnaire. The study "
                "that introduced it asked 6,000 patients, half in primary care and half in "
                "clinics for women’s health. A mental health professional then interviewed 580 of "
                "them without knowing their scores, so that the two could be compared[[kroenke-2001]]"
                ". It costs nothing to use. That is one reason why you meet it almost "
                "everywhere.</p>",
            },
        ),
        (
            "key_question",
            {
                "question": "What does the score mean?",
                "short_answer": "<p>The higher, the more depression weighs on you: 5, 10, 15 and "
                "20 mark the steps from mild to severe. It is a measure and not a diagnosis.</p>",
                "long_answer": "<p>In the study that introduced it, a score of 10 or more found "
                "88 percent of people with major depression, and was below 10 in 88 percent of "
                "people without[[kroenke-2001]]. So some scores are high without "
                "depression, and the other way round. Only a talk can tell.</p>",
            },
        ),
        (
            "comparison",
            {
                "heading": "The steps",
                "introduction": "",
                "caption": "Scores of the PHQ-9 and what often follows from them",
                "treatments": [{"name": "Words for it"}, {"name": "What often follows"}],
                "rows": [
                    {
                        "attribute": score,
                        "cells": [("text", f"<p>{words}</p>"), ("text", f"<p>{follows}</p>")],
                    }
                    for score, words, follows in (
                        ("0 to 4", "Minimal[[kroenke-2001]]", "Nothing, or a look at it later"),
                        ("5 to 9", "Mild", "Watchful waiting, asked again"),
                        ("10 to 14", "Moderate", "A talk about therapy or a medicine"),
                        ("15 to 19", "Moderately severe", "Treatment, usually soon"),
                        ("20 to 27", "Severe", "Treatment at once, closely followed"),
                    )
                ],
            },
        ),
        (
            "text",
            {
                "heading": "Why at every visit",
                "text": "<p>Memory paints the last weeks in the colour of today. Numbers written "
                "down then do not. A change of five points or more is generally taken as a real "
                "change[[lowe-2004]]. If nothing moves, we change the plan sooner.</p>",
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "Make the number useful",
                "introduction": "Questions to bring up when you hand the sheet back.",
                "questions": [
                    {
                        "question": "Which of my answers has changed since last time?",
                        "reason": "<p>Sleep may move before mood. The sum alone hides that.</p>",
                    },
                    {
                        "question": "Could something else explain these points?",
                        "reason": "<p>Pain, grief, a new baby or an illness of the body can cost "
                        "sleep and energy too.</p>",
                    },
                    {"question": "At which number do we change the plan?", "reason": ""},
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "Filling it in",
                "questions": [
                    {
                        "question": "What if I am not sure how to answer?",
                        "answer": "<p>Take your first guess and tell us about the rest. There is "
                        "no right answer, and nobody grades you.</p>",
                    },
                    {
                        "question": "May I do it at home between visits?",
                        "answer": "<p>Yes. Every two weeks is enough, since the questions ask "
                        "about two weeks. Bring the sheets along.</p>",
                    },
                ],
            },
        ),
        (
            "warning_callout",
            {
                "level": "urgent",
                "heading": "The ninth question",
                "text": "<p>If you mark anything but “not at all” for thoughts of dying or of "
                "hurting yourself, we talk about it that day. At home, call or text 988 at any "
                "hour.</p>",
            },
        ),
        TALK_TO_US,
    ],
)
