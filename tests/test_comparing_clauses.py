"""Where a term stands in other words or in another place than expected, it is found; where only its words stand, it is not."""

import pytest
from convention_factory import convention, promise, source

from extractor.comparing import compare
from extractor.record import DateFact, Notice, Renewal


def value(term, short, **facts):
    found = compare([convention("a", short, **facts), convention("b", short, **facts)])
    return next(row.values[0] for row in found.terms if row.term == term)


def shown(term, short, **facts):
    return value(term, short, **facts).text


FOUND = [
    ("object", "@1 - But\nLe but de la présente entente est notamment de : tenir le sentier.", "tenir le sentier"),
    ("object", "@preamble\nLa présente convention a pour but :\n\n- le prêt du hangar.\n@2 durée Durée\nUn an.", "prêt du hangar"),
    ("financing", "@1 financement Rémunération\nLe tout est fixé à 380 € par mois.", "380 €"),
    ("financing", "@1 engagements Duties\nLa Ville s'engage à verser une contribution annuelle de 900 €.", "900 €"),
    ("financing", "@1 autre Droits\nLa Ville rembourse les frais de déplacement du bénévole.", "rembourse"),
    ("insurance", "@1 assurance Assurance\nLe Club a souscrit une police en responsabilité civile.", "police"),
    ("insurance", "@1 assurance Assurance\nLe Club s'assure contre le vol.", "vol"),
    ("confidentiality", "@1 autre Devoirs\nLe Club s'engage à tenir secrètes les pièces reçues.", "secrètes"),
    ("confidentiality", "@1 objet Échange\nLes renseignements obtenus sont tenus secrets.", "secrets"),
    ("disputes", "@7 litiges Différends\nLes difficultés nées de la convention sont tranchées par un tribunal arbitral.", "arbitral"),
    ("court", "@7 litiges Litiges\nÀ défaut, ils sont tranchés par voie d'arbitrage devant la Chambre du port.", "Chambre"),
    ("data_exchange", "@3 - Échange\nLa Ville communique toute information nécessaire au Club.", "information nécessaire"),
    ("reporting", "@3 engagements Duties\nLe Club remet un tableau de bord chaque mois.", "tableau de bord"),
    ("liability", "@5 - Revenus\nLa Ville ne sera pas responsable envers le Club.", "responsable envers"),
    ("governance_body", "@3 - Organisation\nIl est institué une commission intercommunale.", "commission intercommunale"),
    ("earlier_convention", "@preamble\nLa convention originale est retranchée.\n@1 durée Durée\nUn an.", "originale"),
    ("modification", "@3 modification Priorité\nLe planning est révisable.\n@8 autre Divers\nToute modification notable fait l'objet d'un accord écrit entre les parties.", "écrit, accord"),
    ("termination_by", "@8 résiliation Fin\nElle pourra être résiliée par l'une ou l'autre des parties.", "chacune des parties"),
    ("termination_by", "@8 durée Durée\nUn État contractant peut la dénoncer en tout temps.", "chacune des parties"),
    ("termination_by", "@8 résiliation Fin\nLa Ville comme le Club peuvent y mettre fin.", "chacune des parties"),
    ("termination_by", "@8 résiliation Fin\nChacun peut mettre un terme au prêt en prévenant l'autre.", "chacune des parties"),
    ("reporting", "@4 engagements Duties\nLe Club remet des états financiers audités.", "états financiers"),
    ("notice_form", "@8 résiliation Fin\nLa résiliation se fait par courrier recommandé.", "courrier recommandé"),
    ("notice_form", "@9 autre Domicile\nLes notifications entre les Parties sont remises par porteur.", "porteur"),
    ("insurance", "@2 engagements Duties\nLa Ville prête la salle. Elle assure les participants du tournoi.", "assure"),
    ("object", "@preamble\nLe présent avenant a pour objet de prolonger le prêt du hangar.\n@1 durée Durée\nUn an.", "prolonger"),
    ("earlier_convention", "@preamble\nLe présent avenant a pour objet de modifier la convention de prêt du hangar.\n@1 durée Durée\nUn an.", "hangar"),
    ("modification", "@4 durée Durée\nL'accord dure sans limite et pourra être révisé ou dénoncé en respectant six mois.", "autre forme"),
    ("governance_body", "@3 - Organisation\nUne commission paritaire régionale se réunit chaque année.", "commission paritaire régionale"),
    ("modification", "@9 durée Durée et modifications\nElle dure un an.\n\nElle peut être modifiée, si cette modification est écrite.", "écrit"),
    ("termination_as_of_right", "@9 durée Durée\nLe bail est résolu de plein droit en cas de retard.", "résolu"),
    ("financing", "@5 financement Procédure\nLes parties définissent les frais extraordinaires.\n@6 financement Frais\nLes frais sont partagés.", "Les frais sont partagés"),
    ("governance_frequency", "@3 gouvernance Suivi\nLe comité de suivi tient deux réunions annuelles.", "2 fois par an"),
    ("governance_frequency", "@3 gouvernance Suivi\nLe comité se réunit une fois par semestre.", "chaque semestre"),
    ("reporting", "@4 engagements Duties\nLe Club doit :\n\n4.1 tenir une liste;\n4.2 remettre un bilan de la saison.", "remettre un bilan"),
]  # fmt: skip
NOT_FOUND = [
    ("object", "@1 objet Définitions\nLe terme « plan » vise tout dessin échangé."),
    ("financing", "@1 engagements Duties\nLe Club répare à ses frais le matériel."),
    ("liability", "@1 assurance Assurance\nLe Club a souscrit une police en responsabilité civile."),
    ("confidentiality", "@5 durée Durée\nLe présent engagement de confidentialité dure trois ans."),
    ("court", "@4 litiges Renseignements\nIls le disent aux audiences publiques de tribunaux."),
    ("court", "@4 - Avis\nLe procureur près le tribunal judiciaire est prévenu."),
    ("applicable_law", "@2 autre Mines\nLes filons sont assujettis aux lois de la province."),
    ("governance_body", "@2 engagements Duties\nLe Club forme les membres au bénéfice du comité du club."),
    ("governance_body", "@1 autre Titres\nL'école est habilitée par la commission des titres, instituée par la loi."),
    ("governance_body", "@2 autre Fin\nLa Commission d'amélioration du port peut le demander."),
    ("modification", "@5 modification Loyers et modalités de révision\nLe loyer est révisé chaque année."),
    (
        "intellectual_property",
        "@1 autre Mots\n« cession » signifie la vente et ne comprend pas une cession des droits de pêche.",
    ),
    ("confidentiality", "@1 autre Mots\nLe terme « Plan » vise toute pièce confidentielle."),
    ("reporting", "@4 engagements Bail\nIl est conforme à la loi tendant à améliorer les rapports locatifs."),
    ("financing", "@3 engagements Ressources\nLe montant des ressources est apprécié par le Club."),
    ("earlier_convention", "@2 durée Durée\nElle est prolongée par un avenant à la convention initiale."),
    ("governance_body", "@2 engagements Duties\nIl remet sa liste à un comité."),
    (
        "termination_as_of_right",
        "@6 résiliation Titre\nAu terme du délai, les règles du port s'appliquent de plein droit.",
    ),
    ("reporting", "@3 gouvernance Bureau\nLe bureau a pour tâche de voter le budget et les comptes annuels."),
    (
        "modification",
        "@1 modification Modification du point 2\nAu point 2, la loi du 3 mai 2010, modifiée par la loi du 4 mai 2012, est visée.",
    ),
    (
        "termination_by",
        "@8 résiliation Fin\nEn cas de manquement grave de l'une des parties, elle pourra être résiliée.",
    ),
    ("termination_by", "@8 résiliation Fin\nElle est résiliée, comme le prévoit la loi."),
]


