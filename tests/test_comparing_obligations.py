"""Commitments held against each other: same, changed, dropped, moved to another debtor."""

import pytest
from convention_factory import convention, promise

from extractor.comparing import compare

TEXT = """@1 engagements Engagements de la Ville
La Ville prête le hangar au Club. La Ville chauffe le hangar chaque hiver. La Ville verse 500 euros au Club.
@2 engagements Engagements du Club
Le Club range le hangar. Le Club remet un rapport chaque année.
"""
ACTIONS = (
    ("prête le hangar au Club", "1", "p1"),
    ("chauffe le hangar chaque hiver", "1", "p1"),
    ("verse 500 euros au Club", "1", "p1"),
    ("range le hangar", "2", "p2"),
    ("remet un rapport chaque année", "2", "p2"),
)


def record(record_id, short=TEXT, change=lambda text, promises: promises, **facts):
    def made(text):
        return change(
            text,
            tuple(promise(text, action, article, debtors=(who,)) for action, article, who in ACTIONS if action in text),
        )

    return convention(record_id, short, obligations=made, **facts)


def rows(*records):
    return compare(records).obligations


def verdicts(*records):
    return [row.verdict for row in rows(*records)]


def only(found, verdict):
    return [row for row in found if row.verdict == verdict]


def test_the_same():
    assert verdicts(record("a"), record("b")) == ["identical"] * 5


def test_a_dropped_one():
    found = rows(record("a"), record("b", TEXT.replace(" La Ville chauffe le hangar chaque hiver.", "")))
    (row,) = only(found, "only")
    assert row.members[0].obligation.action == "chauffe le hangar chaque hiver" and row.members[1].obligation is None
    assert row.reasons == ("sans équivalent dans b",) and row.severity == "warning"


def test_another_sum():
    other = convention(
        "b", TEXT.replace("500", "600"), obligations=lambda text: (promise(text, "verse 600 euros au Club", "1"),)
    )
    (row,) = only(rows(record("a"), other), "changed")
    assert row.reasons == ("rédaction",)


@pytest.mark.parametrize(
    ("update", "reason"),
    [
        ({"modality": "faculté"}, "modalité : obligation → faculté"),
        ({"frequency": "P1Y"}, "fréquence : aucune → P1Y"),
        ({"deadline": "2026-01-01"}, "échéance : aucune → 2026-01-01"),
    ],
)
def test_another_kind_rhythm_or_date(update, reason):
    change = lambda text, promises: (promises[0].model_copy(update=update), *promises[1:])  # noqa: E731
    (row,) = only(rows(record("a"), record("b", TEXT, change)), "changed")
    assert row.reasons == (reason,) and row.severity == "error"
    # where only misread letters differ, what was read otherwise in one copy did not change
    assert only(rows(record("a"), record("b", TEXT.replace("Ville verse", "Ville versc"), change)), "changed") == []


def test_another_debtor():
    moved = TEXT.replace(" La Ville chauffe le hangar chaque hiver.", "").replace(
        "range le hangar.", "range le hangar. Le Club chauffe le hangar chaque hiver."
    )

    def change(text, promises):
        return tuple(
            p if "chauffe" not in p.action else promise(text, p.action, "2", debtors=("p2",)) for p in promises
        )

    (row,) = [row for row in rows(record("a"), record("b", moved, change)) if row.verdict != "identical"]
    assert (row.verdict, row.severity, row.reasons) == ("moved", "error", ("autre débiteur",))


def test_a_debtor_unknown_on_one_side_proves_nothing():
    change = lambda text, promises: (promises[0].model_copy(update={"debtors": ()}), *promises[1:])  # noqa: E731
    (row,) = [row for row in rows(record("a"), record("b", TEXT, change)) if row.verdict != "identical"]
    assert (row.verdict, row.reasons) == ("uncertain", ("débiteur nommé dans une seule des conventions",))


def test_parties_in_each_others_place_have_the_same_debts():
    other = record("b", TEXT.replace("Club", "Cercle"), lambda text, _: (promise(text, "range le hangar", "2", debtors=("p2",)),),
                   parties=("Ville d'Ambrelune|la Ville", "Cercle des Brumes|le Cercle"))  # fmt: skip
    found = rows(record("a"), other)
    (row,) = [row for row in found if row.members[1].obligation]
    assert row.verdict == "identical"


def test_all_parties_are_all_parties_however_many():
    def everyone(ids):
        return lambda text, promises: tuple(p.model_copy(update={"debtors": ids}) for p in promises[:1])

    three = ("Ville d'Ambrelune|la Ville", "Club des Dunes|le Club", "Cercle des Brumes|le Cercle")
    found = rows(
        record("a", TEXT, everyone(("p1", "p2"))), record("b", TEXT, everyone(("p1", "p2", "p3")), parties=three)
    )
    assert [row.verdict for row in found] == ["identical"]


def test_to_whom_it_is_due_is_part_of_it():
    other = TEXT.replace("verse 500 euros au Club", "verse 500 euros à la Ville")
    change = lambda text, promises: (*promises, promise(text, "verse 500 euros à la Ville", "1"))  # noqa: E731
    assert "changed" in verdicts(record("a"), record("b", other, change))


def test_a_passage_that_stands_in_both_is_not_said_to_be_dropped():
    lost = lambda text, promises: promises[1:]  # noqa: E731

    def of(other):
        found = rows(record("a"), record("b", other, lost))
        return next(row for row in found if "prête" in row.members[0].obligation.action)

    misread = of(TEXT.replace("Ville verse", "Ville versc"))
    assert misread.verdict == "cosmetic" and "non reconnu" in misread.reasons[0]
    assert of(TEXT.replace("chaque hiver", "chaque été")).verdict == "uncertain"
    assert of(TEXT).verdict == "only"


def test_five_conventions_have_a_member_each():
    records = [
        record(f"c{n}", TEXT if n != 3 else TEXT.replace(" La Ville chauffe le hangar chaque hiver.", ""))
        for n in range(5)
    ]
    found = rows(*records)
    assert len(found) == 5 and all(len(row.members) == 5 for row in found)
    assert [row.verdict for row in found].count("only") == 1


def test_every_commitment_stands_in_one_row():
    a, b = (
        record("a"),
        record(
            "b",
            TEXT.replace("range", "nettoie"),
            lambda text, p: (*p, promise(text, "nettoie le hangar", "2", debtors=("p2",))),
        ),
    )
    found = rows(a, b)
    for position, one in enumerate((a, b)):
        shown = [row.members[position].obligation for row in found if row.members[position].obligation]
        assert sorted(o.action for o in shown) == sorted(o.action for o in one.obligations)
