"""The HTML report: one file, nothing from elsewhere, nothing executed, everything escaped, readable by all."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from convention_factory import convention, promise, source
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.comparing import compare
from extractor.exporting.comparison import render_comparison
from extractor.exporting.markup import Html, element, escape, join
from extractor.record import Duration, Finding

HOSTILE = "<script>alert(1)</script> {{7*7}} ${x} =cmd()|' /C calc'!A0 \"><img src=x onerror=alert(2)> </style> \u202e &amp; ]]>"
TEXT = """@1 objet Objet
La présente convention a pour objet le prêt du hangar.
@2 durée Durée
Elle dure trois ans.
@3 litiges Litiges
Les litiges sont réglés à l'amiable.
"""
VOID = {"meta", "br", "hr", "input", "link", "col"}


class Page(HTMLParser):
    """What stands in the page; refuses elements that are closed in the wrong order."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert self.open == [], self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag, **wanted):
        return [attrs for name, attrs in self.elements if name == tag and wanted.items() <= attrs.items()]

    @property
    def text(self):
        return " ".join(" ".join(text for tag, text in self.texts if tag not in ("style", "script")).split())


def term(text):
    return (Duration(period="P3Y", source=source(text, "trois ans", "2")),)


OTHER = TEXT.replace("trois ans", "cinq ans").replace("à l'amiable", "par médiation")


def two(first=TEXT, other=OTHER, **facts):
    longer = lambda text: (Duration(period="P5Y", source=source(text, "ans", "2")),)  # noqa: E731
    return [
        convention("première", first, durations=term if "trois ans" in first else (), title="CONVENTION", **facts),
        convention("seconde", other, durations=longer if "ans" in other else (), title="CONVENTION"),
    ]


def page(records, lang="fr"):
    html = render_comparison(compare(records), records, "html", lang)
    return html, Page(html)


def test_it_is_one_document_in_its_language():
    html, found = page(two())
    assert html.startswith("<!DOCTYPE html>\n") and html.endswith("</html>\n")
    assert found.all("html", lang="fr") and Page(page(two(), "en")[0]).all("html", lang="en")
    assert "première" in found.text and len(found.all("title")) == 1 and len(found.all("h1")) == 1


def test_nothing_comes_from_elsewhere():
    html, found = page(two())
    for tag, attrs in found.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "form", "base", "audio", "video")
        for name, value in attrs.items():
            assert name not in ("src", "srcset", "style", "action", "formaction", "data") and not name.startswith("on")
            assert name != "href" or value.startswith("#"), value
    assert not re.search(r"https?://|//\w|@import|url\(", html)


