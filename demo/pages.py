"""The demo's pages and settings apart from posts. The clinic's address and numbers are made up."""

from datetime import time
from typing import Any

from demo.content import PageReference, Picture

APPOINTMENT = ("page", {"text": "Request an appointment", "page": PageReference("appointment")})
TALK_TO_US: tuple[str, dict[str, Any]] = (
    "call_to_action",
    {
        "heading": "Talk to our team",
        "text": "<p>A clinician will go through your history with you, answer your questions and "
        "say plainly which treatments could suit you and which could not.</p>",
        "links": [
            APPOINTMENT,
            ("phone", {"text": "Call the clinic", "phone": "+1 555 010 0100"}),
        ],
        "style": "prominent",
    },
)

HOME: dict[str, Any] = {
    "title": "Amazing Care Health Services",
    "seo_title": "Amazing Care: careful answers about depression",
    "search_description": "Plain, reviewed and cited posts about depression and its treatments, "
    "written by the clinicians of Amazing Care Health Services.",
    "hero_heading": "Careful answers about depression and its treatments",
    "hero_text": "Our clinicians write about what they are asked every day. Each post is reviewed "
    "by a second clinician and says where its facts come from.",
    "hero_image": Picture("path", "Drawing: a path winds through hills towards the light"),
    "hero_links": [
        ("page", {"text": "Read the blog", "page": PageReference("blog")}),
        APPOINTMENT,
    ],
    "featured_posts": [
        "is-ketamine-addictive-when-used-for-depression",
        "how-to-support-a-friend-in-a-crisis",
        "stopping-an-antidepressant-carefully",
    ],
    "services_heading": "How we can help",
    "services": [
        (
            "service",
            {
                "name": "Psychiatric evaluation",
                "text": "A first visit of about an hour in which a psychiatrist listens, asks and "
                "plans with you.",
                "links": [APPOINTMENT],
            },
        ),
        (
            "service",
            {
                "name": "Medicines, followed closely",
                "text": "We start low, check early, measure how you are, and plan the end as "
                "carefully as the beginning.",
                "links": [
                    (
                        "page",
                        {
                            "text": "The first weeks of an SSRI",
                            "page": PageReference(
                                "antidepressants-what-to-expect-in-the-first-weeks"
                            ),
                        },
                    )
                ],
            },
        ),
        (
            "service",
            {
                "name": "Talking therapy",
                "text": "Cognitive behavioural therapy for depression and for insomnia, on its own "
                "or beside a medicine.",
                "links": [
                    (
                        "page",
                        {
                            "text": "How it works",
                            "page": PageReference("how-cognitive-behavioural-therapy-works"),
                        },
                    )
                ],
            },
        ),
    ],
    "closing": [TALK_TO_US],
}

BLOG: dict[str, Any] = {
    "title": "Blog",
    "slug": "blog",
    "introduction": "Posts about depression and its treatments: reviewed by a clinician, with "
    "their sources.",
    "search_description": "All posts of Amazing Care Health Services about depression, its "
    "treatments, medicines, therapy and everyday life.",
}

FORM: dict[str, Any] = {
    "title": "Request an appointment",
    "slug": "appointment",
    "search_description": "Ask for an appointment at Amazing Care Health Services. We get back to "
    "you within two working days.",
    "introduction": "<p>Tell us how to reach you, and we get back to you within two working days. "
    "Please leave out details of your health: we talk about them in person.</p>"
    "<p><b>This form is not read at night or on weekends.</b> In a crisis call or text 988; in an "
    "emergency call 911.</p>",
    "thank_you_text": "<p>Your request has arrived. Our front desk gets back to you within two working "
    "days: by phone if you left a number, else by e-mail.</p><p>If things get worse before that, call or text 988 at any time, or 911 "
    "in an emergency.</p>",
    "submit_label": "Send the request",
    "to_address": "frontdesk@example.com",
    "subject": "An appointment was requested",
    "fields": [
        {"label": "Your name", "field_type": "singleline", "required": True},
        {"label": "E-mail address", "field_type": "email", "required": True},
        {
            "label": "Phone number",
            "field_type": "singleline",
            "required": False,
            "help_text": "If you would rather be called than written to.",
        },
        {
            "label": "When can we reach you?",
            "field_type": "radio",
            "required": True,
            "choices": "In the morning\r\nAt midday\r\nIn the afternoon",
        },
        {
            "label": "What is it about?",
            "field_type": "dropdown",
            "required": True,
            "choices": "A first appointment\r\nA follow-up appointment\r\n"
            "A question about treatments\r\nSomething else",
        },
    ],
}


def _text(heading: str, text: str) -> tuple[str, dict[str, str]]:
    return ("text", {"heading": heading, "text": text})


