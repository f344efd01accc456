"""What readers type, and what must stand among the first three results of the demo.

Each answer is a slug; of several, one is enough.
"""

from wagtail.models import Site

from search.services import Query, search

KETAMINE = "is-ketamine-addictive-when-used-for-depression"
SSRIS = "antidepressants-what-to-expect-in-the-first-weeks"
STOPPING = "stopping-an-antidepressant-carefully"
CBT = "how-cognitive-behavioural-therapy-works"
EXERCISE = "does-exercise-help-against-depression"
SLEEP = "sleep-and-depression"
PHQ9 = "nine-questions-measuring-mood"
FIRST = "what-happens-at-a-first-appointment"
FRIEND = "how-to-support-a-friend-in-a-crisis"
APPOINTMENT = "appointment"
ABOUT = "about"
PRIVACY = "privacy"
POLICY = "editorial-policy"
COMMENTS = "comment-policy"
DISCLAIMER = "disclaimer"

QUERIES: dict[str, tuple[str, ...]] = {
    # Names of medicines, everyday words, abbreviations.
    "zoloft": (SSRIS,),
    "Zoloft side effects": (SSRIS,),
    "coming off zoloft": (STOPPING,),
    "coming off sertraline": (STOPPING,),
    "how to stop taking lexapro": (STOPPING,),
    "quit prozac cold turkey": (STOPPING,),
    "prozac": (SSRIS,),
    "lexapro first week": (SSRIS,),
    "meds": (SSRIS, STOPPING),
    "medication": (SSRIS, STOPPING),
    "antidepressants": (SSRIS, STOPPING),
    "anti-depressant": (SSRIS, STOPPING),
    "happy pills": (SSRIS, STOPPING),
    "SSRI": (SSRIS,),
    "SSRIs": (SSRIS,),
    "how long do antidepressants take to work": (SSRIS,),
    "nausea from antidepressant": (SSRIS,),
    "spravato": (KETAMINE,),
    "esketamine": (KETAMINE,),
    "special k": (KETAMINE,),
    "is ketamine addictive": (KETAMINE,),
    "side effects ketamine": (KETAMINE,),
    "ketamine at home": (KETAMINE,),
    "ketamine bladder": (KETAMINE,),
    "can I drive after ketamine": (KETAMINE,),
    "ECT": (KETAMINE,),
    "electroshock": (KETAMINE,),
    "shock treatment": (KETAMINE,),
    "treatment resistant depression": (KETAMINE,),
    "nothing works for my depression": (KETAMINE,),
    "brain zaps": (STOPPING,),
    "withdrawal": (STOPPING,),
    "tapering": (STOPPING,),
    "relapse after stopping": (STOPPING,),
    "CBT": (CBT,),
    "cognitive behavioral therapy": (CBT,),
    "cognitive behavioural therapy": (CBT,),
    "talk therapy": (CBT,),
    "negative thoughts": (CBT,),
    "behavior": (CBT,),
    "workout depression": (EXERCISE,),
    "running and mood": (EXERCISE,),
    "exercise": (EXERCISE,),
    "gym": (EXERCISE,),
    "can't sleep": (SLEEP,),
    "insomnia": (SLEEP,),
    "sleeping pill": (SLEEP,),
    "CBT-I": (SLEEP,),
    "waking up at night": (SLEEP,),
    "phq9": (PHQ9,),
    "PHQ-9": (PHQ9,),
    "depression test": (PHQ9,),
    "mood questionnaire": (PHQ9,),
    "what does my score mean": (PHQ9,),
    "first visit psychiatrist": (FIRST,),
    "shrink": (FIRST,),
    "what to bring to appointment": (FIRST,),
    "blood test": (FIRST,),
    "help a friend": (FRIEND,),
    "my husband is depressed how can I help": (FRIEND,),
    "suicide": (FRIEND,),
    "988": (FRIEND,),
    "hotline": (FRIEND,),
    "book an appointment": (APPOINTMENT, FIRST),
    "privacy": (PRIVACY,),
    "who reviews the posts": (POLICY,),
    "disclaimer": (DISCLAIMER,),
    "comment rules": (COMMENTS,),
    "about the clinic": (ABOUT,),
    # Slips, accents, beginnings.
    "antidepresants": (SSRIS, STOPPING),
    "ketmine": (KETAMINE,),
    "ketamin": (KETAMINE,),
    "depresion test": (PHQ9,),
    "excercise": (EXERCISE,),
    "withdrawl": (STOPPING,),
    "insomia": (SLEEP,),
    "zolof": (SSRIS,),
    "prosac": (SSRIS,),
    "kétamine": (KETAMINE,),
    "psychiatrst appointment": (FIRST, APPOINTMENT),
    "cognative therapy": (CBT,),
}

LEAST_FOUND = 0.95  # of the queries, with a right answer among the first three results


def missed(site: Site) -> dict[str, list[str]]:
    """Return the queries without a right answer among the first three, with what stands there."""
    found = {
        words: [page.slug for page in search(Query(words), site=site).pages or []][:3]
        for words in QUERIES
    }
    return {words: slugs for words, slugs in found.items() if not set(QUERIES[words]) & set(slugs)}
