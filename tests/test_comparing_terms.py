"""The term table: values, verdicts and differences; doubt never proves equality; absence says what was looked at."""

import pytest
from convention_factory import convention, promise, source

from extractor.comparing import compare
from extractor.comparing.deltas import date_delta, period_delta, period_key, set_delta
from extractor.errors import RecordError
from extractor.record import (
    Alternative,
    Amount,
    Article,
    DateFact,
    Duration,
    Finding,
    Notice,
    PageRecord,
    Renewal,
    Representative,
    Signatory,
    Signature,
)

TEXT = """@1 objet Objet
La présente convention a pour objet le prêt du hangar.
@2 engagements Engagements
Les parties s'engagent à :

- ranger le hangar ;

- payer le chauffage.
@3 gouvernance Suivi
Un comité de pilotage se réunit chaque trimestre. Les parties se communiquent toutes les données utiles.
@4 durée Durée
La convention dure trois ans à compter du 3 mars 2025.
@5 modification Modification
Elle est modifiée par avenant, avec l'accord exprès de chacune des parties.
@6 résiliation Résiliation
Chaque partie la résilie avec un préavis de deux mois, par lettre recommandée.
@7 litiges Litiges
Les litiges sont réglés à l'amiable, à défaut par le tribunal administratif de Rennes.
@signature
Fait à Ambrelune, le 1er mars 2025
"""


def duration(period="P3Y", quote="trois ans", **fields):
    start = {"start_date": "2025-03-03", "computed_end_date": "2028-03-02", **fields.pop("dates", {})}
    return lambda text: (Duration(period=period, **start, **fields, source=source(text, quote, "4")),)


def notices(*given):
    def made(text):
        return tuple(
            Notice(event=event, period=period, source=source(text, "un préavis de deux mois", "6"), **fields)
            for event, period, fields in given
        )

    return made


def row(comparison, term):
    return next(row for row in comparison.terms if row.term == term)


def of(term, first, second, *, one=TEXT, other=TEXT):
    return row(compare([convention("a", one, **first), convention("b", other, **second)]), term)


def test_a_shorter_term():
    found = of("term", {"durations": duration()}, {"durations": duration("P2Y")})
    assert (found.verdict, found.severity) == ("changed", "error")
    assert [v.value for v in found.values] == ["P3Y", "P2Y"] and [v.delta for v in found.values] == [None, "-P1Y"]
    assert found.values[0].text == "3 ans" and found.values[0].source.quote == "trois ans"


def test_ten_years_and_then_without_end():
    first, other = duration("P10Y", indefinite=True), duration("P8Y", indefinite=True)
    found = of("term", {"durations": first}, {"durations": other})
    assert [v.value for v in found.values] == ["P10Y/indefinite", "P8Y/indefinite"] and found.values[1].delta == "-P2Y"
    assert of("term", {"durations": first}, {"durations": duration("P10Y")}).values[1].delta is None


def test_twelve_months_are_a_year():
    assert of("term", {"durations": duration("P1Y")}, {"durations": duration("P12M")}).verdict == "cosmetic"


def test_start_and_end_are_dates():
    other = duration(dates={"start_date": "2025-04-02", "computed_end_date": "2028-04-01"})
    assert of("start", {"durations": duration()}, {"durations": other}).values[1].delta == "+P30D"
    assert of("end", {"durations": duration()}, {"durations": other}).values[1].delta == "+P30D"


def test_a_doubtful_value_proves_nothing():
    low = lambda text: (Duration(period="P3Y", source=source(text, "trois ans", "4", confidence=0.4)),)  # noqa: E731
    found = of("term", {"durations": duration()}, {"durations": low})
    assert found.verdict == "uncertain" and found.severity == "error"
    assert [v.status for v in found.values] == ["found", "uncertain"]
    assert found.values[0].value == found.values[1].value


def test_two_misread_values_are_not_identical():
    misread = lambda text: (Duration(period="P3Y", source=source(text, "trois ans", "4", ocr_confidence=0.3)),)  # noqa: E731
    assert of("term", {"durations": misread}, {"durations": misread, "title": "Avenant"}).verdict == "uncertain"


def test_a_doubtful_value_equals_itself_in_the_same_document():
    misread = lambda text: (Duration(period="P3Y", source=source(text, "trois ans", "4", ocr_confidence=0.3)),)  # noqa: E731
    record = convention("a", TEXT, durations=misread)
    assert row(compare([record, record]), "term").verdict == "identical"


