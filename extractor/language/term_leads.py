"""The words that lead to a length of time, as patterns over the text before it: "pour une durée de", "est fixée à"."""

from __future__ import annotations

import re
from functools import cache

from extractor.language.wording import any_of


@cache
def lead_patterns() -> dict[str, re.Pattern[str]]:
    """By name; each ends where the length of time begins."""
    adjective, term = any_of("durations", "length_adjective"), any_of("durations", "term_word")
    return {
        "for": re.compile(rf"{any_of('durations', 'for_a_time')}(?:[\s,(]*{adjective}){{0,8}}[\s,(:\"]*$"),
        "is": re.compile(
            rf"{term}[^.;]{{0,140}}?(?:(?<!\w)(?:est|sera|reste|demeure|etant|fixee?|limitee?|(?:arretent|fixent|arrete|fixe)(?:\s+d'un\s+commun\s+accord)?)|:|-)\s*"
            rf"(?:{any_of('durations', 'fixing')}\s*){{0,6}}(?:{adjective}\s*){{0,4}}[\s(:]*$"
        ),
        "pour": re.compile(
            rf"(?<!\w)(?:pour|pendant|durant|sur|dure|durera|valables?|valide|vaut|vaudra|(?:reste|restera|demeure|demeurera|est|sera)\s+en\s+vigueur)\s+(?:(?:une?|la|cette)\s+)?(?:{adjective}\s+)?[\s(]*$"
        ),
        "end_after": re.compile(
            r"(?:expire\w*|(?:prend|prendra|prenant)\s+(?:\w+\s+)?fin|(?:arrive|vient|arrivera|viendra)\s+a\s+\w+(?:\s+terme)?|(?:s'ache|se\s+termin|cess|fini)\w*|jusqu'a)[^.;]{0,60}$"
        ),
        "soit": re.compile(
            rf"(?:{term}|pour)[^.;]{{0,80}}?,?\s*(?:soit|c'est-a-dire|a\s+savoir)\s+(?:pour\s+)?(?:une\s+(?:duree|periode)\s+de\s+)?$"
        ),
        "label": re.compile(rf"(?:^|\n)[\W\d_]*{term}(?:\s+(?:de\s+(?:la|l')|du|de)\s*(?:\w+\s*){{1,3}})?\n\s*$"),
        "cap": re.compile(rf"{any_of('durations', 'at_most')}[^.;]{{0,30}}$"),
        "recalls": re.compile(r"(?:periode|duree)\s+(?:initiale|ferme|contractuelle|de\s+validite)\s+de\s*$"),
        "range_lead": re.compile(
            rf"(?:{any_of('durations', 'range_lead')}|[,:(])\s*(?:{any_of('durations', 'range_filler')}\s*){{0,6}}$"
        ),
    }
