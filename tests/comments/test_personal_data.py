"""What identifies somebody is found and masked; what looks like it stays."""

import pytest

from comments.personal_data import find, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call me on (212) 555-2368 please", "Call me on [phone number] please"),
        ("+44 20 7946 0958", "[phone number]"),
        ("write to ada.l@example.co.uk!", "write to [e-mail address]!"),
        ("born on March 3rd, 1984 in Ohio", "born on [date of birth] in Ohio"),
        ("DOB: 03/04/1984", "DOB: [date of birth]"),
        ("my date of birth is 1984-03-04", "my date of birth is [date of birth]"),
        ("MRN 1234567", "MRN [record number]"),
        ("patient id: AB-12345", "patient id: [record number]"),
        ("123-45-6789", "[record number]"),
        (
            "a@b.example and (212) 555-2368",
            "[e-mail address] and [phone number]",
        ),
    ],
)
def test_what_identifies_somebody_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Call 988 or 911.",
        "Call 1-800-273-8255, it is free.",
        "I took 50 mg for 12 weeks in 2023-2024.",
        "Since March 3rd, 2024 I feel better.",
        "8 of 10 people, 95% CI 1.2-3.4",
        "See https://doi.org/10.1001/jamapsychiatry.2017.0080",
        "PHQ-9 score 14, then 6",
        "@ada I agree",
    ],
)
def test_numbers_of_treatment_and_hotlines_stay(text: str) -> None:
    assert find(text) == []
