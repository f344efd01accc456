"""The main article: is ketamine addictive when used for depression?"""

from datetime import date
from typing import Any

from demo.content import Picture, Post
from demo.pages import TALK_TO_US
from demo.posts.ketamine_comments import COMMENTS
from demo.posts.ketamine_comparison import COMPARISON
from demo.posts.ketamine_risks import OTHER_HARMS, RISKS

SCIENCE: dict[str, Any] = {
    "heading": "How it works: glutamate instead of serotonin",
    "text": "<p>Most antidepressants act on serotonin or noradrenaline. Ketamine acts elsewhere: "
    "it blocks the NMDA receptor, a docking place for glutamate. Glutamate is the messenger that "
    "most nerve cells use to excite each other.</p><p>One leading idea is that this block sets "
    "off a short burst of glutamate activity, and that nerve cells then form and strengthen "
    "connections that long stress had worn thin. Scientists call this neuroplasticity. You may "
    "read that ketamine “resets” the brain. That is a picture, not a finding: how far these "
    "changes explain the relief, and how long they last, is still being studied.</p><h3>Why it "
    "may help where others have not</h3><p>A first antidepressant brings about one person in "
    "three to full remission, and each further try helps fewer[[rush-2006]]. A medicine "
    "with another way of working gives people who did not respond another chance. In the first "
    "randomised study of a single infusion in treatment-resistant depression, 18 people took "
    "part: relief came within two hours, about seven in ten had responded a day later, and about "
    "a third still felt it after a week[[zarate-2006]]. The study was small, and the "
    "effect of one dose fades.</p><p>Whether the body’s opioid system takes part is debated. In "
    "one small study a medicine that blocks opioid receptors weakened ketamine’s effect[[williams-2018]]"
    ". It is one reason why the question of this post deserves a careful answer.</p>",
    "figure": {
        "image": Picture(
            "synapse", "Drawing: two nerve endings face each other across a gap; dots pass between"
        ),
        "caption": "<p>Messengers such as glutamate cross the gap between two nerve cells. "
        "Ketamine blocks one of the places where glutamate docks.</p>",
    },
    "key_terms": [
        {
            "term": "Glutamate",
            "definition": "<p>The messenger that most nerve cells use to excite each other.</p>",
        },
        {
            "term": "NMDA receptor",
            "definition": "<p>One of the places where glutamate docks; ketamine blocks it.</p>",
        },
        {
            "term": "Neuroplasticity",
            "definition": "<p>The brain’s ability to form and change connections.</p>",
        },
        {
            "term": "Treatment-resistant depression",
            "definition": "<p>Depression that has not improved enough after at least two "
            "antidepressants, each taken long enough and at a full dose.</p>",
        },
        {
            "term": "Esketamine",
            "definition": "<p>One of the two mirror-image halves of ketamine, given as a nasal "
            "spray (Spravato).</p>",
        },
    ],
}

