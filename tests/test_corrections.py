"""What a person puts right stands in the record, says so, and never lands on the wrong fact."""

import pytest
from record_factory import TEXT, full_record, save

from extractor.corrections import CORRECTED, correct, read_corrections
from extractor.errors import RecordError
from extractor.folder import OutputFolder
from extractor.saved import read_plain_record, read_record, refresh_record, write_record


@pytest.fixture
def corrected(tmp_path):
    """The full record, corrected by some TOML."""

    def apply(toml, record=None, text=TEXT):
        place = tmp_path / "dunes.toml"
        place.write_text(toml, "utf-8")
        return correct(record or full_record(), read_corrections(place), text=text)

    return apply


def test_a_value_is_set_and_marked(corrected):
    record = corrected('[[set]]\npath = "notices[0].period"\nvalue = "P6M"\nwas = "P3M"\nnote = "page 4"\nby = "OF"\n')
    (notice,) = record.notices
    assert notice.period == "P6M"
    assert (notice.source.rule, notice.source.confidence) == ("manual", 1.0)
    assert notice.source.quote == "préavis de trois\nmois"
    finding = next(one for one in record.findings if one.code == CORRECTED)
    assert finding.message == "Corrigé à la main : notices[0].period : « P3M » devient « P6M » (page 4, OF)."
    assert finding.severity == "info" and record.parties == full_record().parties


@pytest.mark.parametrize(
    ("entry", "look"),
    [
        ('path = "title"\nvalue = "ACCORD"', lambda r: r.title == "ACCORD"),
        ('path = "parties[p2].alias"\nvalue = "la Ville"', lambda r: r.parties[1].alias == "la Ville"),
        ('path = "parties[id=p2].alias"\nvalue = "la Ville"', lambda r: r.parties[1].alias == "la Ville"),
        ('path = "articles[number=2].title"\nvalue = "DURÉE"', lambda r: r.articles[1].title == "DURÉE"),
        ('path = "parties[0].representatives[0].role"\nvalue = "directrice"',
         lambda r: r.parties[0].representatives[0].role == "directrice"),
        ('path = "parties[0].other_aliases[1]"\nvalue = "MdD"', lambda r: r.parties[0].other_aliases[1] == "MdD"),
        ('path = "signatories[name=Odile Ferrand].on_behalf"\nvalue = "no"',
         lambda r: r.signatories[0].on_behalf == "no"),
        ('path = "durations[0].end_event"\nunknown = true', lambda r: r.durations[0].end_event is None),
        ('path = "signature.date"\nvalue = 2024-10-03', lambda r: r.signature.date == "2024-10-03"),  # TOML's own date
        ('path = "renewal"\nvalue = { mode = "none" }', lambda r: r.renewal.mode == "none"),
        ('path = "renewal"\nunknown = true', lambda r: r.renewal is None),
        ('path = "signature.copies"\nvalue = 3', lambda r: r.signature.copies == 3),
    ],
)  # fmt: skip
def test_paths(corrected, entry, look):
    assert look(corrected(f"[[set]]\n{entry}\n"))


def test_an_item_is_added_with_its_proof(corrected):
    record = corrected(
        '[[add]]\npath = "notices"\nvalue = { event = "formal_notice", period = "P15D", by = ["p1"] }\n'
        'quote = "un préavis de trois mois"\narticle = "3"\n'
    )
    added = record.notices[1]
    assert added.period == "P15D" and added.source.article == "3" and added.source.rule == "manual"
    assert TEXT[added.source.start : added.source.end] == added.source.quote == "un préavis de trois\nmois"


def test_entries_do_not_move_each_other(corrected):
    """All paths are those of the machine's record, whatever else is taken out or put in."""
    record = corrected(
        '[[remove]]\npath = "articles[0]"\n[[remove]]\npath = "articles[1]"\n'
        '[[set]]\npath = "articles[2].title"\nvalue = "FIN"\n'
        '[[add]]\npath = "articles"\nvalue = { number = "4", kind = "article", text = "x" }\n'
    )
    assert [(one.number, one.title) for one in record.articles] == [("3", "FIN"), ("4", None)]


