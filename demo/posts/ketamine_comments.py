"""A thread below the main article, with every state that a moderator meets."""

from demo.content import Comment

COMMENTS = (
    Comment(
        "Rosa",
        "rosa@example.com",
        "Thank you for not pretending that everything is known. My brother starts next month and "
        "this is the first page that did not try to sell us something.",
        days_after=0.4,
        helpful=6,
        replies=(
            Comment(
                "Jerome T.",
                "jerome@example.com",
                "Same here. We printed the list of questions and went through it at the first "
                "appointment. They took the time.",
                days_after=0.8,
                replies=(
                    Comment(
                        "Rosa",
                        "rosa@example.com",
                        "Did they tell you how many doses were planned?",
                        days_after=0.9,
                        replies=(
                            Comment(
                                "Jerome T.",
                                "jerome@example.com",
                                "Yes, with the dates, and what would make them stop early.",
                                days_after=1.1,
                            ),
                        ),
                    ),
                ),
            ),
            Comment(
                "Hannah Lindqvist",
                "hannah@example.com",
                "We are glad it helps, Rosa. If you think of a question that is missing from the "
                "list, write it here and we will add it.",
                days_after=1.2,
                staff=True,
            ),
        ),
    ),
    Comment(
        "Anonymous in Ohio",
        "anonymous@example.org",
        "I have been sober for six years and was told I should not even ask about this. Is that "
        "right?",
        days_after=2.1,
        replies=(
            Comment(
                "Hannah Lindqvist",
                "hannah@example.com",
                "It is right to ask. A history of addiction does not rule treatment out by itself, "
                "but it changes how the risks are weighed and how closely you are followed. Please "
                "talk about it with a clinician who knows you, and congratulations on six years.",
                days_after=2.3,
                staff=True,
            ),
            Comment(
                "Li Wei",
                "li.wei@example.com",
                "I was in a similar place. What helped me was telling them everything in the first "
                "ten minutes.",
                days_after=3.0,
            ),
        ),
    ),
    Comment(
        "Priya",
        "priya@example.com",
        "The table finally made me understand why my doctor wants to try an SSRI first.",
        days_after=4.5,
        helpful=2,
        replies=(
            Comment(
                "Owen",
                "owen@example.com",
                "Same. What I took from it:\n\n"
                "- ask **why** this treatment and why now\n"
                "- ask what happens when it *stops* working\n"
                "- write the answers down",
                days_after=4.9,
                helpful=3,
            ),
            Comment(
                "K.",
                "k@example.org",
                "My doctor is a quack anyway, they all are, don't believe a word.",
                days_after=6.0,
                reports=("Rude, and not about the post.",),
            ),
        ),
    ),
    Comment(
        "Bob",
        "bob@example.com",
        "I buy mine online, much cheaper, nobody needs a clinic.",
        days_after=5.0,
        status="removed",
    ),
    Comment(
        "Hannah Lindqvist",
        "hannah@example.com",
        "We removed a comment here because it advised buying ketamine online. Compounded products "
        "to take at home are not approved, and nobody is there when breathing slows. If you use "
        "ketamine on your own and would like to stop, or worry about it, a clinician will not "
        "judge you.",
        days_after=5.2,
        staff=True,
    ),
    Comment(
        "Marcus",
        "marcus@example.com",
        "How long did the dissociation last for others here? It frightened me more than I "
        "expected.",
        days_after=7.5,
        status="pending",
    ),
    Comment(
        "Fatima",
        "fatima@example.org",
        "Could you write about what happens when treatment ends?",
        days_after=8.0,
        status="pending",
    ),
    Comment(
        "best pills shop",
        "shop@example.org",
        "Cheap meds no prescription fast delivery visit our shop today!!!",
        days_after=8.5,
        status="spam",
    ),
    Comment(
        "Sam",
        "sam@example.com",
        "I stopped the sessions in spring and it all came back. Some nights I think everybody "
        "would be better off without me.",
        days_after=9.0,
        status="pending",
    ),
    Comment(
        "Newcomer",
        "newcomer@example.org",
        "Does anybody know whether the nasal spray tastes as bad as they say?",
        days_after=9.2,
        status="unconfirmed",
    ),
)
