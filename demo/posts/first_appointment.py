"""What happens at a first appointment."""

from datetime import date

from demo.content import Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="what-happens-at-a-first-appointment",
    title="What happens at a first appointment with a psychiatrist?",
    seo_title="A first appointment with a psychiatrist",
    search_description="What you are asked at a first psychiatric appointment, what you can bring, "
    "what you may leave out, and what you should know when you walk out.",
    summary="An hour of questions sounds frightening. Here is what is asked and why, what to "
    "bring, and what you should know when you walk out.",
    category="getting-help",
    author="hannah-lindqvist",
    reviewer="grace-kim",
    tags=("first appointment", "diagnosis"),
    published=date(2026, 2, 17),
    reviewed=date(2026, 2, 12),
    hero=Picture("conversation", "Drawing: two people talk, with speech bubbles above them"),
    body=[
        (
            "introduction",
            {
                "text": "<p>Many people wait months before they make a first appointment, and then "
                "lie awake the night before. Most of that fear is about not knowing what will "
                "happen. So here it is, step by step.</p>"
            },
        ),
        (
            "text",
            {
                "heading": "Before you come",
                "text": "<p>You do not need to prepare anything. If you like to, bring three "
                "things: a list of the medicines you take or have tried, the names of illnesses "
                "in your family, and a note about what a bad day looks like. A person you trust "
                "may sit with you for a part of the hour.</p>",
            },
        ),
        (
            "key_question",
            {
                "question": "What will I be asked?",
                "short_answer": "<p>What brings you here, how you sleep, eat and get through the "
                "day, what helped before, and whether you have thoughts of dying.</p>",
                "long_answer": "<p>The guidelines of the American Psychiatric Association name "
                "what a first evaluation covers: your reasons for coming, earlier treatments and "
                "how they went, medical illnesses, alcohol and drugs, thoughts of suicide or of "
                "harming others, your family, work and culture[[silverman-2015]]. The "
                "question about suicide is put to everybody. Whatever you answer, you will not be "
                "judged.</p><p>You may say “I would rather not talk about that yet.” A good "
                "clinician will come back to it later and gently.</p>",
            },
        ),
        (
            "inset",
            {
                "text": "<p>Often you fill in a short questionnaire, such as the PHQ-9. Its nine "
                "questions take two minutes, and your answers are compared with later ones to see "
                "whether you get better[[kroenke-2001]].</p>"
            },
        ),
        (
            "text",
            {
                "heading": "Why body and blood come up",
                "text": "<p>Low mood can come from the thyroid gland, from too little iron or "
                "vitamin B12, from pain, from medicines or from bad sleep. That is why you may be "
                "asked for a blood test or be sent to your general doctor. It does not mean that "
                "nobody believes you.</p>",
            },
        ),
        (
            "image",
            {
                "image": Picture("horizon", "Drawing: a red sun stands over green hills"),
                "caption": "<p>The first visit rarely answers everything. It shows a "
                "direction.</p>",
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "What you should know when you walk out",
                "introduction": "If one of these is open at the end, ask.",
                "questions": [
                    {"question": "What do you think I have, and how sure are you?", "reason": ""},
                    {
                        "question": "Which treatments are possible, and what happens if I wait?",
                        "reason": "<p>Waiting is a choice too, and sometimes a good one.</p>",
                    },
                    {"question": "What is the next step, and when do we meet again?", "reason": ""},
                    {
                        "question": "Whom do I call if things get worse before then?",
                        "reason": "<p>Day and night.</p>",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "Small worries",
                "questions": [
                    {
                        "question": "Will I have to take a medicine?",
                        "answer": "<p>No. You decide, after you have heard what speaks for and "
                        "against each treatment.</p>",
                    },
                    {
                        "question": "What if I do not like the psychiatrist?",
                        "answer": "<p>Say so, or ask the front desk for somebody else. It "
                        "happens, and nobody is offended. Trust is a part of the treatment.</p>",
                    },
                    {
                        "question": "What if I cry?",
                        "answer": "<p>Then you cry. There is a box of tissues in the room for a "
                        "reason.</p>",
                    },
                    {
                        "question": "Who learns what I say?",
                        "answer": "<p>What you say is confidential. The exception is danger to "
                        "your life or to somebody else’s; ask us to explain the rules at the "
                        "start.</p>",
                    },
                ],
            },
        ),
        TALK_TO_US,
    ],
)
