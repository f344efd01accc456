"""Authors and clinical reviewers of the demo; none of them is a real person."""

from demo.content import Person

PEOPLE = (
    Person(
        slug="maya-okafor",
        name="Maya Okafor",
        credentials="MD",
        job_title="Psychiatrist",
        biography="<p>Maya treats adults with depression that has not answered to first "
        "treatments. She writes about medicines: what they do, what they do not do, and how to "
        "tell.</p>",
    ),
    Person(
        slug="daniel-reyes",
        name="Daniel Reyes",
        credentials="PhD",
        job_title="Clinical psychologist",
        biography="<p>Daniel works with cognitive behavioural therapy and with people who have "
        "slept badly for years. He writes about talking therapies and everyday habits.</p>",
    ),
    Person(
        slug="hannah-lindqvist",
        name="Hannah Lindqvist",
        credentials="RN",
        job_title="Psychiatric nurse and editor",
        biography="<p>Hannah sits with people through their first appointments and treatments. "
        "She writes what she is asked most.</p>",
    ),
    Person(
        slug="samuel-adeyemi",
        name="Samuel Adeyemi",
        credentials="MD, FAPA",
        job_title="Medical director, clinical reviewer",
        biography="<p>Samuel reviews what this blog says about medicines and their risks.</p>",
    ),
    Person(
        slug="grace-kim",
        name="Grace Kim",
        credentials="PsyD",
        job_title="Psychologist, clinical reviewer",
        biography="<p>Grace reviews what this blog says about therapy, crises and everyday "
        "life with depression.</p>",
    ),
)