@pytest.mark.parametrize(("contradicts", "verdict"), [(True, "uncertain"), (False, "identical")])
def test_another_term_that_contradicts_makes_it_uncertain(contradicts, verdict):
    def made(text):
        other = Alternative(value="P4Y", source=source(text, "Objet"))
        return (Duration(period="P3Y", alternatives=(other,), source=source(text, "trois ans", "4")),)

    def told(text):
        found = Finding(code="duration-contradiction", severity="warning", message="…", source=source(text, "Objet"))
        return (found,) if contradicts else ()

    assert of("term", {"durations": duration()}, {"durations": made, "findings": told}).verdict == verdict


def test_what_is_not_found_says_where_it_was_looked_for():
    found = of(
        "renewal",
        {},
        {"renewal": lambda text: Renewal(mode="tacit", period="P1Y", source=source(text, "trois ans", "4"))},
    )
    assert found.verdict == "only" and found.values[0].status == "absent"
    assert found.values[0].looked_at == "articles 1 à 7"
    assert (found.values[1].value, found.values[1].text) == ("tacit||P1Y", "tacite, par périodes de 1 an")
    assert of("insurance", {}, {}).verdict == "absent"


def test_what_may_stand_on_an_unread_page_is_not_absent():
    pages = (
        PageRecord(number=1, width=595, height=842, reader="text"),
        PageRecord(number=2, width=595, height=842, reader="none"),
    )
    renewal = lambda text: Renewal(mode="tacit", source=source(text, "trois ans", "4"))  # noqa: E731
    found = of("renewal", {"renewal": renewal}, {"pages": pages})
    assert found.verdict == "uncertain" and found.values[1].status == "uncertain"
    assert "page(s) non lue(s) : 2" in found.values[1].looked_at


def test_notices():
    a, b = notices(("termination", "P2M", {})), notices(("termination", "P3M", {}), ("formal_notice", "P15D", {}))
    assert of("notice_termination", {"notices": a}, {"notices": b}).values[1].delta == "+P1M"
    assert of("formal_notice", {"notices": a}, {"notices": b}).verdict == "only"
    sent = notices(("formal_notice", "P15D", {"counted_from": "l'envoi d'une mise en demeure"}))
    received = notices(("formal_notice", "P15D", {"counted_from": "la réception de la mise en demeure"}))
    assert of("formal_notice", {"notices": sent}, {"notices": received}).verdict == "changed"
    assert of("formal_notice", {"notices": sent}, {"notices": b}).verdict == "identical"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("lettre recommandée avec accusé de réception", "LRAR", "identical"),
        ("lettre recommandée avec avis de réception", "pli recommandé", "identical"),
        ("lettre recommandée", "simple courrier", "changed"),
        ("voie diplomatique", "courriel", "changed"),
    ],
)
def test_forms_of_notice(one, other, verdict):
    first, second = (notices(("termination", "P2M", {"form": form})) for form in (one, other))
    assert of("notice_form", {"notices": first}, {"notices": second}).verdict == verdict


def test_who_may_terminate():
    everyone, one = (
        notices(("termination", "P2M", {"by": ("p1", "p2")})),
        notices(("termination", "P2M", {"by": ("p1",)})),
    )
    found = of("termination_by", {"notices": everyone}, {"notices": one})
    assert found.verdict == "changed" and [v.text for v in found.values] == ["chacune des parties", "la Ville"]


def test_parties_are_bodies_not_spellings():
    a = convention("a", TEXT, parties=("Ville d'Ambrelune|la Ville", "Club des Dunes|CDD"))
    b = convention("b", TEXT, parties=("VILLE D’AMBRELUNE|la Commune", "Association des Sables|ADS"))
    found = row(compare([a, b]), "parties")
    assert (found.verdict, found.values[1].delta) == ("changed", "+ADS -CDD")
    same = convention("c", TEXT, parties=("Le Club des Dunes|CDD", "Ville d'Ambrelune"))
    assert row(compare([a, same]), "parties").verdict in ("identical", "cosmetic")


