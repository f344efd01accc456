"""Sleep and depression."""

from datetime import date

from demo.content import Picture, Post
from demo.pages import TALK_TO_US

POST = Post(
    slug="sleep-and-depression",
    title="Sleep and depression: which comes first?",
    search_description="Bad sleep and depression feed each other. What the evidence says, how "
    "cognitive behavioural therapy for insomnia works, and what to try tonight.",
    summary="Bad sleep and depression feed each other. What is known about it, and why a therapy "
    "for sleep is more than advice about screens.",
    category="everyday-life",
    author="daniel-reyes",
    reviewer="grace-kim",
    tags=("sleep", "insomnia", "CBT-I"),
    published=date(2026, 4, 21),
    reviewed=date(2026, 4, 16),
    hero=Picture("night", "Drawing: a house with a lit window under a moon and stars"),
    body=[
        (
            "introduction",
            {
                "text": "<p>Most people with depression sleep badly, and most people who sleep "
                "badly for long feel low. It is natural to ask which came first. It is often more "
                "useful to ask where the circle can be broken.</p>"
            },
        ),
        (
            "text",
            {
                "heading": "A circle with two doors",
                "text": "<p>Insomnia is not only a symptom. In studies that followed people "
                "without depression, those with insomnia were about twice as likely to develop it "
                "later[[baglioni-2011]]. That does not prove that sleeplessness causes "
                "depression, but it makes sleep worth treating for its own sake.</p><p>Depression "
                "also pulls sleep apart: waking at four, lying awake with worries, or sleeping "
                "ten hours without being rested.</p>",
            },
        ),
        (
            "key_question",
            {
                "question": "What helps best against long insomnia?",
                "short_answer": "<p>Cognitive behavioural therapy for insomnia, CBT-I for short. "
                "The American College of Physicians recommends it as the first treatment for "
                "adults.</p>",
                "long_answer": "<p>Its guideline puts CBT-I before sleeping pills, because it "
                "works and has few harms; pills may be added for a short time when it is not "
                "enough[[qaseem-2016]]. CBT-I often takes four to eight sessions, in "
                "person or online.</p><p>In a review of 20 trials, people fell asleep about 19 "
                "minutes sooner afterwards and lay awake about 26 minutes less in the night. The "
                "hours of sleep hardly grew at first: what changed was how much of the time in "
                "bed was sleep[[trauer-2015]]. These trials left out people with "
                "depression or another illness, so your numbers may differ.</p>",
            },
        ),
        (
            "text",
            {
                "heading": "What happens in CBT-I",
                "text": "<ul><li><b>A sleep diary</b> shows how much you really "
                "sleep.</li><li><b>Sleep restriction</b> limits the time in bed to the time you "
                "sleep, and widens it again as sleep grows deeper. The first week is "
                "hard.</li><li><b>Stimulus control</b> means bed is for sleep: after twenty "
                "restless minutes you get up, and come back when you are sleepy.</li><li><b>Work "
                "with thoughts</b> loosens sentences such as “without eight hours I cannot "
                "function”.</li></ul>",
            },
        ),
        (
            "warning_callout",
            {
                "level": "caution",
                "heading": "Not on your own with some illnesses",
                "text": "<p>Sleep restriction can set off mania in bipolar disorder, seizures in "
                "epilepsy, and makes you sleepy at the wheel. Do it with a clinician. Loud "
                "snoring with pauses in breathing needs a sleep study first.</p>",
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "Small steps for this week",
                "introduction": "None of these cures insomnia alone. They are where CBT-I begins.",
                "questions": [
                    {"question": "Get up at the same time every day, weekends too.", "reason": ""},
                    {
                        "question": "Go to bed when you are sleepy, not when the clock says so.",
                        "reason": "<p>Tired and sleepy are not the same.</p>",
                    },
                    {"question": "Turn the clock to the wall.", "reason": ""},
                    {
                        "question": "Go out into daylight within an hour of getting up.",
                        "reason": "",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "Questions we hear at night’s end",
                "questions": [
                    {
                        "question": "I take a sleeping pill. Should I stop?",
                        "answer": "<p>Not on your own and not at once: sleep can get worse for a "
                        "while, and with some pills stopping quickly is dangerous. Ask whoever "
                        "prescribed it. CBT-I can be done beside it.</p>",
                    },
                    {
                        "question": "Can my antidepressant be the reason?",
                        "answer": "<p>It can. Some make people wakeful and others drowsy. Ask "
                        "whether another time of day would suit it better.</p>",
                    },
                    {
                        "question": "When should I ask for help?",
                        "answer": "<p>When bad nights come three times a week for three months, or "
                        "sooner if they weigh on your days.</p>",
                    },
                ],
            },
        ),
        TALK_TO_US,
    ],
)