def test_a_quote_may_be_put_right(corrected):
    record = corrected('[[set]]\npath = "notices[0].form"\nvalue = "lettre"\nquote = "avec un préavis"\n')
    source = record.notices[0].source
    assert (source.quote, source.article, source.regions) == ("avec un préavis", "3", ())


@pytest.mark.parametrize(
    ("entries", "end", "basis"),
    [
        ('path = "durations[0].period"\nvalue = "P3Y"', "2027-09-30", "3 ans"),
        ('path = "durations[0].start_date"\nvalue = "2025-01-01"', "2029-12-31", "1er janvier 2025 + 5 ans"),
        ('path = "durations[0].end_date"\nvalue = "2026-06-30"', "2026-06-30", "30 juin 2026"),
        ('path = "signature.date"\nvalue = "2024-11-01"', "2029-10-31", "1er novembre 2024 + 5 ans"),
        ('path = "durations[0].period"\nunknown = true', None, None),
        ('path = "durations[0].period"\nvalue = "P9999Y"', None, None),
        ('path = "durations[0].period"\nvalue = "P3Y"\n[[set]]\npath = "durations[0].computed_end_date"\n'
         'value = "2028-01-01"', "2028-01-01", "5 ans"),
    ],
)  # fmt: skip
def test_what_rests_on_a_corrected_value_is_made_anew(corrected, entries, end, basis):
    (duration,) = corrected(f"[[set]]\n{entries}\n").durations
    assert duration.computed_end_date == end
    assert (basis is None and duration.basis is None) or basis in duration.basis


def test_a_start_that_may_not_be_the_signature_becomes_unknown(corrected):
    record = full_record()
    duration = record.durations[0].model_copy(update={"start_event": "notification"})
    record = record.model_copy(update={"durations": (duration,)})
    made = corrected('[[set]]\npath = "signature.date"\nvalue = "2024-11-01"\n', record)
    assert (made.durations[0].start_date, made.durations[0].computed_end_date) == (None, None)
    assert any(one.code == "recomputed-by-hand" and one.severity == "warning" for one in made.findings)