def test_an_alias_that_stays_does_not_hide_another_party():
    a = convention("a", TEXT, parties=("Ville d'Ambrelune|la Ville", "Club des Dunes|l'Association"))
    b = convention("b", TEXT, parties=("Ville d'Ambrelune|la Ville", "Chœur des Sables|l'Association"))
    assert row(compare([a, b]), "parties").verdict == "changed"


def test_representatives_and_signature():
    def people(name):
        def made(text):
            return (Signatory(name=name, party="p1", source=source(text, "Fait à Ambrelune")),)

        return made

    def signature(date):
        return lambda text: Signature(
            place="Ambrelune", date=date, source=source(text, "Fait à Ambrelune", "signature")
        )

    first = {"signature": signature("2025-03-01"), "signatories": people("Odile Ferrand")}
    assert of("signature", first, first).verdict == "identical"
    assert of("signature", first, {**first, "signature": signature("2025-03-02")}).verdict == "changed"
    assert of("signature", first, {**first, "signatories": people("Yann Kerdoncuff")}).verdict == "changed"
    a = convention("a", TEXT)
    person = Representative(name="Odile Ferrand", role="Maire", source=a.parties[0].source)
    named = a.model_copy(
        update={"id": "b", "parties": (a.parties[0].model_copy(update={"representatives": (person,)}), a.parties[1])}
    )
    assert row(compare([a, named]), "representatives").verdict == "only"


def test_amounts():
    def sums(value):
        return lambda text: (Amount(value=value, currency="EUR", source=source(text, "trois ans")),)

    assert of("amounts", {"amounts": sums("100")}, {"amounts": sums("120")}).values[1].delta == "+120 EUR -100 EUR"


def test_the_object_and_an_article_of_recitals_alone():
    found = of(
        "object",
        {},
        {},
        other=TEXT.replace(
            "La présente convention a pour objet le prêt du hangar.",
            "Considérant l'intérêt des enfants pour la voile ;",
        ),
    )
    assert found.verdict == "changed" and found.values[1].value == "considérants"
    assert found.values[0].source.quote == "La présente convention a pour objet le prêt du hangar."


def test_the_kind_of_promise():
    def made(modality):
        return lambda text: (
            promise(text, "ranger le hangar", "2", modality=modality),
            promise(text, "payer le chauffage", "2", modality=modality),
        )

    found = of("commitment_modality", {"obligations": made("obligation")}, {"obligations": made("faculté")})
    assert (found.verdict, found.severity) == ("changed", "error")
    assert [v.value for v in found.values] == ["obligation", "faculté"]
    assert found.values[0].source.quote == "Les parties s'engagent à :"


MODIFICATIONS = [
    ("Elle est modifiée par avenant, avec l'accord exprès de chacune des parties.", "avenant|accord|exprès"),
    ("Elle est modifiée par avenant signé par les parties.", "avenant|accord"),
    ("Elle peut être modifiée par écrit d'un commun accord.", "écrit|accord"),
    ("Elle peut être révisée.", "autre forme|sans mention d'accord"),
    ("Les parties acceptent expressément toute modification par avenant.", "avenant|accord|exprès"),
]


@pytest.mark.parametrize(("clause", "value"), MODIFICATIONS)
def test_modification(clause, value):
    other = TEXT.replace(MODIFICATIONS[0][0], clause)
    assert of("modification", {}, {}, other=other).values[1].value == value


def test_express_consent_dropped():
    other = TEXT.replace("l'accord exprès", "l'accord")
    assert of("modification", {}, {}, other=other).values[1].delta == "-exprès"


GOVERNANCE = [
    ("Un comité de pilotage se réunit chaque trimestre.", "comite de pilotage", "P3M"),
    ("Une commission mixte tient séance une fois par an.", "commission mixte", "P1Y"),
    ("Le comité, dit comité de suivi, se réunit deux fois par an.", "comite de suivi", "P6M"),
    ("Rien n'est prévu.", None, None),
]


@pytest.mark.parametrize(("clause", "body", "frequency"), GOVERNANCE)
def test_governance(clause, body, frequency):
    comparison = compare([convention("a", TEXT), convention("b", TEXT.replace(GOVERNANCE[0][0], clause))])
    assert row(comparison, "governance_body").values[1].value == body
    assert row(comparison, "governance_frequency").values[1].value == frequency


