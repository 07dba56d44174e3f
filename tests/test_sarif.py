"""Findings as SARIF 2.1.0: what its schema requires is there, places are right, fingerprints stay."""

import json

import pytest
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


# What SARIF 2.1.0 allows of the objects that we write: name of a property → its type, * where it must be there. No other
# property may stand in them; "properties" is free.
SHAPES = {
    "log": {"$schema": str, "version*": "2.1.0", "runs*": ["run"]},
    "run": {"tool*": "tool", "invocations": ["invocation"], "columnKind": {"utf16CodeUnits", "unicodeCodePoints"}, "artifacts": ["artifact"], "results": ["result"]},
    "tool": {"driver*": "component"},
    "component": {"name*": str, "version": str, "rules": ["rule"]},
    "rule": {"id*": str, "shortDescription": "text", "help": "text", "defaultConfiguration": "configuration"},
    "configuration": {"level": {"none", "note", "warning", "error"}},
    "text": {"text*": str},
    "invocation": {"executionSuccessful*": bool, "toolExecutionNotifications": ["notification"]},
    "notification": {"level": {"none", "note", "warning", "error"}, "message*": "text"},
    "artifact": {"location": "place"},
    "place": {"uri": str, "index": int},
    "result": {"ruleId": str, "ruleIndex": int, "level": {"none", "note", "warning", "error"}, "message*": "text", "locations": ["location"], "partialFingerprints": {str}, "properties": dict},
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "place", "region": "region"},
    "region": {"charOffset": int, "charLength": int, "snippet": "text"},
}  # fmt: skip
UNIQUE = {"rules", "artifacts"}
REFERENCE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%")


def faults(thing, shape, where):
    """Where an object is not of its shape."""
    if isinstance(shape, list):
        for place, one in enumerate(thing):
            yield from faults(one, shape[0], f"{where}[{place}]")
    elif shape == {str}:
        yield from (where for one in thing.values() if not isinstance(one, str))
    elif isinstance(shape, set):
        yield from () if thing in shape else (where,)
    elif isinstance(shape, type):
        yield from () if type(thing) is shape and (shape is not int or thing >= 0) else (where,)
    elif shape not in SHAPES:
        yield from () if thing == shape else (where,)
    else:
        known = {name.rstrip("*"): one for name, one in SHAPES[shape].items()}
        yield from (f"{where}.{name} is unknown" for name in thing if name not in known)
        yield from (f"{where} lacks {n}" for n in SHAPES[shape] if n.endswith("*") and n[:-1] not in thing)
        for name, one in thing.items():
            if name in known:
                yield from faults(one, known[name], f"{where}.{name}")
            if name in UNIQUE and len({json.dumps(x, sort_keys=True) for x in one}) < len(one):
                yield f"{where}.{name} holds something twice"
            if name == "uri" and not set(one) <= REFERENCE:
                yield f"{where}.uri is no reference"


@pytest.mark.parametrize("failed", [[], ["x.pdf does not exist."]])
@pytest.mark.parametrize("findings", [(), (PLACED,), (PLACED, PLACED, WHOLE, GRAVE)])
@pytest.mark.parametrize("path", ["a.pdf", "dossier/été 2024 [1] <b>.pdf", "100 %.pdf"])
def test_nothing_that_the_standard_does_not_allow(findings, failed, path):
    assert list(faults(log(*findings, path=path, failed=failed), "log", "log")) == []


def test_two_conventions_of_one_path_are_one_artifact():
    record = full_record()
    twice = [
        Judged("scan.pdf", record, (PLACED,)),
        Judged("scan.pdf", record, (GRAVE,)),
        Judged("b.pdf", record, (WHOLE,)),
    ]
    found = json.loads(render_sarif(twice, version="1"))
    assert list(faults(found, "log", "log")) == []
    indices = [r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in found["runs"][0]["results"]]
    assert indices == [0, 0, 1]


@pytest.mark.parametrize("spoil", [
    lambda found: found["runs"][0]["results"][0].pop("message"),
    lambda found: found["runs"][0]["results"][0].update(level="grave"),
    lambda found: found["runs"][0].update(more=1),
    lambda found: found["runs"][0]["artifacts"].append(found["runs"][0]["artifacts"][0]),
    lambda found: found["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b"),
])  # fmt: skip
def test_the_test_sees_a_fault(spoil):
    found = log(PLACED)
    spoil(found)
    assert list(faults(found, "log", "log"))
