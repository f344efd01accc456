"""Exercise and depression."""

from datetime import date

from demo.content import Comment, Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="does-exercise-help-against-depression",
    title="Does exercise help against depression?",
    search_description="What trials say about walking, running, yoga and strength training for "
    "depression, and how to begin when getting up is hard.",
    summary="Trials say yes, with some ifs. Which kinds were studied, how much is enough, and how "
    "to begin when getting up is hard.",
    category="everyday-life",
    author="daniel-reyes",
    reviewer="samuel-adeyemi",
    tags=("exercise", "self-help"),
    published=date(2026, 8, 18),
    reviewed=date(2026, 8, 13),
    hero=Picture("waves", "Drawing: green waves under an ochre sun"),
    body=[
        (
            "introduction",
            {
                "text": "<p>“Go for a run” can sound like an insult when brushing your teeth is "
                "work. And yet movement is one of the few things against depression that are "
                "cheap, safe and your own. So what do trials say?</p>"
            },
        ),
        (
            "key_question",
            {
                "question": "Does it work?",
                "short_answer": "<p>On average yes: moderately better than no treatment. How sure "
                "we can be is limited, because many trials were small.</p>",
                "long_answer": "<p>A Cochrane review found moderate benefit, but in the few most "
                "careful trials it was small and could be due to chance[[cooney-2013]]. A "
                "newer review took in 218 trials with about 14,000 people. Walking or jogging, "
                "yoga and strength training all helped. Harder exercise helped more[[noetel-2024]]"
                ". Its authors rate their confidence as low for most "
                "comparisons, since people always know whether they exercise.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "Which kind, and how much?",
                "text": "<p>The kind you will do again. In the newer review, strength training "
                "and yoga were the easiest to stay with. Short bouts count. Beginning with ten "
                "minutes, three times a week, is a real beginning.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "What the trials cannot tell",
                "text": "<p>The Cochrane review gathered 39 trials with 2,326 people. A few of "
                "them set exercise against talking therapy or against a medicine, and found no "
                "clear winner. That is not proof that they are equal: those trials were few and "
                "small[[cooney-2013]].</p><p>People who join such a trial are willing and "
                "able to move. If getting out of bed is the day’s work, the averages may not "
                "describe you. And nobody knows for sure why movement helps. Better sleep, "
                "company, a thing done and changes in the body are all possible.</p>",
            },
        ),
        (
            "gallery",
            {
                "heading": "Three ways to begin",
                "images": [
                    {
                        "image": Picture("path", "Drawing: a path winds through hills"),
                        "caption": "<p>A walk to the next corner and back, at the same hour each "
                        "day.</p>",
                        "source": "",
                    },
                    {
                        "image": Picture("branches", "Drawing: a branch with young leaves"),
                        "caption": "<p>Ten minutes in a garden or a park.</p>",
                        "source": "",
                    },
                    {
                        "image": Picture("balance", "Drawing: stones balance on each other"),
                        "caption": "<p>Slow stretching or yoga on the floor of your room.</p>",
                        "source": "",
                    },
                ],
            },
        ),
        (
            "combined_treatments",
            {
                "heading": "Beside treatment, not instead",
                "text": "<p>For moderate or severe depression, movement goes beside other "
                "treatments.</p>",
                "treatments": "<ul><li><b>With therapy</b>, a walk can be the step that you "
                "plan.</li><li><b>With a medicine</b>, ask whether it affects heat, heart or "
                "balance.</li></ul>",
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "Plan your first week",
                "introduction": "Write the answers down. A plan on paper is easier to keep on a "
                "bad day.",
                "questions": [
                    {
                        "question": "Which two days, and at what time?",
                        "reason": "<p>A fixed time saves you the decision.</p>",
                    },
                    {
                        "question": "What is the smallest version that still counts?",
                        "reason": "<p>Putting your shoes on and standing outside is one.</p>",
                    },
                    {
                        "question": "Who could come along, or ask how it went?",
                        "reason": "",
                    },
                    {
                        "question": "What will I do when it rains?",
                        "reason": "<p>Stairs, a long corridor or a video at home.</p>",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "When it is hard",
                "questions": [
                    {
                        "question": "What if I miss a week?",
                        "answer": "<p>Then you begin again with the smallest version. Missing is "
                        "part of every plan and says nothing about you.</p>",
                    },
                    {
                        "question": "I feel worse after it. Is that normal?",
                        "answer": "<p>Sore muscles and tiredness are common at first. If your mood "
                        "drops each time, or you cannot stop exercising, tell your clinician.</p>",
                    },
                ],
            },
        ),
        (
            "inset",
            {
                "text": "<p>Ask a doctor first if you have a heart condition, chest pain, "
                "fainting, or an eating disorder.</p>"
            },
        ),
        TALK_TO_US,
    ],
    comments=(
        Comment(
            "Yusuf",
            "yusuf@example.com",
            "To the mailbox and back. Some days that is the whole programme, and it counts.",
            days_after=3,
            replies=(
                Comment("Ana", "ana@example.com", "It counts. Mailbox club!", days_after=3.6),
            ),
        ),
    ),
)