STANDARD_PAGES: tuple[dict[str, Any], ...] = (
    {
        "title": "About us",
        "slug": "about",
        "search_description": "Who we are: a clinic for adults with depression, and the people who "
        "write and review this blog.",
        "introduction": "We are a small clinic for adults with depression. We treat people, and we "
        "write down what we tell them.",
        "body": [
            _text(
                "What we do",
                "<p>We see adults with depression, from a first low season to depression that has "
                "not answered to several treatments. We work with medicines, talking therapy and, "
                "where it is right, with treatments that need supervision.</p>",
            ),
            _text(
                "Why we write",
                "<p>People come to us with questions that they did not dare to ask, or with "
                "answers that frightened them. We want them to find a calm page instead: what is "
                "known, what is not, and what to ask next.</p>",
            ),
            TALK_TO_US,
        ],
    },
    {
        "title": "Editorial policy",
        "slug": "editorial-policy",
        "search_description": "How posts on this blog are written, reviewed, cited, corrected and "
        "kept up to date.",
        "introduction": "How a post comes about, who checks it, and what happens when we are "
        "wrong.",
        "body": [
            _text(
                "Written by people who treat people",
                "<p>Every post names its author and the clinician who reviewed it. Nobody reviews "
                "their own post. “Medically reviewed” stands there only while the text is the one "
                "that the clinician signed: when a section changes, it says so until it has been "
                "read again.</p>",
            ),
            _text(
                "Sources first",
                "<p>Statements about treatments rest on published studies, guidelines or notices "
                "of public authorities. They are listed at the end of each post with links. Where "
                "evidence is thin, the post says so.</p>",
            ),
            _text(
                "Corrections",
                "<p>Tell us what is wrong, by the link at the end of each post. A post that "
                "changed in substance says at its end what changed, and when.</p>",
            ),
            _text(
                "Money",
                "<p>No manufacturer pays for a post, reads it before it is published or is linked "
                "to for money.</p>",
            ),
        ],
    },
    {
        "title": "Privacy",
        "slug": "privacy",
        "search_description": "What this site stores about you when you read, reply to a post or "
        "request an appointment, and who can see it.",
        "introduction": "This site works without tracking. Here is what it stores and why.",
        "body": [
            _text(
                "Reading",
                "<p>Pages load nothing from other companies, and no cookie is set while you read. "
                "A video comes from its provider only after you press play.</p>",
            ),
            _text(
                "Replying",
                "<p>A reply is stored with the name and e-mail address you give. The name may be a "
                "pseudonym. The address is never shown. Replies are read by a person before they "
                "appear.</p>",
            ),
            _text(
                "Requesting an appointment",
                "<p>What you enter is stored in our system and read by our front desk. The mail "
                "that tells them about it holds none of your answers.</p>",
            ),
        ],
    },
    {
        "title": "What may be written in replies",
        "slug": "comment-policy",
        "search_description": "What you may write below our posts, what happens with it, who reads "
        "it and when.",
        "introduction": "Replies are for people who are in the same boat. A person reads each of "
        "them.",
        "body": [
            _text(
                "Who reads, and when",
                "<p>A program looks through what you send, for danger, spam and personal data. It "
                "decides nothing: a person on our team reads your reply during opening hours "
                "before it is shown. At night and on weekends nobody reads. If you need help now, "
                "call or text 988.</p>",
            ),
            _text(
                "Welcome",
                "<ul><li>what you lived through, and what helped you</li><li>questions about a "
                "post</li><li>another view, said with respect</li></ul>",
            ),
            _text(
                "Not shown",
                "<ul><li>methods of suicide or self-harm, pacts, and encouragement: never, "
                "whoever writes them</li><li>names, addresses, telephone numbers or health records "
                "of anybody</li><li>advice to start, change or stop a medicine</li><li>"
                "advertising</li></ul><p>Praise and complaints are treated alike.</p>",
            ),
            _text(
                "Our own answers",
                "<p>What the clinic writes carries a badge. We give no personal advice here, and "
                "we never say whether somebody is our patient. Please call us instead.</p>",
            ),
            _text(
                "Your data",
                "<p>You can see, take along and erase what we keep of you: look for “What we keep "
                "about you” below the reply form. This blog is for adults; replies of children "
                "under 13 are erased.</p>",
            ),
        ],
    },
    {
        "title": "Disclaimer",
        "slug": "disclaimer",
        "search_description": "This blog informs; it does not replace an examination, diagnosis or "
        "treatment.",
        "introduction": "This blog informs. It cannot examine you.",
        "body": [
            _text(
                "Not medical advice",
                "<p>What we write is general information. It does not replace an examination, a "
                "diagnosis or a treatment by somebody who knows you. Do not start, change or stop "
                "a medicine because of something you read here.</p>",
            ),
            _text(
                "In an emergency",
                "<p>Call 911 when a life is in danger. Call or text 988 when you think of "
                "suicide or cannot cope. In other countries call your local emergency number.</p>",
            ),
        ],
    },
)

ORGANISATION: dict[str, Any] = {
    "name": "Amazing Care Health Services",
    "legal_name": "Amazing Care Health Services LLC",
    "description": "A clinic for adults with depression, and a blog with careful answers about "
    "its treatments.",
    "telephone": "+1 555 010 0100",
    "email": "hello@example.com",
    "street_address": "100 Example Avenue",
    "locality": "Springfield",
    "region": "NY",
    "postal_code": "10000",
    "country": "US",
    "medical_specialty": "Psychiatric",
    "opening_hours": [
        ("hours", {"days": "Monday to Thursday", "hours": "8 am to 6 pm"}),
        ("hours", {"days": "Friday", "hours": "8 am to 2 pm"}),
    ],
    "social_profiles": [],
}

CARE: dict[str, Any] = {
    "crisis_heading": "If you are in crisis, you do not have to wait",
    "disclaimer": "<p>This post is general information and not medical advice. Talk to a clinician "
    "who knows you before you start, change or stop a treatment.</p>",
}

EMERGENCIES: dict[str, Any] = {
    "reading_hours": "A person on our team reads replies Monday to Thursday, 8 am to 6 pm, and "
    "Friday, 8 am to 2 pm.",
    "quiet_from": time(18),
    "quiet_until": time(8),
}


def _menu(text: str, slug: str) -> tuple[str, dict[str, Any]]:
    return ("page", {"text": text, "page": PageReference(slug)})


NAVIGATION: dict[str, Any] = {
    "header": [_menu("Blog", "blog"), _menu("About us", "about")],
    "header_button": [_menu("Request an appointment", "appointment")],
    "footer": [
        _menu("About us", "about"),
        _menu("Editorial policy", "editorial-policy"),
        _menu("Privacy", "privacy"),
        _menu("Disclaimer", "disclaimer"),
    ],
}