def test_only_its_own_script_and_style_may_run():
    html, found = page(two())
    (policy,) = [
        attrs["content"] for attrs in found.all("meta") if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_links_lead_somewhere_and_ids_are_unique():
    _, found = page(two())
    ids = Counter(attrs["id"] for _, attrs in found.elements if "id" in attrs)
    assert set(ids.values()) == {1}
    for _, attrs in found.elements:
        for name in ("href", "for", "aria-labelledby"):
            if name in attrs:
                assert attrs[name].removeprefix("#") in ids, attrs


def test_it_can_be_read_by_ear_and_by_keyboard():
    _, found = page(two())
    assert found.elements[[tag for tag, _ in found.elements].index("body") + 1] == (
        "a",
        {"href": "#summary", "class": "skip"},
    )
    for landmark in ("header", "nav", "main", "footer"):
        assert len(found.all(landmark)) == 1
    assert all(attrs.get("scope") in ("row", "col") for attrs in found.all("th"))
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and all(low - high <= 1 for high, low in pairwise(levels))
    assert all("aria-labelledby" in attrs for attrs in found.all("section"))
    assert all(attrs.get("aria-label") for attrs in found.all("svg") if attrs.get("role") == "img")
    for attrs in found.all("div"):
        assert "tabindex" not in attrs or (
            attrs["role"] == "region" and (attrs.get("aria-label") or attrs.get("aria-labelledby"))
        )


def test_what_changed_stands_first_with_its_place():
    _, found = page(two())
    summary = found.text[found.text.index("L'essentiel", found.text.index("Légende")) :]
    assert summary.index("Durée") < summary.index("Litiges")
    assert "3 ans" in summary and "5 ans" in summary and "+2 ans" in summary and "(art. 2)" in summary


def test_redlines_show_what_went_on_the_left_and_what_came_on_the_right():
    html, _ = page(two())
    pair = html[html.index('id="pair-1"') : html.index('id="pair-2"')]
    left, right = pair.split('<div class="side">')[1:]
    assert '<del class="mark" id="change-1-1">trois</del>' in left and "<ins" not in left
    assert '<ins class="mark">cinq</ins>' in right and "<del" not in right
    assert 'href="#change-1-1"' in pair


def test_absent_terms_say_where_they_were_looked_for():
    _, found = page(two())
    assert "cherché dans : articles 1 à 3" in found.text
    _, english = page(two(), "en")
    assert (
        "not found" in english.text
        and "Term" in english.text
        and "Durée" not in english.text.replace("— Durée", "")[:400]
    )


def test_the_filter_knows_which_rows_are_quiet():
    _, found = page(two())
    rows = [attrs["class"] for attrs in found.all("tr") if "class" in attrs]
    assert "quiet" in rows and "error" in rows
    assert [a["value"] for a in found.all("input")] == ["all", "substance"] and found.all("input", id="rows-all")[
        0
    ].get("checked") is None
    assert "checked" in found.all("input", id="rows-all")[0]


def test_hostile_text_is_text():
    record = convention(
        f"a {HOSTILE}",
        TEXT.replace("le prêt", HOSTILE.replace("\n", " ")),
        title=HOSTILE,
        parties=(f"Ville {HOSTILE}|{HOSTILE}", "Club"),
        durations=lambda text: (
            Duration(period="P3Y", start_event=HOSTILE, source=source(text, "trois ans", HOSTILE)),
        ),
        obligations=lambda text: (promise(text, "dure trois ans", "2", condition=HOSTILE, deadline=HOSTILE),),
        findings=(Finding(code=HOSTILE, severity="error", message=HOSTILE),),
    )
    html, found = page([record, convention("b", TEXT)])
    assert len(found.all("script")) == 1 and not found.all("img") and html.count("<script") == 1
    assert not any(name.startswith("on") for _, attrs in found.elements for name in attrs)
    assert "\u202e" not in html
    assert found.text.count("<script>alert(1)</script>") > 3 and "{{7*7}}" in found.text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_a_sound_page(one, other):
    clean = [text.replace("@", "").replace("\n", " ") for text in (one, other)]
    records = [
        convention(f"c{n}", f"@1 objet Objet\n{text}\n@2 durée {text.strip() or 'x'}\nDurée.", title=text)
        for n, text in enumerate(clean)
    ]
    page(records)


@pytest.mark.parametrize("count", [3, 5, 12])
def test_many_conventions_have_a_column_each(count):
    records = [record.model_copy(update={"id": f"c{n}"}) for n, record in enumerate((two() * 6)[:count])]
    html, found = page(records)
    assert len(found.all("th", scope="col")) == (1 + count) + (count + 2)  # terms, articles
    assert html.count('<div class="side">') == count * len(compare(records).articles)
    table = found.all("table")[0]["class"]
    assert ("many" in table) == (count > 3)


def test_no_articles_and_nothing_in_common():
    _, found = page([convention("a", ""), convention("b", "")])
    assert "Aucun article n'a été reconnu." in found.text
    _, alone = page([convention("a", TEXT), convention("b", "@1 autre Pêche\nLes équipages pêchent.\n")])
    assert "Sans équivalent ici." in alone.text


def test_the_plan_of_a_page_marks_the_passage():
    _, found = page(two())
    plans = [attrs for attrs in found.all("svg") if attrs.get("class") == "page"]
    assert plans and all(attrs["viewbox"] == "0 0 595 842" for attrs in plans)
    assert {attrs["href"] for attrs in found.all("use")} <= {f"#{attrs['id']}" for attrs in found.all("g")}


def test_markup_is_made_of_escaped_parts():
    assert element("td", "a < b", cls='x" y', for_="z") == '<td class="x&quot; y" for="z">a &lt; b</td>'
    assert join("<", Html("<b></b>"), None) == "&lt;<b></b>"
    assert element("br") == "<br>" and element("input", checked=True, disabled=False) == "<input checked>"
    assert escape("\x00\u202e") == "\ufffd\ufffd"
    for tag, attribute in (("scr ipt", "id"), ("td", "onclick"), ("td", "a b")):
        with pytest.raises(ValueError):
            element(tag, **{attribute: "x"})


@pytest.mark.parametrize("pair", [
    ("--ink", "--ground"), ("--soft", "--ground"), ("--soft", "--shade"), ("--accent", "--ground"), ("--grave", "--grave-bg"),
    ("--weighty", "--weighty-bg"), ("--note", "--note-bg"), ("--same", "--same-bg"), ("--removed", "--removed-bg"), ("--added", "--added-bg"),
])  # fmt: skip
def test_contrast(pair):
    html, _ = page(two())
    colours = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", html))

    def light(colour):
        parts = [int(colours[colour][n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted(map(light, pair))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_a_report_speaks_one_language():
    unread = Finding(
        code="page-unread",
        severity="error",
        message="La page 2 n'a pas été lue : no text layer, and recognition is switched off.",
    )
    records = two(other="@1 autre Pêche\nLes équipages pêchent.\n", findings=(unread,))
    french, english = (page(records, lang)[1].text for lang in ("fr", "en"))
    assert "aucune couche de texte" in french and "no text layer" not in french
    assert "Page 2 was not read: no text layer" in english and "n'a pas été lue" not in english
    assert "looked for in : article 1" in english and "cherché dans" not in english
