"""Findings as SARIF 2.1.0: what its schema requires is there, places are right, fingerprints stay."""

import json

from record_factory import full_record, source

from extractor.checking.codes import known_codes
from extractor.exporting.sarif import Judged, render_sarif
from extractor.record import Finding


def log(*findings, path="dossier/été 2024.pdf", **options):
    record = full_record().model_copy(update={"findings": findings})
    return json.loads(render_sarif([Judged(path, record, tuple(findings))], version="1.2", **options))


PLACED = Finding(code="alias-variants", severity="info", message="Deux graphies.", source=source("MDD", "preamble"))
WHOLE = Finding(code="parties-not-found", severity="warning", message="Aucune partie.")
GRAVE = Finding(code="number-contradiction", severity="error", message="…", source=source("cinq ans", "2"))


def test_what_the_schema_requires():
    found = log(PLACED, WHOLE, GRAVE)
    assert found["version"] == "2.1.0" and found["$schema"].endswith("sarif-2.1.0.json")
    (run,) = found["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "extractor" and run["tool"]["driver"]["version"] == "1.2"
    assert [rule["id"] for rule in rules] == list(known_codes())
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert [one["level"] for one in run["results"]] == ["note", "warning", "error"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"] and one["message"]["text"]
        (place,) = one["locations"]
        location = place["physicalLocation"]["artifactLocation"]
        assert location["uri"] == "dossier/%C3%A9t%C3%A9%202024.pdf"
        assert run["artifacts"][location["index"]]["location"]["uri"] == location["uri"]


def test_a_place_is_an_offset_in_the_text_and_a_page():
    placed, whole, _ = log(PLACED, WHOLE, GRAVE)["runs"][0]["results"]
    region = placed["locations"][0]["physicalLocation"]["region"]
    assert (region["charOffset"], region["charLength"]) == (PLACED.source.start, 3)
    assert region["snippet"]["text"] == "MDD"
    assert placed["properties"] == {
        "convention": "dunes",
        "article": "preamble",
        "page": 2,
        "box": [10.0, 10.0, 90.0, 20.0],
    }
    assert "region" not in whole["locations"][0]["physicalLocation"]


def marks(*findings):
    return [next(iter(one["partialFingerprints"].values())) for one in log(*findings)["runs"][0]["results"]]


def test_a_fingerprint_stays_where_the_text_around_it_moves():
    moved = PLACED.source.model_copy(update={"start": 900, "end": 903, "regions": ()})
    reworded = PLACED.model_copy(update={"source": moved, "message": "Autrement dit."})
    assert marks(PLACED) == marks(reworded)
    assert len(set(marks(PLACED, PLACED, WHOLE, GRAVE))) == 4
    assert marks(PLACED, GRAVE)[0] == marks(GRAVE, PLACED)[1]


def test_a_code_that_a_person_gave_has_a_rule_too():
    (run,) = log(Finding(code="my-own", severity="info", message="À revoir."))["runs"]
    assert run["tool"]["driver"]["rules"][-1]["id"] == "my-own"


def test_the_language_of_the_rules():
    (french,), (english,) = (log(WHOLE, lang=lang)["runs"] for lang in ("fr", "en"))
    first = [run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] for run in (french, english)]
    assert first[0].startswith("La période") and first[1].startswith("The period")


def test_what_could_not_be_judged_is_told():
    (run,) = log(failed=["x.pdf does not exist."])["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