BODY: list[tuple[str, Any]] = [
    (
        "introduction",
        {
            "text": "<p>If several treatments have not lifted your depression, hearing of one that "
            "can work within hours brings hope. It also brings a fair question: ketamine is known "
            "as a drug that people misuse. Could a treatment become an addiction?</p><p>This post "
            "explains what ketamine is, how it works, what is known about addiction, dependence "
            "and tolerance, what a careful clinic checks, and how it compares with other "
            "treatments. It also says where knowledge ends.</p>"
        },
    ),
    (
        "text",
        {
            "heading": "What ketamine is",
            "text": "<p>Ketamine has been used as an anaesthetic for more than fifty years. In "
            "2000 a small trial found that a low dose, dripped into a vein, eased depression "
            "within days[[berman-2000]].</p><p>Two forms are used for depression in the "
            "United States:</p><ul><li><b>Esketamine nasal spray</b> (Spravato) has been approved "
            "by the FDA for treatment-resistant depression since March 2019. It is taken only in "
            "a certified setting, where staff watch over you for at least two "
            "hours.</li><li><b>Ketamine by drip</b> is approved as an anaesthetic. Its use for "
            "depression is off label: doctors may prescribe it, but the FDA has not approved "
            "ketamine for any psychiatric disorder.</li></ul><p>Both are Schedule III controlled "
            "substances: they have a medical use and can be misused.</p>",
        },
    ),
    ("science", SCIENCE),
    (
        "key_question",
        {
            "question": "So, is ketamine addictive when used for depression?",
            "short_answer": "<p>It can be. In monitored treatment, at set doses with days or "
            "weeks between them, the risk appears low, but it is not zero, and long-term data are "
            "scarce. Outside such treatment the risk rises with dose and frequency.</p>",
            "long_answer": "<p>Reviews of treatment studies report few signs of misuse. But most "
            "studies gave one or a few doses and followed people for weeks, and few looked for "
            "addiction on purpose[[short-2018]]. “We have not seen it often” is therefore "
            "not the same as “it is rare”. An expert group for the American Psychiatric "
            "Association asks for trained staff, monitoring and limits on how often doses are "
            "given, because the long-term risks are not known well enough[[sanacora-2017]]"
            ".</p><p>What we know about addiction to ketamine comes mostly from people who "
            "take it often and in high doses without any supervision. Among them bladder damage "
            "and memory problems are well described, and many worry about addiction and have "
            "tried to stop without success[[morgan-2012]].</p><p>A personal or family "
            "history of addiction does not rule treatment out. It is something your clinician "
            "needs to know before you decide together.</p>",
        },
    ),
    (
        "quote",
        {
            "quote": "People with addiction use substances or engage in behaviors that become "
            "compulsive and often continue despite harmful consequences.",
            "speaker": "American Society of Addiction Medicine",
            "source": "Definition of Addiction, 2019",
            "source_url": "https://www.asam.org/quality-care/definition-of-addiction",
        },
    ),
    ("risks", RISKS),
    (
        "inset",
        {
            "text": "<p><b>In short:</b> the risk depends on the dose, on how often it is taken, "
            "on your own history and on whether somebody watches over you.</p>"
        },
    ),
    ("text", OTHER_HARMS),
    (
        "warning_callout",
        {
            "level": "urgent",
            "heading": "Ketamine at home carries risks of its own",
            "text": "<p>On 10 October 2023 the FDA warned about compounded ketamine, such as "
            "lozenges and other products to take at home[[fda-2023]]. They are not approved, and nobody is "
            "there to notice when breathing slows or blood pressure climbs.</p>",
        },
    ),
    (
        "text",
        {
            "heading": "Diagnosis and supervision",
            "text": "<p>Treatment begins with a diagnosis and not with a drip. Before a first "
            "dose, a clinician should:</p><ul><li>confirm the diagnosis, and go through which "
            "treatments you have tried, for how long and at what dose</li><li>ask about alcohol "
            "and other drugs, now and in the past</li><li>check your heart and blood pressure, "
            "your liver and your bladder</li><li>ask about psychosis, pregnancy and all your "
            "medicines</li></ul><p>During treatment, staff measure your blood pressure and stay "
            "with you until its effects have worn off. You do not drive that day. Afterwards your "
            "mood and your side effects are measured at each visit, and you decide together "
            "whether to go on, to space the doses out or to stop.</p>",
        },
    ),
    (
        "gallery",
        {
            "heading": "Before, during and after a dose",
            "images": [
                {
                    "image": Picture(
                        "questionnaire", "Drawing: a questionnaire with some answers marked"
                    ),
                    "caption": "<p>Before: your history, your risks, and a score to compare with "
                    "later.</p>",
                },
                {
                    "image": Picture("spray", "Drawing: a nasal spray bottle"),
                    "caption": "<p>During: a set dose, with staff in reach until its effects have "
                    "worn off.</p>",
                },
                {
                    "image": Picture(
                        "notebook", "Drawing: an open notebook with a checklist, a pencil and a cup"
                    ),
                    "caption": "<p>After: notes on mood and side effects, for the next visit.</p>",
                },
            ],
        },
    ),
    (
        "questions_to_ask",
        {
            "heading": "Questions to ask before you start",
            "introduction": "Take this list with you, and tick what has been answered.",
            "questions": [
                {
                    "question": "Which form would I get, and is it approved for my condition?",
                    "reason": "<p>Spray, drip and lozenge differ in dose, evidence and rules.</p>",
                },
                {
                    "question": "What makes my own risk of side effects or misuse higher or lower?",
                    "reason": "<p>Blood pressure, bladder, heart and past drug use matter.</p>",
                },
                {
                    "question": "Who watches over me during and after each dose, and for how long?",
                    "reason": "",
                },
                {
                    "question": "How will we measure whether it works, and when would we stop?",
                    "reason": "<p>A questionnaire at each visit makes the decision easier.</p>",
                },
                {
                    "question": "How many doses are planned, and how far apart?",
                    "reason": "<p>Known harms are tied to high doses and frequent use.</p>",
                },
                {"question": "Which other treatments go with it?", "reason": ""},
                {
                    "question": "Whom do I call at night if I feel worse?",
                    "reason": "<p>Write the number on this sheet.</p>",
                },
            ],
        },
    ),
    ("comparison", COMPARISON),
    (
        "combined_treatments",
        {
            "heading": "Rarely on its own",
            "text": "<p>Ketamine is seldom the whole plan. In studies of esketamine against "
            "relapse, people went on taking an antidepressant by mouth, and those who also kept "
            "the spray relapsed less often than those who changed to a placebo spray[[daly-2019]]"
            ".</p>",
            "treatments": "<ul><li><b>An antidepressant</b> is often continued, to hold what the "
            "first doses gained.</li><li><b>Talking therapy</b> can build on days on which mood "
            "and energy return.</li><li><b>Sleep, movement and company</b> support both, and cost "
            "little.</li></ul>",
        },
    ),
    (
        "image",
        {
            "image": Picture("balance", "Drawing: smooth stones balance on each other by the sea"),
            "caption": "<p>A treatment plan balances relief, risk and effort. It is yours to "
            "weigh, with somebody who knows the facts.</p>",
        },
    ),
    (
        "outlook",
        {
            "heading": "What we still do not know",
            "text": "<p>Research is catching up with practice. A trial with 403 patients without "
            "psychosis found ketamine by drip no less effective than electroconvulsive therapy: "
            "55.4 percent and 41.2 percent responded[[anand-2023]]. In another trial with "
            "676 people, 27.1 percent were in remission after eight weeks of esketamine spray "
            "beside an antidepressant, and 17.6 percent when quetiapine was added instead[[reif-2023]]"
            ". So most people in both groups were not yet well.</p><p>Trials now "
            "follow people for longer, look for misuse on purpose, and search for medicines with "
            "the benefit and without the intoxication.</p>",
            "open_questions": "<ul><li>How often do people develop a use disorder after months or "
            "years of supervised treatment?</li><li>How long is it safe to go on, and how far "
            "apart should doses be?</li><li>Who benefits most, and can we know "
            "beforehand?</li><li>Does the opioid system take part in the effect?</li></ul>",
        },
    ),
    (
        "frequently_asked_questions",
        {
            "heading": "Other questions we hear",
            "questions": [
                {
                    "question": "Will I be tested for ketamine at work?",
                    "answer": "<p>Common drug tests do not look for ketamine, but some extended "
                    "ones do. Ask the clinic for a letter that says you are in treatment.</p>",
                },
                {
                    "question": "Can I drive home after a dose?",
                    "answer": "<p>No. Plan for somebody to take you home, and do not drive until "
                    "the next day, after a night’s sleep.</p>",
                },
                {
                    "question": "I was addicted to something else. Am I excluded?",
                    "answer": "<p>Not by itself. Tell your clinician. It changes how the benefits "
                    "and risks are weighed, and how closely you are followed.</p>",
                },
                {
                    "question": "What would a beginning problem look like?",
                    "answer": "<p>Wanting doses sooner or larger than planned, looking for "
                    "ketamine elsewhere, or hiding its use. Say so early: that is what the "
                    "follow-up is for.</p>",
                },
            ],
        },
    ),
    TALK_TO_US,
]

POST = Post(
    slug="is-ketamine-addictive-when-used-for-depression",
    title="Is ketamine addictive when used for depression?",
    seo_title="Is ketamine addictive when used for depression?",
    search_description="In monitored treatment the risk appears low but not zero. What is known "
    "about addiction, dependence and tolerance, and what to ask before you start.",
    focus_phrase="ketamine addictive",
    summary="In monitored treatment the risk appears low, but it is not zero. What is known about "
    "addiction, dependence and tolerance, what a careful clinic checks, and where knowledge ends.",
    category="treatments",
    author="maya-okafor",
    reviewer="samuel-adeyemi",
    tags=("ketamine", "esketamine", "addiction", "treatment-resistant depression"),
    published=date(2026, 11, 10),
    reviewed=date(2026, 11, 16),
    updated=date(2026, 11, 18),
    hero=Picture("horizon", "Drawing: a red sun stands over green hills"),
    body=BODY,
    comments=COMMENTS,
)
