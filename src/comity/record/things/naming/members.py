"""Who joined or left an organisation, as sentences tell it: "Norland joined the League in 1997", "a full member since 1997"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from comity.reading.model import ActorMention
from comity.record.things.naming.page import Named
from comity.record.things.naming.sentence import Sentence, Telling

_ADVERB: Final = r"(?:(?:formally|officially|finally|also|then|later|eventually|itself|first|both|jointly|simultaneously|fully|together|recently)\s+)*"
_AUX: Final = r"(?P<aux>(?:(?:has|have|had|is|was|were|are|would|will|may|might|could|should|must|did|does|do)\s+(?:not\s+)?(?:been\s+|be\s+|to\s+)*|(?:wants?|hopes?|plans?|seeks?|aims?|intends?|applied|refused|declined|failed|expected|due|invited|asked|decided)\s+(?:\w+\s+)?to\s+)*)"
_ENTERED: Final = re.compile(
    rf"""\s*,?\s*{_AUX}{_ADVERB}
    (?:joined|join|joining|acceded\s+to|accede\s+to|acceding\s+to|entered|enter|became\s+(?:a|an|the\s+\w+|one\s+of\s+the)?\s*(?:new\s+|fully?\s+|fledged\s+|permanent\s+|fully-fledged\s+|founding\s+|founder\s+|original\s+|\w+th\s+|non-permanent\s+)*members?\s+(?:states?\s+|countries\s+)?of
    |become\s+(?:a\s+)?(?:full\s+|permanent\s+|new\s+)*members?\s+(?:states?\s+)?of|(?:was|were|been|being|be)\s+(?:formally\s+)?(?:admitted|accepted|inducted|welcomed)\s+(?:in)?to
    |admitted\s+(?:in)?to|gained\s+(?:full\s+)?(?:membership\s+(?:of|in)|admission\s+to)|obtained\s+(?:full\s+)?membership\s+(?:of|in)
    |(?:received|was\s+granted|were\s+granted|got|won)\s+(?:full\s+)?membership\s+(?:of|in)
    |(?P<since>(?:is|was|were|are|been|being)?\s*(?:a|an|one\s+of\s+the)?\s*(?:full\s+|permanent\s+|founding\s+|founder\s+|original\s+|fully-fledged\s+)*members?\s+(?:states?\s+)?of)
    |(?P<left>left|leave|leaving|quit|quitting|withdrew\s+from|withdraw\s+from|withdrawn\s+from|pulled\s+out\s+of|pull\s+out\s+of|exited|was\s+expelled\s+from|were\s+expelled\s+from|departed))
    \s+(?:the\s+)?(?:(?:\w+-(?:\s+and\s+))?\w+-(?:nation|member|strong|led|backed|country|based|dominated)\s+)?\Z""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_BELONGS: Final = re.compile(
    rf"\s*,?\s*{_AUX}(?:(?P<became>became|become)|is|was|are|been|be)?\s*(?:an?\s+)?(?:full\s+|new\s+|founding\s+|permanent\s+)?\Z",
    re.IGNORECASE,
)
"""Norland has been a [LEAGUE] member since 1997."""
_MEMBER_WORD: Final = re.compile(r"\s+(?:members?|member\s+states?)\b(?P<since>\s+(?:only\s+)?since\b)?", re.IGNORECASE)
_OF: Final = re.compile(
    r"\s*[’']s?\s+(?:(?:full|formal|own|eventual|subsequent|\d{4})\s+)*(?:(?P<left>withdrawal\s+from|exit\s+from|departure\s+from|expulsion\s+from)|accession\s+to|entry\s+(?:in)?to|admission\s+(?:in)?to|"
    r"membership\s+(?:of|in)|joining(?:\s+of)?)\s+(?:the\s+)?(?:(?:\w+-(?:\s+and\s+))?\w+-(?:nation|member|strong|led|backed|country|based|dominated)\s+)?\Z",
    re.IGNORECASE,
)
_TOOK_IN: Final = re.compile(
    r"\s*(?P<aux>(?:(?:has|have|had|will|would|may|might|could|should)\s+(?:not\s+)?)*)(?:formally\s+|officially\s+)?(?:admitted|admit|accepted|inducted|welcomed|took\s+in|granted\s+(?:full\s+)?membership\s+to)\s+(?:both\s+)?\Z",
    re.IGNORECASE,
)
_AS_MEMBERS: Final = re.compile(
    r"\s*(?:as\s+(?:an?\s+)?(?:full\s+|new\s+|permanent\s+)*(?:members?|states?)\b|into\b|in\s+(?:\w+\s+)?\d{4}\b|to\s+(?:its|the)\b|\.|,|$)",
    re.IGNORECASE,
)
_OBSERVER: Final = re.compile(
    r"\b(?:observers?|dialogue\s+partners?|associates?|partners?|candidates?|guests?)\b", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"\s*(?:[.,;:)!?\"”’]|\(|$|(?:in|on|as|since|at|during|by|after|before|when|with|and|only|only in|back|back in|this|last|earlier|later|from|together|alongside|along|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)",
    re.IGNORECASE,
)
_NOT_ENTRY: Final = re.compile(
    r"\s*(?:in\s+(?:\w+ing)\b|and\s+\w+\s+in\s+\w+ing\b|as\s+(?:an?\s+)?(?:observer|dialogue|associate|candidate))",
    re.IGNORECASE,
)
_LIST_GAP: Final = re.compile(
    r"\s*(?:,|,?\s*and|&|,?\s*as\s+well\s+as|,?\s*along\s+with|,?\s*together\s+with)?\s*(?:the\s+)?\Z", re.IGNORECASE
)
_SINCE: Final = re.compile(r"\bsince\s*$", re.IGNORECASE)
_UPON: Final = re.compile(
    r"\b(?:after|following|since|upon|with|before|until|by)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_NO: Final = re.compile(r"\b(?:not|never|refused|declined|failed)\b", re.IGNORECASE)
_TO_COME: Final = re.compile(
    r"\b(?:will|would|wants?|hopes?|plans?|seeks?|aims?|intends?|applied|expected|due|invited|asked|decided|to)\b",
    re.IGNORECASE,
)
_MAY: Final = re.compile(r"\b(?:may|might|could|should|must)\b", re.IGNORECASE)


def members(sentence: Sentence) -> Iterator[Telling]:
    """member_rule: members that joined or left an organisation named in the sentence, each once."""
    organisations = [n for n in sentence.named if n.kind == "organisation"]
    listed = _listed(sentence, organisations)
    states = [
        m
        for m in sentence.mentions
        if m.actor and m.kind in ("state", "organisation", "group") and m.resolved != "agent"
    ]
    seen = set()
    for organisation in organisations:
        for mention, field, word, aux, nominal in _told_of(sentence, organisation, states):
            for one in listed.get(organisation, (organisation,)):
                key = (mention.actor, one.means, field)
                if mention.actor != one.means and key not in seen:
                    seen.add(key)
                    yield _telling(sentence, one, mention, field, word, aux, nominal)


def _listed(sentence: Sentence, organisations: Sequence[Named]) -> dict[Named, tuple[Named, ...]]:
    """Each organisation with those listed behind it: 'joined the League and the Bank'."""
    found: dict[Named, tuple[Named, ...]] = {}
    for n in range(len(organisations) - 1, -1, -1):
        one = organisations[n]
        after = organisations[n + 1] if n + 1 < len(organisations) else None
        gap = sentence.page.text[one.end : after.start] if after is not None and after.start > one.end else ""
        joined = after is not None and gap.strip() != "" and _LIST_GAP.match(gap)
        found[one] = (one, *found[after]) if joined and after is not None else (one,)
    return found


def _told_of(
    sentence: Sentence, organisation: Named, states: Sequence[ActorMention]
) -> Iterator[tuple[ActorMention, str, tuple[int, int], str, bool]]:
    text = sentence.page.text
    following = text[organisation.end : sentence.end]
    for n, mention in enumerate(states):
        if mention.end <= organisation.start:
            gap = text[mention.end : organisation.start]
            belongs = _BELONGS.match(gap)
            if belongs is not None:
                member = _MEMBER_WORD.match(following)
                if member is not None and (belongs["became"] or member["since"]):
                    for one in _list_back(text, states, n):
                        yield (
                            one,
                            "member joined",
                            (mention.end + 1, organisation.start - 1),
                            belongs["aux"] or "",
                            False,
                        )
                continue
            match = _ENTERED.match(gap) or _OF.match(gap)
            if match is None or not _AFTER.match(following) or _NOT_ENTRY.match(following):
                continue
            groups = match.groupdict()
            if groups.get("since") and not (organisation_since(sentence, organisation) or "found" in groups["since"]):
                continue
            field = "member left" if groups.get("left") else "member joined"
            word = (mention.end + len(gap) - len(gap.lstrip()), organisation.start)
            for one in _list_back(text, states, n):
                yield one, field, word, groups.get("aux") or "", "aux" not in groups
        elif mention.start >= organisation.end:
            gap = text[organisation.end : mention.start]
            match = _TOOK_IN.match(gap)
            if match is not None:
                listed = list(_list_on(text, states, n))
                rest = text[listed[-1].end : sentence.end]
                if _AS_MEMBERS.match(rest) and not _OBSERVER.search(rest[:40]):
                    for one in listed:
                        yield one, "member joined", (organisation.end + 1, mention.start - 1), match["aux"], False


def organisation_since(sentence: Sentence, organisation: Named) -> bool:
    """Whether a date follows as 'since 1997'."""
    return any(
        (d.start >= organisation.end and _SINCE.search(sentence.page.text[sentence.start : d.start]))
        or d.modifier == "since"
        for d in sentence.dates
        if organisation.end <= d.start <= organisation.end + 40
    )


def _dated(sentence: Sentence, organisation: Named) -> bool:
    """Whether a date stands right behind: 'its accession to the League in 1997'."""
    return any(
        re.fullmatch(r"\s*(?:in|on|of)?\s*(?:early|late|mid-?)?\s*", sentence.page.text[organisation.end : d.start])
        for d in sentence.dates
        if d.start >= organisation.end
    )


def _list_back(text: str, states: Sequence[ActorMention], n: int) -> Iterator[ActorMention]:
    """The mention, and those listed before it: 'Norland and Sudland joined'."""
    yield states[n]
    while n > 0 and states[n - 1].end <= states[n].start and _LIST_GAP.match(text[states[n - 1].end : states[n].start]):
        if text[states[n - 1].end : states[n].start].strip():
            yield states[n - 1]
        n -= 1


def _list_on(text: str, states: Sequence[ActorMention], n: int) -> Iterator[ActorMention]:
    yield states[n]
    while n + 1 < len(states) and _LIST_GAP.match(text[states[n].end : states[n + 1].start]):
        n += 1
        yield states[n]


def _telling(
    sentence: Sentence,
    organisation: Named,
    mention: ActorMention,
    field: str,
    word: tuple[int, int],
    aux: str,
    nominal: bool,
) -> Telling:
    when = sentence.date_near(min(word[0], organisation.start), max(word[1], organisation.end))
    before = sentence.page.text[max(sentence.start, word[0] - 12) : word[0]]
    said = f"{before} {aux}"
    status = "happened"
    if _NO.search(aux):
        status = "denied"
    elif _MAY.search(aux):
        status = "hypothetical"
    elif _TO_COME.search(aux) or re.search(r"\bto\s*$", before):
        status = "planned"
    elif "if" in said.split() or (
        nominal
        and not (
            _UPON.search(sentence.page.text[max(sentence.start, mention.start - 40) : mention.start])
            or _dated(sentence, organisation)
        )
    ):
        status = "hypothetical"
    report = sentence.reported(*word)
    return Telling(
        sentence.start, sentence.end, (organisation.start, organisation.end), "member", field, word, status,
        when.first if when else None, when.last if when else None, (mention.actor or "",),
        report_id=report.id if report else None, claimed_by=report.claimed_by.actor if report else sentence.speaker(), rule="member-rule",
    )  # fmt: skip