WORDINGS = [
    ("disputes", "Les litiges sont réglés à l'amiable, à défaut par le tribunal administratif de Rennes.", "identical"),
    (
        "disputes",
        "Tout différend fait l'objet d'un règlement amiable ; à défaut, le tribunal administratif de Rennes est saisi.",
        "cosmetic",
    ),
    ("disputes", "Les litiges sont réglés par médiation, à défaut par le tribunal administratif de Rennes.", "changed"),
    ("court", "Les litiges vont au tribunal administratif de Rennes.", "cosmetic"),
    ("court", "Les litiges vont au tribunal administratif de Nantes.", "changed"),
    ("court", "Les litiges vont au tribunal judiciaire de Rennes.", "changed"),
    ("court", "Les litiges sont réglés à l'amiable.", "only"),
]


@pytest.mark.parametrize(("term", "clause", "verdict"), WORDINGS)
def test_clauses_that_provide_the_same_are_only_worded_otherwise(term, clause, verdict):
    assert of(term, {}, {}, other=TEXT.replace(WORDINGS[0][1], clause)).verdict == verdict


def test_a_carve_out_is_a_change_and_no_clause_of_its_own():
    clause = "Les parties se communiquent toutes les données utiles (hors données que l'une d'elles tient pour confidentielles)."
    comparison = compare(
        [
            convention("a", TEXT),
            convention("b", TEXT.replace("Les parties se communiquent toutes les données utiles.", clause)),
        ]
    )
    exchange = row(comparison, "data_exchange")
    assert exchange.verdict == "changed"
    assert [c.text.strip() for c in exchange.values[1].redline if c.kind == "added"] == [
        "(hors données que l'une d'elles tient pour confidentielles)"
    ]
    assert row(comparison, "confidentiality").verdict == "absent"


@pytest.mark.parametrize(
    ("term", "clause"),
    [
        ("insurance", "Le Club souscrit une assurance responsabilité civile."),
        ("confidentiality", "Les parties tiennent confidentielles les pièces échangées."),
        ("personal_data", "Les données à caractère personnel sont traitées selon le RGPD."),
        ("intellectual_property", "Les droits d'auteur restent au Club."),
        ("applicable_law", "La convention est soumise au droit français."),
        ("financing", "La Ville verse une subvention annuelle."),
        ("reporting", "Le Club remet un rapport d'activité à la Ville."),
        ("communication", "Le logo de la Ville figure sur les affiches."),
        ("liability", "Le Club répond des dommages causés aux lieux."),
        ("annual_plan", "Un programme d'actions est arrêté chaque année."),
        ("termination_as_of_right", "La convention est résiliée de plein droit en cas de dissolution du Club."),
    ],
)  # fmt: skip
def test_a_clause_is_found_in_an_article_of_any_title(term, clause):
    found = of(term, {}, {}, other=TEXT.replace("@signature", f"@8 autre Divers\n{clause}\n@signature"))
    assert found.verdict == "only" and found.values[1].source.quote == clause
    assert found.values[1].source.article == "8" and found.values[1].source.regions


@pytest.mark.parametrize(
    ("term", "clause"),
    [
        ("liability", "Le Club souscrit une assurance couvrant sa responsabilité civile."),
        ("insurance", "Les droits à l'assurance maladie sont gardés."),
        ("applicable_law", "Le Club, association régie par la loi du 1er juillet 1901, range le hangar."),
        ("modification", "En cas de modification législative, les parties se voient."),
        ("reporting", "Le prix baisse par rapport à celui du marché."),
        ("communication", "La langue de communication est le français."),
        ("earlier_convention", "Le renouvellement de la convention se fera par lettre."),
    ],
)
def test_a_false_friend_is_no_clause(term, clause):
    bare = TEXT.replace(
        "@5 modification Modification\nElle est modifiée par avenant, avec l'accord exprès de chacune des parties.\n",
        "",
    )
    found = of(term, {}, {}, one=bare, other=bare.replace("@signature", f"@8 autre Divers\n{clause}\n@signature"))
    assert found.verdict == "absent"


def test_an_earlier_convention():
    other = f"@preamble - Préambule\nUne première convention a été signée le 4 mai 2019.\n{TEXT}"

    def dates(text):
        return (DateFact(iso="2019-05-04", role="other", source=source(text, "4 mai 2019", "preamble")),)

    found = of("earlier_convention", {}, {"dates": dates}, other=other)
    assert (found.verdict, found.values[1].value) == ("only", "2019-05-04")