@pytest.mark.parametrize(("term", "short", "words"), FOUND, ids=[f"{n}-{one[0]}" for n, one in enumerate(FOUND)])
def test_found(term, short, words):
    assert words in (shown(term, short) or "")


@pytest.mark.parametrize(("term", "short"), NOT_FOUND, ids=[f"{n}-{one[0]}" for n, one in enumerate(NOT_FOUND)])
def test_not_found(term, short):
    assert value(term, short).status == "absent"


def test_an_article_about_it_comes_before_one_that_speaks_of_it():
    short = "@5 engagements Duties\nLes frais extraordinaires sont définis ensemble.\n@6 financement Frais\nLes frais sont partagés."
    assert shown("financing", short).startswith("Les frais sont partagés.")


@pytest.mark.parametrize(
    ("said", "often"),
    [
        ("La commission est convoquée au moins deux fois par année.", "P6M"),
        ("Le comité de suivi tient deux réunions annuelles.", "P6M"),
        ("Le comité se réunit une fois par semestre.", "P6M"),
        ("Le comité se réunit trois fois par an.", "P4M"),
        ("Le comité se réunit chaque année.", "P1Y"),
        ("Le comité se réunit onze fois par an.", None),
    ],
)
def test_how_often_they_meet(said, often):
    assert value("governance_frequency", f"@3 gouvernance Suivi\n{said}").value == often


