"""The publications that the demo's posts stand on, each written once."""

from typing import Any


def _source(
    authors: str, title: str, publication: str, year: int, doi: str = "", url: str = ""
) -> dict[str, Any]:
    return {
        "authors": authors,
        "title": title,
        "publication": publication,
        "year": year,
        "doi": doi,
        "url": url,
    }


def sources(*chosen: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the section that closes a post."""
    return ("sources", {"heading": "Sources", "sources": list(chosen)})


ZARATE_2006 = _source(
    "Zarate CA, Singh JB, Carlson PJ, et al.",
    "A randomized trial of an N-methyl-D-aspartate antagonist in treatment-resistant major "
    "depression",
    "Archives of General Psychiatry 63:856-864",
    2006,
    "10.1001/archpsyc.63.8.856",
)
BERMAN_2000 = _source(
    "Berman RM, Cappiello A, Anand A, et al.",
    "Antidepressant effects of ketamine in depressed patients",
    "Biological Psychiatry 47:351-354",
    2000,
    "10.1016/S0006-3223(99)00230-9",
)
RUSH_2006 = _source(
    "Rush AJ, Trivedi MH, Wisniewski SR, et al.",
    "Acute and longer-term outcomes in depressed outpatients requiring one or several treatment "
    "steps: a STAR*D report",
    "American Journal of Psychiatry 163:1905-1917",
    2006,
    "10.1176/ajp.2006.163.11.1905",
)
SANACORA_2017 = _source(
    "Sanacora G, Frye MA, McDonald W, et al.",
    "A consensus statement on the use of ketamine in the treatment of mood disorders",
    "JAMA Psychiatry 74:399-405",
    2017,
    "10.1001/jamapsychiatry.2017.0080",
)
ANAND_2023 = _source(
    "Anand A, Mathew SJ, Sanacora G, et al.",
    "Ketamine versus ECT for nonpsychotic treatment-resistant major depression",
    "New England Journal of Medicine 388:2315-2325",
    2023,
    "10.1056/NEJMoa2302399",
)
DALY_2019 = _source(
    "Daly EJ, Trivedi MH, Janik A, et al.",
    "Efficacy of esketamine nasal spray plus oral antidepressant treatment for relapse prevention "
    "in patients with treatment-resistant depression",
    "JAMA Psychiatry 76:893-903",
    2019,
    "10.1001/jamapsychiatry.2019.1189",
)
SHORT_2018 = _source(
    "Short B, Fong J, Galvez V, Shelker W, Loo CK",
    "Side-effects associated with ketamine use in depression: a systematic review",
    "Lancet Psychiatry 5:65-78",
    2018,
    "10.1016/S2215-0366(17)30272-9",
)
MORGAN_2012 = _source(
    "Morgan CJA, Curran HV",
    "Ketamine use: a review",
    "Addiction 107:27-38",
    2012,
    "10.1111/j.1360-0443.2011.03576.x",
)
WILLIAMS_2018 = _source(
    "Williams NR, Heifets BD, Blasey C, et al.",
    "Attenuation of antidepressant effects of ketamine by opioid receptor antagonism",
    "American Journal of Psychiatry 175:1205-1215",
    2018,
    "10.1176/appi.ajp.2018.18020138",
)
ASAM_2019 = _source(
    "American Society of Addiction Medicine",
    "Definition of addiction",
    "Policy statement",
    2019,
    url="https://www.asam.org/quality-care/definition-of-addiction",
)
FDA_2023 = _source(
    "US Food and Drug Administration",
    "FDA warns patients and health care providers about potential risks associated with "
    "compounded ketamine products, including oral formulations, for the treatment of psychiatric "
    "disorders",
    "Safety notice of 10 October",
    2023,
    url="https://www.fda.gov/drugs/human-drug-compounding/"
    "fda-warns-patients-and-health-care-providers-about-potential-risks-associated-compounded-"
    "ketamine",
)
SILVERMAN_2015 = _source(
    "Silverman JJ, Galanter M, Jackson-Triche M, et al.",
    "The American Psychiatric Association practice guidelines for the psychiatric evaluation of "
    "adults",
    "American Journal of Psychiatry 172:798-802",
    2015,
    "10.1176/appi.ajp.2015.1720501",
)
TAYLOR_2006 = _source(
    "Taylor MJ, Freemantle N, Geddes JR, Bhagwagar Z",
    "Early onset of selective serotonin reuptake inhibitor antidepressant action: systematic "
    "review and meta-analysis",
    "Archives of General Psychiatry 63:1217-1223",
    2006,
    "10.1001/archpsyc.63.11.1217",
)
CIPRIANI_2018 = _source(
    "Cipriani A, Furukawa TA, Salanti G, et al.",
    "Comparative efficacy and acceptability of 21 antidepressant drugs for the acute treatment of "
    "adults with major depressive disorder: a systematic review and network meta-analysis",
    "Lancet 391:1357-1366",
    2018,
    "10.1016/S0140-6736(17)32802-7",
)
STONE_2009 = _source(
    "Stone M, Laughren T, Jones ML, et al.",
    "Risk of suicidality in clinical trials of antidepressants in adults: analysis of proprietary "
    "data submitted to US Food and Drug Administration",
    "BMJ 339:b2880",
    2009,
    "10.1136/bmj.b2880",
)
QASEEM_2016 = _source(
    "Qaseem A, Kansagara D, Forciea MA, et al.",
    "Management of chronic insomnia disorder in adults: a clinical practice guideline from the "
    "American College of Physicians",
    "Annals of Internal Medicine 165:125-133",
    2016,
    "10.7326/M15-2175",
)
BAGLIONI_2011 = _source(
    "Baglioni C, Battagliese G, Feige B, et al.",
    "Insomnia as a predictor of depression: a meta-analytic evaluation of longitudinal "
    "epidemiological studies",
    "Journal of Affective Disorders 135:10-19",
    2011,
    "10.1016/j.jad.2011.01.011",
)
CUIJPERS_2023 = _source(
    "Cuijpers P, Miguel C, Harrer M, et al.",
    "Cognitive behavior therapy vs. control conditions, other psychotherapies, pharmacotherapies "
    "and combined treatment for depression: a comprehensive meta-analysis including 409 trials "
    "with 52,702 patients",
    "World Psychiatry 22:105-115",
    2023,
    "10.1002/wps.21069",
)
DAZZI_2014 = _source(
    "Dazzi T, Gribble R, Wessely S, Fear NT",
    "Does asking about suicide and related behaviours induce suicidal ideation? What is the "
    "evidence?",
    "Psychological Medicine 44:3361-3363",
    2014,
    "10.1017/S0033291714001299",
)
MANN_2005 = _source(
    "Mann JJ, Apter A, Bertolote J, et al.",
    "Suicide prevention strategies: a systematic review",
    "JAMA 294:2064-2074",
    2005,
    "10.1001/jama.294.16.2064",
)
LIFELINE = _source(
    "988 Suicide & Crisis Lifeline",
    "Help someone else",
    "Information page",
    2022,
    url="https://988lifeline.org/help-someone-else/",
)
KROENKE_2001 = _source(
    "Kroenke K, Spitzer RL, Williams JBW",
    "The PHQ-9: validity of a brief depression severity measure",
    "Journal of General Internal Medicine 16:606-613",
    2001,
    "10.1046/j.1525-1497.2001.016009606.x",
)
LOWE_2004 = _source(
    "Löwe B, Unützer J, Callahan CM, Perkins AJ, Kroenke K",
    "Monitoring depression treatment outcomes with the Patient Health Questionnaire-9",
    "Medical Care 42:1194-1201",
    2004,
    "10.1097/00005650-200412000-00006",
)
COONEY_2013 = _source(
    "Cooney GM, Dwan K, Greig CA, et al.",
    "Exercise for depression",
    "Cochrane Database of Systematic Reviews CD004366",
    2013,
    "10.1002/14651858.CD004366.pub6",
)
NOETEL_2024 = _source(
    "Noetel M, Sanders T, Gallardo-Gómez D, et al.",
    "Effect of exercise for depression: systematic review and network meta-analysis of randomised "
    "controlled trials",
    "BMJ 384:e075847",
    2024,
    "10.1136/bmj-2023-075847",
)
HENSSLER_2024 = _source(
    "Henssler J, Schmidt Y, Schmidt U, Schwarzer G, Bschor T, Baethge C",
    "Incidence of antidepressant discontinuation symptoms: a systematic review and meta-analysis",
    "Lancet Psychiatry 11:526-535",
    2024,
    "10.1016/S2215-0366(24)00133-0",
)
LEWIS_2021 = _source(
    "Lewis G, Marston L, Duffy L, et al.",
    "Maintenance or discontinuation of antidepressants in primary care",
    "New England Journal of Medicine 385:1257-1267",
    2021,
    "10.1056/NEJMoa2106356",
)
HOROWITZ_2019 = _source(
    "Horowitz MA, Taylor D",
    "Tapering of SSRI treatment to mitigate withdrawal symptoms",
    "Lancet Psychiatry 6:538-546",
    2019,
    "10.1016/S2215-0366(19)30032-X",
)