def test_findings_are_made_anew(corrected):
    made = corrected('[[set]]\npath = "title_period"\nvalue = "2024-2026"\n')
    assert "title-period" in {one.code for one in made.findings}
    made = corrected('[[remove]]\npath = "findings[0]"\n')
    assert "alias-variant" not in {one.code for one in made.findings}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[set]\n", "cannot be read"),
        ("[[change]]\npath = 'x'\n", "'change' is none of"),
        ("set = 3\n", "needs a path"),
        ("[set]\npath = 'title'\nvalue = 'x'\n", "needs a path"),
        ("[[set]]\nvalue = 'x'\n", "needs a path"),
        ("[[set]]\npath = 'title'\n", "needs either a value or unknown"),
        ("[[add]]\npath = 'notices'\n", "needs a value"),
        ("[[set]]\npath = 'title'\nvalue = 'x'\nwhy = 'y'\n", "unknown key 'why'"),
        ("[[set]]\npath = 'tittle'\nvalue = 'x'\n", "no field 'tittle'"),
        ("[[set]]\npath = ''\nvalue = 'x'\n", "path is empty"),
        ("[[set]]\npath = 'title.'\nvalue = 'x'\n", "cannot be read from"),
        ("[[set]]\npath = 'notices[7].form'\nvalue = 'x'\n", "no item 7; there are 1"),
        ("[[set]]\npath = 'articles[number=9].title'\nvalue = 'x'\n", "0 items have number '9'"),
        ("[[set]]\npath = 'articles[kind=article].title'\nvalue = 'x'\n", "3 items have kind"),
        ("[[set]]\npath = 'title[0]'\nvalue = 'x'\n", "follows what is no list"),
        ("[[set]]\npath = 'notices.form'\nvalue = 'x'\n", "is empty, or a list"),
        ("[[set]]\npath = 'id'\nvalue = 'x'\n", "'id' cannot be corrected"),
        ("[[set]]\npath = 'notices[0].source.start'\nvalue = 3\n", "'source' cannot be corrected"),
        ("[[set]]\npath = 'notices[0].period'\nvalue = 'trois mois'\n", "is no period"),
        ("[[set]]\npath = 'signature.date'\nvalue = '3 mai 2024'\n", "is no date"),
        ("[[set]]\npath = 'signature.date'\nvalue = '2024-02-30'\n", "is no date"),
        ("[[set]]\npath = 'signature.copies'\nvalue = 'trois'\n", "signature.copies"),
        ("[[set]]\npath = 'notices[0].event'\nvalue = 'fin'\n", "notices.0.event"),
        ("[[set]]\npath = 'notices[0].by'\nvalue = ['p7']\n", "no party 'p7'; parties are p1, p2"),
        ("[[set]]\npath = 'notices[0].period'\nvalue = 'P6M'\nwas = 'P9M'\n", "the machine says « P3M »"),
        ("[[set]]\npath='title'\nvalue='x'\n[[set]]\npath='title'\nvalue='y'\n", "another entry"),
        ("[[remove]]\npath = 'notices[0]'\n[[remove]]\npath = 'notices[0]'\n", "another entry"),
        ("[[remove]]\npath = 'title'\n", "only an item of a list"),
        ("[[add]]\npath = 'title'\nvalue = 'x'\n", "only a list"),
        ("[[add]]\npath='notices'\nvalue={event='other'}\nquote='un texte absent'\n", "0 times in the text"),
        ("[[add]]\npath='notices'\nvalue={event='other'}\nquote='Article'\n", "3 times in the text"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(corrected, toml, message):
    with pytest.raises(RecordError) as caught:
        corrected(toml)
    assert message in str(caught.value) and "dunes.toml" in str(caught.value)
    assert "\n" not in caught.value.explain().strip() or "cannot be read" in message


@pytest.fixture
def out(tmp_path):
    """A folder of results with one record, and a way to correct it."""
    save(tmp_path, full_record())
    return OutputFolder(tmp_path)


def put(out, toml):
    out.corrections("dunes").parent.mkdir(exist_ok=True)
    out.corrections("dunes").write_text(toml, "utf-8")


SIX = '[[set]]\npath = "notices[0].period"\nvalue = "P6M"\n'
MORE = '[[add]]\npath = "notices"\nvalue = { event = "other", period = "P1D" }\n'


def test_a_saved_record_is_read_with_its_corrections(out):
    put(out, SIX)
    assert read_record(out.record("dunes")).notices[0].period == "P6M"
    assert read_plain_record(out.record("dunes")).notices[0].period == "P3M"


def test_corrections_apply_once_however_often(out):
    put(out, MORE)
    for _ in range(3):
        refresh_record(out, "dunes")
        assert len(read_record(out.record("dunes")).notices) == len(read_plain_record(out.record("dunes")).notices) == 2
    out.machine("dunes").unlink()  # copied without it
    refresh_record(out, "dunes")
    assert len(read_record(out.record("dunes")).notices) == 2


def test_withdrawn_corrections_give_the_machines_record_back(out):
    put(out, SIX)
    refresh_record(out, "dunes")
    out.corrections("dunes").unlink()
    refresh_record(out, "dunes")
    assert read_plain_record(out.record("dunes")) == full_record() and not out.machine("dunes").exists()


def test_a_correction_that_does_not_fit_leaves_the_record(out):
    put(out, SIX)
    refresh_record(out, "dunes")
    put(out, SIX.replace("notices", "notes"))
    with pytest.raises(RecordError):
        write_record(out, "dunes", full_record(title="NEUF").to_json())
    assert read_plain_record(out.record("dunes")).notices[0].period == "P6M"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no saved record"),
        ("[]", "is no saved record"),
        ('{"schema_version": "2.0"}', "schema version 2.0"),
        ('{"a": 1}', "schema version None"),
        ('{"schema_version": "1.0", "id": "a"}', "source: Field required"),
        ("[" * 100_000, "is no saved record"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path, content, message):
    place = tmp_path / "a.json"
    place.write_text(content)
    with pytest.raises(RecordError, match=message):
        read_record(place)