def test_two_bodies_of_two_kinds_are_two():
    body = "@3 gouvernance Suivi\nUne commission paritaire {} se réunit chaque année."
    found = compare([convention("a", body.format("régionale")), convention("b", body.format("nationale"))])
    assert next(row.verdict for row in found.terms if row.term == "governance_body") == "changed"


def test_of_a_list_numbered_without_marks_only_the_item_is_shown():
    short = "@4 engagements Duties\nLe Club doit :\n\n4.1 tenir une liste;\n4.2 remettre un bilan de la saison."
    assert "liste" not in shown("reporting", short)


def test_how_a_change_of_address_is_told_is_no_form_of_notice():
    short = (
        "@7 autre Domicile\nUn changement est notifié par porteur.\n@8 résiliation Fin\nLe préavis est de deux mois."
    )

    def notices(event):
        return lambda text: (Notice(event=event, form="porteur", source=source(text, "porteur")),)

    assert value("notice_form", short, notices=notices("other")).status == "absent"
    assert value("notice_form", short, notices=notices("termination")).value == "by_hand"


def test_a_second_form_of_notice():
    short = "@8 résiliation Fin\nElle est dénoncée par lettre recommandée avec accusé de réception ou par courriel, deux mois avant."
    made = lambda text: (Notice(event="termination", form="lettre recommandée", source=source(text, "deux mois")),)  # noqa: E731
    assert value("notice_form", short, notices=made).value == "electronic|registered"
    assert shown("notice_form", short, notices=made) == "lettre recommandée ou courriel"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("avenant", "exprès, par avenant"),
        ("expressément", "exprès"),
        ("après bilan", "exprès, après bilan"),
        ("sous réserve d'accord", "exprès, sous réserve d'accord"),
    ],
)
def test_how_a_renewal_is_made(form, text):
    made = lambda whole: Renewal(mode="express", form=form, source=source(whole, "un an"))  # noqa: E731
    assert shown("renewal", "@4 durée Durée\nElle dure un an.", renewal=made) == text


BOUND = """@3 autre Dispositions
Le Club s'engage à :

- tenir dix cours ;

- chauffer la salle.

La Ville s'engage à prêter la salle.
@5 durée Durée
Elle dure un an.
"""


def promises(*given):
    return lambda text: tuple(promise(text, action, "3", debtors=debtors) for action, debtors in given)


def test_what_each_party_owes_needs_no_article_of_its_own():
    made = promises(("tenir dix cours", ("p2",)), ("chauffer la salle", ("p2",)), ("prêter la salle", ("p1",)))
    assert shown("respective_commitments", BOUND, obligations=made).startswith("article 3 (3 engagements) : tenir dix")
    both = promises(("tenir dix cours", ("p1", "p2")), ("prêter la salle", ("p1",)))
    assert value("respective_commitments", BOUND, obligations=both).status == "absent"
    assert shown("commitment_modality", BOUND, obligations=made).startswith("obligation")


