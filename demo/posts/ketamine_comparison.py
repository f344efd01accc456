"""Ketamine beside other treatments, as its article compares them.

`rows` is a list of {"attribute", "cells"}; `cells` is a stream, so a list of (type, value) pairs:
("text", HTML), ("answer", {"answer", "note"}) or ("figure", {"number", "unit", "note"}), one for
each treatment and in their order. The block's `normalize` takes this as it is.
"""

from typing import Any


def _row(attribute: str, *cells: str | tuple[str, Any]) -> dict[str, Any]:
    return {
        "attribute": attribute,
        "cells": [("text", f"<p>{cell}</p>") if isinstance(cell, str) else cell for cell in cells],
    }


def _answer(answer: str, note: str = "") -> tuple[str, Any]:
    return ("answer", {"answer": answer, "note": note})


COMPARISON: dict[str, Any] = {
    "heading": "How it compares with other treatments",
    "introduction": "No treatment is best for everybody. These are the differences that people ask "
    "about most.",
    "caption": "Ketamine and esketamine beside antidepressants and talking therapy",
    "treatments": [
        {"name": "Ketamine, esketamine"},
        {"name": "SSRI or SNRI"},
        {"name": "Talking therapy (CBT)"},
    ],
    "rows": [
        _row(
            "Works on",
            "Glutamate (NMDA receptor)",
            "Serotonin, with SNRIs noradrenaline too",
            "Habits of thought and behaviour",
        ),
        _row(
            "Time until it works",
            "Hours to days; one dose often fades within a week[[zarate-2006]]",
            "Some change in one to two weeks, full effect in four to eight[[taylor-2006]]",
            "Weeks to months",
        ),
        _row(
            "Taken at home",
            _answer("no", "Given at a clinic; esketamine with at least two hours of watching"),
            _answer("yes", "A tablet a day"),
            _answer("partly", "Sessions, with exercises in between"),
        ),
        _row(
            "Who it is for",
            "Mostly depression that has not answered to other treatments",
            "Often the first medicine that is tried",
            "Often a first treatment, alone or with a medicine",
        ),
        _row(
            "Main risks",
            "Dissociation, higher blood pressure, sedation, misuse[[fda-2023]]",
            "Nausea, sleep and sexual problems[[ferguson-2001]], symptoms when stopped too fast",
            "Hard hours; few physical risks",
        ),
        _row(
            "FDA-approved for depression",
            _answer("partly", "Esketamine yes; ketamine no (off label)"),
            _answer("yes"),
            ("text", "<p>Not a medicine; recommended by guidelines</p>"),
        ),
        _row(
            "Long-term evidence",
            _answer("partly", "Some for esketamine, little for ketamine"),
            _answer("yes"),
            _answer("yes"),
        ),
    ],
}
