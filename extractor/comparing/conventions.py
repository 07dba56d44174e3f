"""Records in, conventions made comparable out: their sections, and what their parties are called in the other ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.comparing.parties import standing_in, strict_keys
from extractor.comparing.sections import Section, sections_of
from extractor.comparing.wording import Names, neutral
from extractor.language.folding import fold
from extractor.record import ConventionRecord


@dataclass(frozen=True)
class Convention:
    """A record among others. `bodies`: party id → key of the body; `roles`: the same, but where each of two conventions
    has one party that the other has not, these two stand in each other's place and have one key."""

    record: ConventionRecord
    bodies: Mapping[str, str]
    roles: Mapping[str, str]

    @cached_property
    def names(self) -> Names:
        """Folded names and aliases of the parties, the longest first, with what stands for them in neutral words."""
        known = {
            fold(n): self.roles[p.id] for p in self.record.parties for n in (p.name, p.alias, *p.other_aliases) if n
        }
        return tuple(sorted(((n, k) for n, k in known.items() if len(n) > 1), key=lambda one: (-len(one[0]), one)))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Preamble, articles of level 1, annexes and signature block, in order."""
        return sections_of(self.record, self.names)

    @cached_property
    def unread(self) -> tuple[int, ...]:
        """The pages that could not be read: what is not found may stand there."""
        return tuple(page.number for page in self.record.source.pages if page.reader == "none")

    def neutral(self, text: str) -> str:
        """The words of a passage as they can be compared: folded, the parties by their keys."""
        return neutral(text, self.names)

    def page_confidence(self, page: int) -> float | None:
        """How sure the reading of a page was; `None` where it was not recognised from an image."""
        return next(
            (p.ocr_confidence for p in self.record.source.pages if p.number == page and p.reader == "ocr"), None
        )


def conventions_of(records: Sequence[ConventionRecord]) -> tuple[Convention, ...]:
    """The records made comparable with each other; the first is the reference."""
    bodies = strict_keys(records)
    return tuple(
        Convention(record, keys, standing_in(keys, bodies[0])) for record, keys in zip(records, bodies, strict=True)
    )