@pytest.mark.parametrize(
    ("modalities", "status"),
    [
        (("obligation", "obligation", "faculté"), "found"),
        (("obligation", "faculté"), "absent"),
        (("faculté", "faculté", "obligation"), "absent"),
        (("interdiction",), "absent"),
    ],
)
def test_what_kind_of_promise_needs_more_than_one_word_where_no_article_is_about_it(modalities, status):
    short = (
        "@3 autre Dispositions\nLe Club tient dix cours, chauffe la salle et range le ponton.\n@5 durée Durée\nUn an."
    )
    actions = ("tient dix cours", "chauffe la salle", "range le ponton")
    made = lambda text: tuple(promise(text, a, "3", modality=m) for a, m in zip(actions, modalities, strict=False))  # noqa: E731
    assert value("commitment_modality", short, obligations=made).status == status


def test_a_kind_of_promise_that_cannot_be_told_in_one_is_no_grave_change():
    short = "@2 engagements Engagements\nLe Club tient dix cours."
    made = lambda text: (promise(text, "tient dix cours", "2"),)  # noqa: E731
    found = compare([convention("a", short, obligations=made), convention("b", "@2 durée Durée\nUn an.")])
    row = next(row for row in found.terms if row.term == "commitment_modality")
    assert (row.verdict, row.severity) == ("only", "info")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Obligations du bénévole", True), ("Responsabilités de l'exploitante", True), ("Charges de la preneuse", True),
        ("Obligations des parties", False), ("Responsabilité de l'exploitante", False),
    ],
)  # fmt: skip
def test_an_article_titled_by_who_is_bound(title, found):
    short = f"@4 responsabilité {title}\nLe soin des livres est assuré."
    made = promises(("Le soin des livres", ()))
    assert (value("respective_commitments", short, obligations=made).status == "found") is found


def test_two_articles_are_named_as_two():
    short = "@2 engagements Engagements de la Ville\nElle prête la salle.\n@3 engagements Engagements du Club\nIl tient des cours."
    made = promises(("prête la salle", ("p1",)), ("tient des cours", ("p2",)))
    assert shown("respective_commitments", short, obligations=made).startswith(
        "articles 2 et 3 (2 engagements) : prête"
    )


def test_a_name_stands_before_an_alias_that_is_a_word_for_many():
    short = "@1 objet Objet\nLe prêt du hangar."
    first = convention("a", short, parties=("Ville d'Ambrelune|la Ville", "Union des Voiles|UDV"))
    other = convention("b", short, parties=("Ville de Brisemer|la Ville", "Union des Voiles|UDV"))
    row = next(row for row in compare([first, other]).terms if row.term == "parties")
    assert row.values[0].text == "Ville d'Ambrelune (la Ville), UDV"
    assert row.values[1].delta == "+Ville de Brisemer -Ville d'Ambrelune"


def test_two_committees_of_two_things_are_two():
    one = "@4 gouvernance Suivi\nLa commission des élèves est constituée."
    other = one.replace("des élèves", "des pêcheurs")
    row = next(r for r in compare([convention("a", one), convention("b", other)]).terms if r.term == "governance_body")
    assert (row.verdict, row.values[0].text) == ("changed", "commission des élèves")


def test_a_committee_that_is_a_party_does_not_follow_the_convention():
    short = "@4 engagements Duties\nLe Comité est composé de dix membres et tient les comptes."
    parties = ("Ville d'Ambrelune|la Ville", "Comité logement des Dunes|le Comité")
    found = compare([convention("a", short, parties=parties), convention("b", short)])
    row = next(row for row in found.terms if row.term == "governance_body")
    assert [value.status for value in row.values] == ["absent", "found"]


def test_an_alias_with_accents_is_a_word_for_many_too():
    record = convention(
        "a", "@1 objet Objet\nLe prêt.", parties=("Odile Garance|la bénéficiaire", "Union des Voiles|UDV")
    )
    row = next(row for row in compare([record, record]).terms if row.term == "parties")
    assert row.values[0].text == "Odile Garance (la bénéficiaire), UDV"


def test_the_date_of_the_convention_that_is_amended():
    short = "@preamble\nLa clause 7 de la convention conclue le 14 mai 1929 est modifiée.\n@1 durée Durée\nUn an."
    made = lambda text: (DateFact(iso="1929-05-14", role="other", source=source(text, "14 mai 1929")),)  # noqa: E731
    assert value("earlier_convention", short, dates=made).value == "1929-05-14"
