"""References that lead to another text are told from broken ones, and headings that were lost from both."""

import pytest
from convention_factory import convention, source

from extractor.checking import check
from extractor.record import Finding, Reference, Representative, Source

ARTICLES = "@1 objet Objet\nElle règle le prêt du hangar.\n@2 durée Durée\nElle dure un an."


def codes(short, said, target, *, status="broken", **facts):
    def cited(text):
        return (Reference(text=said, target=target, kind="internal", status=status, source=source(text, said)),)

    record = convention("c", short, references=cited, **facts)
    return {one.code for one in check(record) if one.code.startswith(("reference", "heading"))}


CASES = [
    ("@3 autre Droit\nSelon l'article 41 de son Statut, la Cour décide.", "article 41", "41", set()),
    ("@3 autre Droit\nSelon l'article 59-II et III de la loi du 4 mai 2031, il opte.", "article 59", "59", set()),
    ("@3 autre Droit\nSelon les articles 199 undecies A, 199 undecies B, 217 et 218 duodecies du code des ports.", "articles 199", "199", set()),
    ("@preamble\nVu la loi des ports, notamment ses articles 56 et 59 ;", "articles 56", "56", set()),
    ("@preamble\nVu la loi des ports, notamment ses articles 56 et 59 ;", "59", "59", set()),
    ("@3 autre Droit\nSelon l'article 12 bis de l'annexe III au CGI, il est exempté.", "article 12", "12", set()),
    ("@3 autre Droit\nLa Convention de 1968 s'applique selon l'article 60 de cette Convention.", "article 60", "60", set()),
    ("@3 autre Droit\nSelon l'article 60 de cette convention, il paie.", "article 60", "60", {"reference-broken"}),
    ("@3 autre Droit\nComme le dit l'article trente-sept de la Loi, il paie.", "article trente", "30", set()),
    ("@3 autre Droit\nSelon l'article 41, la Ville décide.", "article 41", "41", {"reference-broken"}),
    ("@3 autre Droit\nSelon l'article 41 de la présente convention, la Ville décide.", "article 41", "41", {"reference-broken"}),
    ("@3 autre Droit\nSelon l'article 41 et la loi, la Ville décide.", "article 41", "41", {"reference-broken"}),
    ("@3 autre Droit\nElle le fait en annexe de l'accord particulier.", "annexe", "annex", set()),
    ("@3 autre Droit\nElle le fait selon l'annexe 2 de la convention.", "annexe 2", "annex-2", {"reference-broken"}),
    ("@3 autre Droit\nLE CAHIER ANNEXÉ À LA CONVENTION est remis.", "ANNEXÉ À", "annex-A", set()),
    ("@3 autre Droit\nVoir les ANNEXES A LA CONVENTION de prêt.", "ANNEXES A", "annex-A", set()),
    ("@3 autre Droit\nVoir les annexes A et B.", "annexes A", "annex-A", {"reference-broken"}),
    ("@3 autre Droit\nVu les articles 88 ter S, 91 Z, 93 O et 95 quater U du code des ports, il opte.", "articles 88", "88", set()),
    ("@3 autre Droit\nSelon les articles vingt-deux et vingt-trois de la loi, il opte.", "articles vingt-deux", "22", set()),
    ("@3 autre Droit\nIl reçoit l'indemnité de la convention collective du 5 juin 2031 (article 20), entière.", "article 20", "20", set()),
    ("@3 autre Droit\nLe règlement intérieur de la Halle prévoit la possibilité à l'article 6 de nommer un tiers.", "article 6", "6", set()),
    ("@3 autre Droit\nElle prévoit la possibilité à l'article 6 de nommer un tiers.", "article 6", "6", {"reference-broken"}),
    ("@3 autre Droit\nLes publics sont ceux de l'article 20 de l'APL du 7 mai 1999.", "article 20", "20", set()),
    ("@3 autre Droit\nLe tableau est annexé\nb) au bail.", "annexé\nb", "annex-B", set()),
    ("@preamble\nI. Objet Article 4 :\nElle règle le prêt.", "Article 4", "4", {"heading-missed"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "cited", "target", "expected"), CASES, ids=[f"{n}" for n in range(len(CASES))])
def test_where_a_reference_leads(said, cited, target, expected):
    assert codes(f"{ARTICLES}\n{said}", cited, target) == expected


def test_one_that_seems_to_say_something_else_may_be_of_another_text():
    said = "\n@3 autre Droit\nSelon l'article 2 duodecies de l'annexe III au CGI."
    assert codes(ARTICLES + said, "article 2", "2", status="suspicious") == set()
    assert codes(
        ARTICLES + said.replace(" duodecies de l'annexe III au CGI", ""), "article 2", "2", status="suspicious"
    )


@pytest.mark.parametrize(
    ("opening", "broken"),
    [("Le présent avenant modifie la convention du 4 mai.", False), ("Elles conviennent de ce qui suit.", True)],
)
def test_an_amendment_cites_what_it_amends(opening, broken):
    short = f"@preamble\n{opening}\n{ARTICLES}\n@3 autre Droit\nLe point 7.3 est supprimé."
    assert bool(codes(short, "point 7.3", "7.3")) is broken
    own = short.replace("Le point 7.3", "Le point 7.3 du présent avenant")
    assert codes(own, "point 7.3", "7.3") == {"reference-broken"}


def test_an_amendment_puts_words_into_the_mouth_of_what_it_amends():
    short = f"{ARTICLES}\n@3 autre Ajout\n« Les articles 41 et 42 de la présente convention s'appliquent. »"
    assert codes(short, "articles 41", "41", kind="avenant") == set()
    assert codes(short, "articles 41", "41") == {"reference-broken"}


def test_the_heading_of_an_annex_is_no_reference():
    heading = Source(quote="ANNEXE A", start=10_000, end=10_008)  # behind all sections
    cited = Reference(text="ANNEXE A", target="annex-A", kind="internal", status="broken", source=heading)
    assert "reference-broken" not in {one.code for one in check(convention("c", ARTICLES, references=(cited,)))}


def told(text, code, message="Une mention."):
    return (Finding(code=code, severity="warning", message=message, source=source(text, "prêt")),)


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("Avenant n° 3 à la convention du port", "info"),
        ("Protocole visant à modifier la convention du port", "info"),
        ("Convention du port", "warning"),
    ],
)
def test_an_amendment_lasts_as_long_as_what_it_amends(title, severity):
    record = convention("c", ARTICLES, title=title, findings=lambda text: told(text, "duration-missing"))
    assert next(one.severity for one in check(record) if one.code == "duration-missing") == severity


@pytest.mark.parametrize("named", [True, False])
def test_a_blank_beside_a_named_representative_is_no_missing_name(named):
    message = "Le nom du représentant de « la Ville » reste à compléter."
    record = convention("c", ARTICLES, findings=lambda text: told(text, "blank-to-fill", message))
    if named:
        city = record.parties[0].model_copy(
            update={
                "representatives": (
                    Representative(name="Odile Garance", role="maire", source=record.parties[0].source),
                )
            }
        )
        record = record.model_copy(update={"parties": (city, *record.parties[1:])})
    said = next(one.message for one in check(record) if one.code == "blank-to-fill")
    assert (said == message) is not named