def test_annexes():
    other = TEXT.replace("@signature", "@annex-1 - Plan des lieux\nLe hangar est au nord.\n@signature")
    assert of("annexes", {}, {}, other=other).verdict == "only"


def test_what_stands_in_the_same_text_did_not_change():
    """One copy lost the renewal to a misread letter; its article has the same words."""
    renewal = lambda text: Renewal(mode="tacit", source=source(text, "trois ans", "4"))  # noqa: E731
    assert (
        of("renewal", {"renewal": renewal}, {}, other=TEXT.replace("convention dure", "conventlon dure")).verdict
        == "cosmetic"
    )
    assert of("renewal", {"renewal": renewal}, {}, other=TEXT.replace("trois ans", "six ans")).verdict == "only"
    # where not a letter differs, no misreading explains it
    assert of("renewal", {"renewal": renewal}, {}).verdict == "only"


def test_what_a_person_put_right_counts():
    manual = lambda text: (Duration(period="P4Y", source=source(text, "trois ans", "4", rule="manual")),)  # noqa: E731
    other = TEXT.replace("convention dure", "conventlon dure")
    assert of("term", {"durations": duration()}, {"durations": manual}, other=other).verdict == "changed"


def test_many_conventions_have_a_value_each():
    records = [convention(f"c{n}", TEXT, durations=duration(f"P{n}Y")) for n in (3, 3, 5, 2)]
    found = row(compare([r.model_copy(update={"id": f"c{n}"}) for n, r in enumerate(records)]), "term")
    assert [v.delta for v in found.values] == [None, None, "+P2Y", "-P1Y"] and found.verdict == "changed"


@pytest.mark.parametrize("count", [0, 1, 51])
def test_two_to_fifty(count):
    with pytest.raises(RecordError) as error:
        compare([convention("a", TEXT)] * count)
    assert "between 2 and 50" in error.value.explain()


def test_a_convention_without_articles():
    comparison = compare([convention("a", TEXT), convention("b", "")])
    assert {row.verdict for row in comparison.articles} == {"only"}
    assert "aucun article" in row(comparison, "disputes").values[1].looked_at


def test_records_are_not_changed():
    a, b = convention("a", TEXT), convention("b", TEXT)
    before = a.to_json(), b.to_json()
    compare([a, b])
    assert (a.to_json(), b.to_json()) == before


@pytest.mark.parametrize(
    ("one", "other", "delta"),
    [
        ("P5Y", "P3Y", "-P2Y"), ("P7D", "P15D", "+P8D"), ("P1Y", "P18M", "+P6M"), ("P2W", "P15D", "+P1D"),
        ("P1M", "P30D", None), ("P1M", "P1M15D", "+P15D"), ("P1Y", "P12M", None), ("indefinite", "P1Y", None), ("P", "P1D", None),
    ],
)  # fmt: skip
def test_differences_of_periods(one, other, delta):
    assert period_delta(one, other) == delta


def test_other_differences():
    assert date_delta("2024-10-01", "2024-09-30") == "-P1D" and date_delta("signature", "2024-10-01") is None
    assert set_delta("a|b", "b|c") == "+c -a" and set_delta("a", "a") is None
    assert period_key("P12M") == period_key("P1Y") and period_key("P14D") == period_key("P2W")


def test_an_article_is_named_by_what_it_is():
    assert isinstance(convention("a", TEXT).articles[0], Article)


def test_what_two_copies_leave_open_is_the_same():
    def made(text):
        other = Alternative(value="2030-05-02", source=source(text, "Objet"))
        return Signature(place="Brest", date="2030-05-01", alternatives=(other,), source=source(text, "Objet"))

    def another(text):
        first = made(text)
        return first.model_copy(
            update={"alternatives": (first.alternatives[0].model_copy(update={"value": "2030-05-03"}),)}
        )

    assert of("signature", {"signature": made}, {"signature": made}).verdict == "identical"
    assert of("signature", {"signature": made}, {"signature": another}).verdict == "uncertain"


def test_to_withdraw_is_to_end_it_for_oneself():
    def notice(period):
        return lambda text: (Notice(period=period, event="withdrawal", source=source(text, "Objet")),)

    found = of("notice_termination", {"notices": notice("P4M")}, {"notices": notice("P2M")})
    assert (found.verdict, found.values[1].delta) == ("changed", "-P2M")
