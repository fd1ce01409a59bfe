"""What is found across documents, in a browser: each part opens, every figure of it leads to its sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sample_store import DuckStore
from test_report_browser import AXE, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Any]
PARTS = {
    "disagreements": "Where sources disagree",
    "agreements": "What several sources agree on",
    "things": "Things with a life of their own",
    "thing=maranon-bridge": "Marañón bridge",
    "thing=OAS": "Organisation of American States",
    "sources": "Who tells what",
    "source=outlet:Lima%20Ledger": "Lima Ledger",
    "quoted=PER": "What Peru is quoted as saying",
    "corrections": "What people put right",
}
PANELS = (
    "difference=d1ffe7e9ce000002",
    "difference=d1ffe7e9ce000003",
    "difference=d1ffe7e9ce000004",
    "agreement=a9ree00000000001",
    "agreement=a9ree00000000002",
    "stage=maranon-bridge,1",
)


@pytest.fixture
def open_found(open_page: Open, findings_file: Path) -> Open:
    def open_at(address: str = "overview", **more: Any) -> Any:
        return open_page(address, file=findings_file, **more)

    return open_at


@pytest.fixture(scope="session")
def bridge(findings_store: DuckStore) -> str:
    rows = findings_store.sql("SELECT id FROM events WHERE list_contains(corrected, 'c0ffee000001')").to_pydict()
    return str(rows["id"][0])


def go(page: Any, address: str) -> None:
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_timeout(120)


def test_each_part_opens_at_its_address(open_found: Open) -> None:
    page = open_found()
    for address, title in PARTS.items():
        go(page, address)
        assert page.locator("h1").inner_text() == title
        assert page.locator(f"#parts a[href='#{address.split('=')[0]}'][aria-current]").count() <= 1


def test_each_panel_opens_at_its_address_with_sentences(open_found: Open, bridge: str) -> None:
    for address in (*PANELS, f"event={bridge}"):
        page = open_found(address)
        assert page.locator("dialog[open] blockquote").count() >= 1, address


def test_nothing_is_wider_than_the_screen(open_found: Open, bridge: str) -> None:
    for width in (320, 400):
        page = open_found(width=width)
        wide = {}
        for address in (*PARTS, *PANELS, f"event={bridge}"):
            go(page, address)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            panel = page.evaluate("(p => p.open ? p.scrollWidth - p.clientWidth : 0)(document.querySelector('dialog'))")
            if over > 0 or panel > 0:
                wide[address] = (over, panel)
        assert wide == {}


@pytest.mark.parametrize(
    ("dark", "width"), [(False, 1200), (True, 1200), (False, 320)], ids=["light", "dark", "narrow"]
)
def test_axe_finds_nothing(open_found: Open, bridge: str, dark: bool, width: int) -> None:
    page = open_found(dark=dark, width=width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for address in (*PARTS, PANELS[2], PANELS[3], f"event={bridge}"):
        go(page, address)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        if result["violations"]:
            found[address] = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in result["violations"]]
    assert found == {}


def test_every_link_of_a_part_leads_to_something_in_this_report(open_found: Open) -> None:
    page = open_found()
    lost = []
    for address in PARTS:
        go(page, address)
        links = page.eval_on_selector_all(
            "main a[href^='#']", "all => [...new Set(all.map(a => a.getAttribute('href')))]"
        )
        assert links, address
        for link in links:
            go(page, link)
            shown = page.locator("dialog[open]") if page.locator("dialog[open]").count() else page.locator("main")
            if "Not in this report" in shown.inner_text():
                lost.append((address, link))
            if (
                link.split("=")[0] in ("#event", "#difference", "#agreement", "#stage")
                and not shown.locator("blockquote").count()
            ):
                lost.append((address, link))
    assert lost == []


def test_sides_stand_next_to_each_other_with_the_very_words_marked(open_found: Open) -> None:
    page = open_found("difference=d1ffe7e9ce000002")
    panel = page.locator("dialog[open]")
    assert panel.locator(".side").count() == 2
    assert panel.locator(".side mark").all_inner_texts() == ["4 May 2006", "2007"]
    assert "Peru and Ecuador opened the Marañón bridge on 4 May 2006." in panel.inner_text()
    assert "1 independent source in 1 document" in panel.inner_text()
    assert "far apart" in panel.inner_text()


def test_numbers_behind_the_words_show_on_focus(open_found: Open) -> None:
    page = open_found("difference=d1ffe7e9ce000002")
    word = page.locator("dialog .graded").first
    number = word.locator(".graded-number")
    assert number.bounding_box()["width"] <= 1
    word.focus()
    assert number.bounding_box()["width"] > 20
    assert "0.66 of 1" in number.inner_text()


def test_the_plainest_disagreements_come_first_and_filters_narrow_them(open_found: Open) -> None:
    page = open_found("disagreements")
    assert page.locator(".differ-card .grade").all_inner_texts()[0] == "plain"
    assert page.locator(".differ-card").count() == 4
    grades = page.locator(".differ-card > .field-name .grade").all_inner_texts()
    assert grades == sorted(grades, key=["plain", "likely", "possible"].index)
    page.select_option("#filter-field", "amount")
    assert page.locator(".result-count").inner_text().startswith("1 disagreement of 4: 0 open, 1 settled")
    until(page, "location.hash === '#disagreements&field=amount'")
    page = open_found("disagreements&state=open&grade=plain")
    assert page.locator(".differ-card").count() == 2
    page.select_option("#filter-actor", "OAS")
    assert page.locator(".differ-card").count() == 1


def test_settled_ones_are_marked_on_the_side_that_holds(open_found: Open) -> None:
    page = open_found("difference=d1ffe7e9ce000003")
    panel = page.locator("dialog[open]")
    assert panel.locator(".side.chosen .side-value").inner_text().startswith("USD 12 million")
    assert panel.locator(".side.chosen").count() == 1
    assert "A. Reader settled how much on USD 12 million" in panel.inner_text()


def test_the_table_of_comity_is_a_side_of_its_own(open_found: Open) -> None:
    page = open_found("difference=d1ffe7e9ce000004")
    side = page.locator("dialog .table-side")
    assert "30 Apr 1948" in side.inner_text()
    assert "no document does" in side.inner_text()
    assert "when Ecuador joined Organisation of American States" in page.locator("dialog h2").inner_text()


def test_facts_with_most_sources_come_first_and_open_their_sentences(open_found: Open) -> None:
    page = open_found("agreements")
    assert page.locator(".agreed li").first.inner_text().endswith("3 independent sources")
    page.locator(".agreed a", has_text="That it took place").click()
    panel = page.locator("dialog[open]")
    assert panel.locator("blockquote mark").all_inner_texts() == ["opened", "opened"]
    page.keyboard.press("Escape")
    page.select_option("#filter-least", "3")
    assert page.locator(".result-count").inner_text().startswith("1 fact of 2")


def test_a_mark_in_the_life_of_a_thing_opens_its_stage_with_the_keyboard(open_found: Open) -> None:
    page = open_found("thing=maranon-bridge")
    marks = page.locator(".life .stage-link")
    assert marks.count() == 3
    marks.nth(1).focus()
    page.keyboard.press("Enter")
    until(page, "location.hash === '#thing=maranon-bridge&stage=1'")
    until(page, "document.activeElement.id === 'stage-1'")
    assert "Peru and Ecuador opened the Marañón bridge" in page.locator("#stage-1 blockquote").inner_text()
    assert "no date told" in page.locator("#stage-2").inner_text()


def test_stages_without_a_date_stand_below_the_line_of_time(open_found: Open) -> None:
    page = open_found("thing=maranon-bridge")
    tops = page.eval_on_selector_all(".life .mark", "all => all.map(m => m.getBoundingClientRect().top)")
    assert tops[2] > max(tops[:2])
    axis = page.eval_on_selector_all(".life .tick", "all => all.map(t => t.getBoundingClientRect().top)")
    assert tops[2] > max(axis)


def test_facts_of_a_thing_say_who_says_so(open_found: Open) -> None:
    text = " ".join(open_found("thing=maranon-bridge").locator("main").inner_text().split())
    assert "15 million dollars According to Peru" in text
    assert "crossing (in short, 1 time)" in text


def test_members_told_otherwise_than_by_the_table_are_marked(open_found: Open) -> None:
    page = open_found("thing=OAS")
    rows = page.locator("table.members tbody tr")
    assert "differs from the table" in rows.filter(has_text="Ecuador").inner_text()
    assert "differs from the table" not in rows.filter(has_text="Peru").inner_text()
    rows.filter(has_text="Ecuador").locator("a", has_text="joined").click()
    assert "Ecuador joined the Organisation" in page.locator("dialog[open] blockquote").inner_text()


def test_an_event_tells_why_its_reports_are_one_and_what_was_put_right(open_found: Open, bridge: str) -> None:
    page = open_found(f"event={bridge}")
    text = " ".join(page.locator("dialog").inner_text().split())
    for said in (
        "Reports 1 and 2 are much alike (+2.8)",
        "the same thing: bridge; crossing (+0.8)",
        "against it: dates that are apart (−0.7)",
        "2 independent sources",
        "passes on what Peru says",
        "A. Reader changed when it happened",
        "the plaque says so",
        "Marañón bridge",
    ):
        assert said in text, said


def test_a_button_of_a_long_panel_leads_to_its_part(open_found: Open, bridge: str) -> None:
    page = open_found(f"event={bridge}")
    page.get_by_role("button", name="why one event").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "part-joined"


def test_what_was_nearly_the_same_event_opens_and_leads_back(open_found: Open, bridge: str) -> None:
    page = open_found(f"event={bridge}")
    near = page.locator("dialog .near")
    assert "Kept apart: one is not dated" in near.inner_text()
    near.locator("a").first.click()
    until(page, f"location.hash !== '#event={bridge}'")
    other = page.locator("dialog[open] .near")
    assert "Peru and Ecuador cooperates" in " ".join(other.inner_text().split())
    page.go_back()
    until(page, f"location.hash === '#event={bridge}'")
    until(page, "document.querySelector('#panel-title').textContent.includes('cooperates')")


def test_a_source_shows_what_only_it_tells_and_whom_it_quotes(open_found: Open) -> None:
    page = open_found("source=outlet:" + quote("Andes Review"))
    text = page.locator("main").inner_text()
    assert "What only it tells" in text
    assert page.locator("table.events tbody tr").count() >= 3
    assert "Whom it quotes" in open_found("source=outlet:Lima%20Ledger").locator("main").inner_text()


def test_what_a_speaker_says_opens_its_sentences(open_found: Open) -> None:
    page = open_found("quoted=PER")
    assert "cost 15 million dollars, Peru said" in page.locator("blockquote").first.inner_text()


def test_corrections_tell_what_became_of_them(open_found: Open) -> None:
    page = open_found("corrections")
    assert page.locator(".result-count").inner_text() == "4 corrections: 3 applied, 1 place not found"
    rows = page.locator("table.corrections tbody tr")
    assert "its sentence is gone" in rows.nth(3).inner_text()
    assert "Work on the crossing stood still" in rows.nth(1).inner_text()


def test_a_rejected_report_is_still_to_be_seen_with_the_reason(open_found: Open, findings_store: DuckStore) -> None:
    id = findings_store.sql("SELECT id FROM reports WHERE rejected").to_pydict()["id"][0]
    text = open_found(f"event={id}").locator("dialog[open]").inner_text()
    assert "A reader rejected it: it is counted nowhere." in text
    assert "A. Reader rejected a report" in text


def test_the_overview_leads_to_every_part_with_its_count(open_found: Open) -> None:
    page = open_found()
    text = page.locator("section[aria-labelledby=o-across]").inner_text()
    for said in ("4 disagreements", "2 facts", "3 things", "4 corrections", "6 outlets"):
        assert said in text, said
    links = page.eval_on_selector_all(
        "section[aria-labelledby=o-across] li > a:first-child", "all => all.map(a => a.hash)"
    )
    assert links == ["#disagreements", "#agreements", "#things", "#sources", "#corrections", "#audit"]


def test_a_record_without_findings_says_so(open_page: Open) -> None:
    page = open_page("agreements")
    for address in ("agreements", "things"):
        go(page, address)
        assert "Nothing of this kind in these documents" in page.locator("main").inner_text()
    go(page, "corrections")
    assert "Nobody has put anything right" in page.locator("main").inner_text()


def test_things_are_found_by_the_search(open_found: Open) -> None:
    page = open_found("search=" + quote("marañón"))
    assert page.locator("table.things a").first.inner_text() == "Marañón bridge"


def test_a_document_shows_the_things_it_names_and_what_was_rejected(open_found: Open) -> None:
    text = open_found("doc=bridge-note").locator("main").inner_text()
    assert "names: Marañón bridge, Organisation of American States" in text
    assert "a report that a reader rejected" in text
