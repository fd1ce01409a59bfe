"""Articles made by rule from a seed: dull, but with the sentence lengths, names, dates and acts of real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

STATES = {
    "Pakistan": "Islamabad", "Russia": "Moscow", "India": "New Delhi", "China": "Beijing", "Iran": "Tehran",
    "Turkey": "Ankara", "Uzbekistan": "Tashkent", "Kazakhstan": "Astana", "Egypt": "Cairo", "Ethiopia": "Addis Ababa",
    "Sudan": "Khartoum", "Kenya": "Nairobi", "Brazil": "Brasilia", "Argentina": "Buenos Aires", "Japan": "Tokyo",
    "Vietnam": "Hanoi", "Poland": "Warsaw", "Hungary": "Budapest", "Norway": "Oslo", "Greece": "Athens",
}  # fmt: skip
_THINGS = (
    "a gas pipeline", "a steel mill", "border trade", "a fisheries accord", "a railway across the pass", "river water",
    "a visa treaty", "wheat deliveries", "a naval exercise", "the arms embargo", "a power line", "joint patrols",
    "a customs union", "student exchanges", "a debt settlement", "a nuclear plant", "prisoners of war", "a free port",
)  # fmt: skip
_ACTS = (
    "{a} and {b} signed an agreement on {thing} in {city} {when}.",
    "The foreign minister of {a} visited {city} {when} and spoke with his counterpart about {thing}.",
    "{a} accused {b} {when} of breaking its word on {thing}, which officials in {city} denied.",
    "{a} imposed sanctions on {b} {when} over {thing}.",
    "{a} will send a delegation to {city} to discuss {thing} with {b}, a spokesman said {when}.",
    "Troops from {a} attacked a post held by {b} near the frontier {when}, killing {n} soldiers.",
    "{a} lent {b} ${n} million for {thing} {when}.",
    "{when_first}, {a} withdrew its troops from {b} under a plan that both governments had agreed to.",
    "{a} rejected a proposal by {b} on {thing}, saying that it came too late.",
    "The government in {city} urged {a} to reconsider {thing}.",
)
_TALK = (
    "Relations between {a} and {b} have long been cool, although merchants on both sides of the border never stopped trading.",
    "Analysts say that ties between {a} and {b} improved because both feared what a stronger neighbour might do with {thing}.",
    "Few in {city} expected that {thing} would matter so much, and fewer still had read what the old treaty says about it.",
    "The harvest was poor that year, prices rose in the bazaars, and the opposition asked what the money had been spent on.",
    "Since the matter of {thing} was never settled, each new government in {city} has had to explain why it waits.",
    "{a} needs {thing} more than it admits, and diplomats from {b} know it.",
    "In the view of one retired ambassador, mistrust grew as the talks dragged on, and it weakened those who had wanted peace.",
    "It rained for most of the week, and the roads to the valley were closed to all but the heaviest trucks.",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def article(seed: int, *, paragraphs: int = 8) -> str:
    """One article of about 70 words a paragraph, with a title and a date of publication. The same seed, the same text."""
    rng = random.Random(seed)
    names = rng.sample(sorted(STATES), 3)
    year = rng.randint(1996, 2024)
    published = f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {year}"
    parts = [f"{names[0]}, {names[1]} and the matter of {rng.choice(_THINGS)} (No. {seed})", f"Published: {published}"]
    for _ in range(paragraphs):
        sentences = [_sentence(rng, names, year, _ACTS) for _ in range(2)]
        sentences += [_sentence(rng, names, year, _TALK) for _ in range(2)]
        rng.shuffle(sentences)
        parts.append(" ".join(sentences))
    return "\n\n".join(parts) + "\n"


def _sentence(rng: random.Random, names: list[str], year: int, patterns: tuple[str, ...]) -> str:
    a, b = rng.sample(names, 2)
    told = year - rng.randint(0, 8)
    month = rng.choice(_MONTHS)
    when = rng.choice((f"on {rng.randint(1, 28)} {month} {told}", f"in {month} {told}", f"in {told}", "last week"))
    return rng.choice(patterns).format(
        a=a,
        b=b,
        city=STATES[b],
        thing=rng.choice(_THINGS),
        when=when,
        when_first=when[0].upper() + when[1:],
        n=rng.randint(2, 900),
    )


def articles(number: int, *, paragraphs: int = 8) -> Iterator[str]:
    return (article(seed, paragraphs=paragraphs) for seed in range(number))


def write_folder(folder: Path, number: int, *, paragraphs: int = 8) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed, text in enumerate(articles(number, paragraphs=paragraphs)):
        (folder / f"article-{seed:05d}.txt").write_text(text, encoding="utf-8")
