"""The risks of ketamine, as its article tells them apart."""

from typing import Any

RISKS: dict[str, Any] = {
    "heading": "Addiction, dependence and tolerance are not the same",
    "introduction": "<p>Three words are often mixed up. They describe different things, and they "
    "call for different answers. What is said of addiction follows the American Society of "
    "Addiction Medicine[[asam-2019]]. The diagnostic manual of psychiatry does not count tolerance and "
    "withdrawal towards a use disorder when a medicine is taken as prescribed and under "
    "supervision[[dsm-2013]].</p>",
    "layout": "cards",
    "risks": [
        {
            "term": "Addiction",
            "definition": "<p>Using something compulsively, and going on despite the harm it "
            "does.</p>",
            "likelihood_supervised": "unknown",
            "likelihood_unsupervised": "unknown",
            "likelihood_note": "<p>Treatment studies report few cases, but few looked for them "
            "over years. Without supervision nobody has a reliable count either; many who use it "
            "often say that they tried to stop and could not[[morgan-2012]].</p>",
            "lowered_by": "<p>Set doses given only at the clinic, a plan with an end, and an "
            "honest talk about drugs and alcohol.</p>",
            "severity": "serious",
        },
        {
            "term": "Physical dependence",
            "definition": "<p>The body has adapted to a substance, which shows in withdrawal when "
            "it stops. It can happen with many medicines and is not addiction by itself.</p>",
            "likelihood_supervised": "unknown",
            "likelihood_unsupervised": "unknown",
            "likelihood_note": "<p>Some people who used ketamine daily describe craving, anxiety "
            "and shaking when they stop; whether this is a true withdrawal syndrome is debated[[morgan-2012]]"
            ". Doses that lie days or weeks apart leave the body time "
            "without it.</p>",
            "lowered_by": "<p>Time between doses, and no doses at home.</p>",
            "severity": "moderate",
        },
        {
            "term": "Tolerance",
            "definition": "<p>Needing more of a substance for the same effect.</p>",
            "likelihood_supervised": "unknown",
            "likelihood_unsupervised": "common",
            "likelihood_note": "<p>It is described with frequent recreational use[[morgan-2012]]"
            ". With spaced medical doses it has been studied too little to promise "
            "anything.</p>",
            "lowered_by": "<p>The lowest dose that works, as seldom as it works, with your mood "
            "measured each time.</p>",
            "severity": "moderate",
        },
    ],
}

OTHER_HARMS: dict[str, Any] = {
    "heading": "Other effects to know about",
    "text": "<p>After a single dose most side effects are short. You may feel detached from your "
    "body or surroundings, which is called dissociation. You may feel dizzy or sick. Your sight "
    "may blur, and your blood pressure may rise. All this usually passes within "
    "hours[[short-2018]].</p><p>The label of esketamine carries boxed warnings. It can make you drowsy (sedation) or detached, and it can slow your "
    "breathing. That is why you are watched for at least two hours. It can be abused and misused. "
    "And as with antidepressants, thoughts of suicide can come up in young people.</p><p>Frequent high doses outside "
    "treatment can damage the bladder and harm memory[[morgan-2012]]. How much of this "
    "reaches people in long treatment is not known. So clinics ask about the bladder and about "
    "memory at follow-up.</p>",
}
