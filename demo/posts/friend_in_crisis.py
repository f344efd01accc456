"""Supporting a friend in a crisis."""

from datetime import date

from demo.content import Comment, Picture, Post

POST = Post(
    slug="how-to-support-a-friend-in-a-crisis",
    title="How to support a friend in a crisis",
    search_description="What to say when a friend may be thinking of suicide, what not to promise, "
    "how to make the surroundings safer, and whom to call.",
    summary="You do not need the right words. You need to ask, to listen, and to know whom to "
    "call.",
    category="getting-help",
    author="hannah-lindqvist",
    reviewer="grace-kim",
    tags=("crisis", "988", "friends and family"),
    published=date(2026, 6, 16),
    reviewed=date(2026, 10, 19),
    updated=date(2026, 10, 20),
    hero=Picture("hands", "Drawing: two open hands hold a small light"),
    further_reading=("lifeline",),
    body=[
        (
            "warning_callout",
            {
                "level": "emergency",
                "heading": "If a life is in danger now",
                "text": "<p>Call 911 and stay with the person. In the United States you can call "
                "or text 988 at any hour, for yourself or about somebody else.</p>",
            },
        ),
        (
            "introduction",
            {
                "text": "<p>A friend has gone quiet, gives things away, or says that everybody "
                "would be better off. You are afraid of making it worse. This page is for that "
                "moment.</p>"
            },
        ),
        (
            "text",
            {
                "heading": "Signs to take seriously",
                "text": "<p>These matter most when they are new, when they grow, or when they "
                "follow a loss or another painful change:</p><ul><li>talking about wanting to "
                "die, about having no reason to live or about being a burden</li><li>looking for "
                "a way to end their life</li><li>drinking more or taking more "
                "drugs</li><li>sleeping far too little or far too much</li><li>pulling back from "
                "people, or saying goodbye</li><li>rage, reckless acts, or sudden swings of "
                "mood</li></ul><p>There may also be no sign at all. If you are worried, that is "
                "reason enough to ask.</p>",
            },
        ),
        (
            "key_question",
            {
                "question": "May I ask about suicide?",
                "short_answer": "<p>Yes. Ask directly and calmly. Asking does not put the idea "
                "into somebody’s head.</p>",
                "long_answer": "<p>A review of 13 studies found no rise in thoughts of suicide "
                "after people were asked about them; it may even have eased distress[[dazzi-2014]]"
                ". Plain words work best: “Are you thinking of killing yourself?”</p>",
            },
        ),
        (
            "text",
            {
                "heading": "Five steps",
                "text": "<p>The 988 Lifeline teaches five steps that anybody can "
                "take:</p><ol><li><b>Ask</b> the question, and wait for the answer.</li><li><b>Be "
                "there.</b> Listen more than you talk. You need not solve "
                "anything.</li><li><b>Help keep them safe.</b> Ask whether there is a plan, and "
                "put distance between the person and the means.</li><li><b>Help them connect</b> "
                "with 988, a clinician, or somebody they trust.</li><li><b>Follow up.</b> Write "
                "or call the next day. It matters more than it feels.</li></ol>",
            },
        ),
        (
            "text",
            {
                "heading": "Why distance helps",
                "text": "<p>Making a deadly means harder to reach is among the measures with the "
                "best evidence for preventing suicide[[mann-2005]]. A crisis often passes; "
                "what helps is time. Firearms can be stored elsewhere, and medicines can be kept "
                "by somebody else.</p>",
            },
        ),
        (
            "inset",
            {
                "text": "<p>What not to promise: that you will keep it secret. You can say: “I "
                "care too much about you to keep this to myself. Let us decide together whom we "
                "tell.”</p>"
            },
        ),
        (
            "questions_to_ask",
            {
                "heading": "For your own notes",
                "introduction": "Fill it in together when the first hour has passed.",
                "questions": [
                    {"question": "Who can be there tonight?", "reason": ""},
                    {"question": "What has helped in bad hours before?", "reason": ""},
                    {"question": "Where are medicines and weapons now?", "reason": ""},
                    {
                        "question": "Who will call tomorrow, and when?",
                        "reason": "<p>Write a name and a time.</p>",
                    },
                ],
            },
        ),
        (
            "frequently_asked_questions",
            {
                "heading": "What people worry about",
                "questions": [
                    {
                        "question": "What happens when I call 988?",
                        "answer": "<p>You hear a short greeting, and then a trained counselor "
                        "answers. They listen, ask about safety and talk through the next step "
                        "with you. You need not give your name.</p>",
                    },
                    {
                        "question": "What if my friend refuses all help?",
                        "answer": "<p>Stay in touch, tell one other person whom you both trust, "
                        "and call 988 yourself for advice. If a life is in danger, call 911 even "
                        "against their wish.</p>",
                    },
                    {
                        "question": "And what about me?",
                        "answer": "<p>You can care for somebody without being able to save them "
                        "alone. Sleep, eat, and talk to somebody about what you carry.</p>",
                    },
                ],
            },
        ),
        (
            "call_to_action",
            {
                "heading": "You can call for somebody else",
                "text": "<p>988 also talks with friends and families. You do not have to be "
                "sure.</p>",
                "links": [
                    ("phone", {"text": "Call 988", "phone": "988"}),
                    ("address", {"text": "Chat with 988", "url": "https://988lifeline.org/chat/"}),
                ],
                "style": "quiet",
            },
        ),
    ],
    comments=(
        Comment(
            "A sister",
            "sister@example.org",
            "I asked. It was the hardest sentence of my life, and she was so relieved.",
            days_after=12,
            replies=(
                Comment(
                    "Hannah Lindqvist",
                    "hannah@example.com",
                    "Thank you for writing this. Please look after yourself as well; 988 is there "
                    "for you too.",
                    days_after=12.4,
                    staff=True,
                ),
            ),
        ),
    ),
)
