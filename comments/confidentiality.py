"""What the clinic must not say in public: that somebody is, or was, a patient.

A practice paid $30,000 for answers to reviews that did (US Department of Health and Human Services,
Office for Civil Rights, June 5, 2023), whatever the patient had said before.
"""

import re

from core.folding import words

# Each is looked for in the folded words of an answer.
CONFIRMING = (
    r"(?:your|ur) (?:\w+ )?(?:appointment|visit|session|infusion|treatment|therapy|chart|file|"
    r"record|prescription|diagnosis|test results?|lab results?|insurance|bill|balance|intake|"
    r"evaluation|medication plan|care plan|case)s?\b",
    r"(?:you|u) (?:were|are|have been|had been|became|remain) (?:\w+ )?(?:our|a|my) (?:\w+ )?"
    r"(?:patient|client)s?\b",
    r"(?:being|remaining|becoming) (?:our|a|my) (?:\w+ )?(?:patient|client)\b",
    r"(?:as|since) (?:our|a|my) (?:\w+ )?(?:patient|client)\b",
    r"(?:we|i|our \w+|dr \w+) (?:saw|treated|prescribed|diagnosed|evaluated|assessed|examined|met|"
    r"discharged|admitted|told|advised|spoke with|spoke to|called) you\b",
    r"(?:been|were|are|keep) (?:treating|seeing|following|monitoring) you\b",
    r"when (?:you|u) (?:came|were here|were in|visited|called|saw|started|stopped|missed|canceled|"
    r"cancelled)\b",
    r"(?:you|u) (?:came to|visited|saw|called|canceled|cancelled|missed) "
    r"(?:with )?(?:us|our|the clinic|dr)\b",
    r"your (?:doctor|clinician|therapist|nurse|provider|psychiatrist) (?:here|at our|with us|told|"
    r"prescribed)\b",
    r"(?:we|i) (?:looked|checked|reviewed) (?:\w+ ){0,3}(?:your|you)\b",
    r"(?:good|great|nice|glad) to see (?:you|u) (?:here|again|last|at)\b",
)
_PATTERN = re.compile("|".join(rf"\b(?:{pattern})" for pattern in CONFIRMING))


def confirming(text: str) -> list[str]:
    """Return the expressions of an answer that may confirm that somebody is a patient.

    Args:
        text: what a member of the team is about to publish.
    """
    plain = " ".join(words(text))
    return list(dict.fromkeys(match[0] for match in _PATTERN.finditer(plain)))
