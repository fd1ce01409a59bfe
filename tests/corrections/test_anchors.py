"""A correction finds its report again, or says why not; it never guesses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import Texts

from comity.corrections.anchors import Found, Lost, find, same_claim_rule, skeleton

OPENING = "Ministers spoke for an hour, and nobody else was let into the room where they sat."
MET = "Kenya’s president met Uganda’s in Mombasa on 3 March 2019 — “a frank talk”, he said."
CLOSING = "Trade between the two neighbours has grown since then, if slowly."
WAS = f"{OPENING}\n\n{MET}\n\n{CLOSING}\n"


def before() -> Texts:
    texts = Texts({"herald": WAS})
    texts.add("herald", MET, "met")
    return texts


def found(texts: Texts) -> str | None:
    was = before()
    result = find(was.anchor(was.coded[0]), texts)
    return result.report.id if isinstance(result, Found) else None


def why_lost(texts: Texts) -> str:
    was = before()
    result = find(was.anchor(was.coded[0]), texts)
    assert isinstance(result, Lost)
    return result.why


@pytest.mark.parametrize(
    "now",
    [
        f"A new first paragraph.\n\n{WAS}",
        f"{MET}\n",
        WAS.replace("’", "'").replace("“", '"').replace("”", '"').replace("—", "--"),
        WAS.replace(" ", "  ").replace("\n\n", "\n"),
        WAS.replace("president", "presi-\ndent"),
        WAS.replace("Mombasa", "MOMBASA"),
    ],
    ids=["text before it", "only the sentence", "plain quotes", "other spaces", "a hyphen at a line's end", "capitals"],
)
def test_the_sentence_is_found_however_it_is_dressed(now: str) -> None:
    texts = Texts({"herald": now})
    start = now.find("Kenya")
    end = next(i for i in range(start, len(now)) if now[i : i + 5] == "said.") + 5
    report = texts.add("herald", now[start:end], "met")
    assert found(texts) == report.id


def test_a_document_with_another_name_and_the_same_text_is_found_by_the_reports_id() -> None:
    texts = Texts({"renamed": WAS})
    report = texts.add("renamed", MET, "met")
    assert found(texts) == report.id


def test_a_document_that_was_renamed_and_edited_is_found_by_the_surroundings() -> None:
    texts = Texts({"renamed": f"New words.\n\n{WAS}", "other": "Nothing of it here."})
    report = texts.add("renamed", MET, "met")
    assert found(texts) == report.id


def test_the_sentence_in_two_other_documents_is_not_found() -> None:
    texts = Texts({"a": f"One.\n\n{WAS}", "b": f"Two.\n\n{WAS}"})
    texts.add("a", MET, "met")
    texts.add("b", MET, "met")
    assert "document herald is gone; like words stand a, character" in why_lost(texts)


def test_a_copy_elsewhere_is_not_taken_while_the_document_is_there() -> None:
    texts = Texts({"herald": f"{OPENING}\n\n{CLOSING}\n", "copy": f"{WAS}More."})
    texts.add("copy", MET, "met")
    assert why_lost(texts) == "its sentence is no longer in the document"


def test_of_two_places_the_one_with_the_surroundings_is_meant() -> None:
    text = f"Long ago another paper wrote it first. {MET} So it said.\n\n{WAS}"
    texts = Texts({"herald": text})
    texts.add("herald", MET, "met")
    second = texts.add("herald", MET, "met", occurrence=1)
    assert found(texts) == second.id


def test_of_two_places_that_look_alike_neither_is_meant() -> None:
    texts = Texts({"herald": f"{WAS}\n{WAS}"})
    texts.add("herald", MET, "met")
    texts.add("herald", MET, "met", occurrence=1)
    assert why_lost(texts).startswith("the sentence stands more than once: herald, character")


def test_a_sentence_that_was_slightly_edited_is_found_by_its_trigger() -> None:
    now = MET.replace("a frank talk", "a franker talk")
    texts = Texts({"herald": WAS.replace(MET, now)})
    report = texts.add("herald", now, "met")
    assert found(texts) == report.id


@pytest.mark.parametrize(("old", "new"), [("3 March", "4 March"), ("president met", "president never met")])
def test_a_sentence_that_now_says_something_else_is_not_found(old: str, new: str) -> None:
    now = MET.replace(old, new)
    texts = Texts({"herald": WAS.replace(MET, now)})
    texts.add("herald", now, "met")
    assert "gives other figures or another negation" in why_lost(texts)


def test_a_sentence_in_which_the_act_is_no_longer_read_is_told_with_its_place() -> None:
    texts = Texts({"herald": f"New.\n\n{WAS}"})
    texts.add("herald", MET, "said")
    was = before()
    result = find(was.anchor(was.coded[0]), texts)
    assert isinstance(result, Lost)
    assert result.place is not None
    assert texts.texts["herald"][slice(*result.place.trigger)] == "met"
    assert "no report with this act" in result.why


def test_of_two_reports_on_one_trigger_the_one_of_the_same_type_is_meant() -> None:
    texts = Texts({"herald": f"New.\n\n{WAS}"})
    texts.add("herald", MET, "met", event_type="AGREE")
    same = texts.add("herald", MET, "met")
    assert found(texts) == same.id


def test_two_reports_of_one_type_on_one_trigger_could_both_be_meant() -> None:
    texts = Texts({"herald": f"New.\n\n{WAS}"})
    texts.add("herald", MET, "met", sources="TZA")
    texts.add("herald", MET, "met", sources="RWA")
    assert "holds 2 reports that could be meant" in why_lost(texts)


def test_few_words_are_found_only_among_the_same_surroundings() -> None:
    was = Texts({"herald": f"{OPENING} They met. {CLOSING}"})
    short = was.anchor(was.add("herald", "They met.", "met"))
    near = Texts({"herald": f"New. {OPENING} They met. {CLOSING}"})
    near.add("herald", "They met.", "met")
    assert isinstance(find(short, near), Found)
    elsewhere = Texts({"herald": "Quite another matter. They met. And of that no more was ever heard by anybody."})
    elsewhere.add("herald", "They met.", "met")
    assert isinstance(find(short, elsewhere), Lost)


def test_a_point_between_digits_counts() -> None:
    assert skeleton("a 2.5 b")[0] == "a2.5b" != skeleton("a 25 b")[0]


@given(st.text())
def test_each_letter_of_the_skeleton_comes_from_its_place(text: str) -> None:
    plain, at = skeleton(text)
    assert len(plain) == len(at)
    assert list(at) == sorted(at)
    assert all(text[place].isalnum() or text[place] in ".," for place in at)


@given(st.text(), st.text())
def test_text_around_a_sentence_never_hides_it(left: str, right: str) -> None:
    text = f"{left}\n\n{WAS}{right}"
    texts = Texts({"herald": text})
    report = texts.add("herald", MET, "met", occurrence=text.count(MET) - 1)
    assert found(texts) == report.id


def test_same_claim_rule() -> None:
    assert same_claim_rule("It sold 1,200 tanks.", "It has sold 1200 tanks.")
    assert not same_claim_rule("It sold 12 tanks.", "It sold 21 tanks.")
    assert not same_claim_rule("It sold tanks.", "It sold no tanks.")
    assert not same_claim_rule("It did sell tanks.", "It didn’t sell tanks.")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("They will train there for two years.", "They will train there for three years.", False),
        ("They will train there for two years.", "They will train there for 2 years.", True),
        ("A loan of twenty million was given.", "A loan of twenty billion was given.", False),
        ("It was their third meeting.", "It was their fourth meeting.", False),
        ("A bone was found by someone.", "A cone was found by someone.", True),
    ],
)
def test_numbers_in_words_are_figures(old: str, new: str, same: bool) -> None:
    assert same_claim_rule(old, new) is same
