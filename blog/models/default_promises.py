"""Promises that no clinic may make, as a site's list begins.

The reasons name what the regulator's own page says, and whom it binds. They are no legal advice.
"""

from typing import Any

FTC = "https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance"
FTC_REASON = (
    "The US Federal Trade Commission asks that health claims are true, not misleading, and backed "
    "by competent and reliable scientific evidence, as a rule randomized controlled trials in "
    "people (Health Products Compliance Guidance, 2022)."
)
FDA_KETAMINE = (
    "https://www.fda.gov/drugs/human-drug-compounding/"
    "fda-warns-patients-and-health-care-providers-about-potential-risks-associated-compounded-"
    "ketamine-products-including"
)
CONTROLLED = "https://www.ecfr.gov/current/title-21/chapter-II/part-1308/section-1308.13"

PROMISES: tuple[dict[str, Any], ...] = (
    {
        "phrases": ["cure", "cures", "cured", "curing"],
        "exceptions": ["no known cure", "search for a cure", "nobody can promise a cure"],
        "reason": f"{FTC_REASON} No treatment of depression has been shown to cure everybody.",
        "instead": "Say how many people got better in which study, and for how long.",
        "url": FTC,
    },
    {
        "phrases": ["guarantee", "guarantees", "guaranteed", "guaranteeing"],
        "exceptions": ["nobody can guarantee", "no one can guarantee", "no guarantee"],
        "reason": f"{FTC_REASON} What a treatment does for one person cannot be known beforehand.",
        "instead": "Say what can be expected, and that it differs from person to person.",
        "url": FTC,
    },
    {
        "phrases": [
            "no side effects",
            "without side effects",
            "free of side effects",
            "side effect free",
            "no risk",
            "no risks",
            "risk free",
            "without risk",
            "without any risk",
            "100 % safe",
            "100 percent safe",
            "completely safe",
            "perfectly safe",
            "totally safe",
            "entirely safe",
        ],
        "exceptions": ["no risk factors"],
        "reason": f"{FTC_REASON} A claim of safety needs such evidence too, and known harms must "
        "not be left out.",
        "instead": "Name the side effects, how common they are and what is done about them.",
        "url": FTC,
    },
    {
        "phrases": [
            "miracle",
            "miraculous",
            "works for everyone",
            "works for everybody",
            "100 % effective",
            "100 percent effective",
            "always works",
            "instant relief",
            "permanent relief",
            "permanently heals",
        ],
        "exceptions": [],
        "reason": FTC_REASON,
        "instead": "Say for how many people it worked, after what time, and in which study.",
        "url": FTC,
    },
    {
        "phrases": ["clinically proven", "scientifically proven", "medically proven"],
        "exceptions": [],
        "reason": "Who says that something is proven must have at least the evidence that the "
        "words promise (FTC, Health Products Compliance Guidance, 2022).",
        "instead": "Name the study, its size and what it found.",
        "url": FTC,
    },
    {
        "phrases": [
            "FDA approved ketamine",
            "ketamine is FDA approved for depression",
            "ketamine is approved for depression",
        ],
        "exceptions": [],
        "reason": "The US Food and Drug Administration says that ketamine is not approved for any "
        "psychiatric disorder; the esketamine nasal spray is approved for some.",
        "instead": "Write: ketamine is used off label; the esketamine nasal spray is approved.",
        "url": FDA_KETAMINE,
    },
    {
        "phrases": ["non addictive", "nonaddictive", "is not addictive", "isn't addictive"],
        "exceptions": [],
        "reason": "Ketamine and esketamine stand in Schedule III of the controlled substances (21 "
        "CFR 1308.13): misuse can lead to dependence.",
        "instead": "Say under which conditions the risk is low, and that it is not zero.",
        "url": CONTROLLED,
    },
)
