"""report.html in a browser: it works from disk, with the keyboard, in both themes, at any width, for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sample_records import HOSTILE
from sample_store import DuckStore

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
VIEWS = [
    "overview",
    "events",
    "dyads",
    "dyad=ECU,PER",
    "system",
    "system&year=1995&with=1981",
    "disagreements",
    "agreements",
    "things",
    "sources",
    "corrections",
    "source=outlet:Andes Review",
    "relations",
    "causes",
    "stances",
    "documents",
    "doc=andes-review",
    "doc=hostile",
    "search=peace",
    "actor=PER",
    "how",
]

PANELS = [
    "score=ECU,PER,1988",
    "phase=ECU,PER,0",
    "turn=7u4ce00000000001",
    "fact=fac7000000000002",
    "tie=ECU,PER,1995",
    "stand=PER,1995",
    "ties=1995,0",
    "triangles=1995",
]

Open = Callable[..., Any]


def until(page: Any, condition: str) -> None:
    """Wait until an expression is true; the page's policy forbids the evaluation that playwright's own wait uses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(30)
    pytest.fail(f"never true: {condition}")


def peace(store: DuckStore) -> str:
    return event_of(store, "SUPPORT", "reports > 1")


def event_of(store: DuckStore, type: str, extra: str = "true") -> str:
    rows = store.sql(f"SELECT id FROM events WHERE event_type = '{type}' AND {extra} ORDER BY id").to_pydict()
    return str(rows["id"][0])


@pytest.mark.parametrize(
    ("dark", "width"), [(False, 1200), (True, 1200), (False, 320)], ids=["light", "dark", "narrow"]
)
def test_axe_finds_nothing(open_page: Open, store: DuckStore, dark: bool, width: int) -> None:
    page = open_page(dark=dark, width=width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for address in [*VIEWS, f"event={peace(store)}", *PANELS]:
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(120)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        if result["violations"]:
            found[address] = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in result["violations"]]
    assert found == {}


@pytest.mark.parametrize("width", [320, 360, 800])
def test_nothing_is_wider_than_the_screen(open_page: Open, store: DuckStore, width: int) -> None:
    page = open_page(width=width)
    wide = {}
    for address in [*VIEWS, f"event={peace(store)}", *PANELS]:
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(80)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        panel = page.evaluate("(p => p.open ? p.scrollWidth - p.clientWidth : 0)(document.querySelector('dialog'))")
        if over > 0 or panel > 0:
            wide[address] = (over, panel)
    assert wide == {}


def test_headings_never_skip_a_level(open_page: Open) -> None:
    page = open_page()
    for address in VIEWS:
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_timeout(60)
        levels = page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(h => Number(h.tagName[1]))")
        assert levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)


def test_link_to_any_report_opens_its_event_with_every_sentence(open_page: Open, store: DuckStore) -> None:
    rows = store.sql("SELECT report_id FROM event_reports WHERE why LIKE 'same%' ORDER BY report_id").to_pydict()
    assert len(rows["report_id"]) == 3
    for report in rows["report_id"]:
        page = open_page(f"event={report}")
        panel = page.locator("dialog[open]")
        assert panel.locator("figure.evidence").count() == 3
        assert panel.locator("figure mark").first.is_visible()
        text = panel.inner_text()
        assert "Andes Review" in text
        assert "3 reports in 3 documents, 2 independent sources" in text
        assert "24 October 1998" in text


def test_evidence_says_who_claims_it_its_date_basis_rule_and_confidence(open_page: Open, store: DuckStore) -> None:
    page = open_page(f"event={event_of(store, 'CONSULT')}")
    panel = page.locator("dialog[open]")
    panel.locator("details.method summary").first.click()
    text = panel.inner_text()
    for said in ("an unnamed speaker", "counted from the publication date", "verb_frame_rule", "0.80 of 1", "planned"):
        assert said in text
    assert "Not counted as done" in text


def test_escape_closes_the_panel_and_gives_focus_back(open_page: Open) -> None:
    page = open_page("events")
    link = page.locator("a.event-link").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog[open] h2").evaluate("h => h === document.activeElement")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog').open")
    assert link.evaluate("a => a === document.activeElement")
    until(page, "location.hash === '#events'")


def test_skip_link_comes_first_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_that_has_focus_shows_it(open_page: Open) -> None:
    page = open_page("events")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        tag, width = page.evaluate(
            "() => { const e = document.activeElement; return [e.tagName, getComputedStyle(e).outlineWidth] }"
        )
        seen.add(tag)
        assert tag == "BODY" or float(width.removesuffix("px")) >= 2
    assert {"A", "BUTTON", "INPUT", "SELECT"} <= seen


def test_filters_narrow_the_list_and_stay_in_the_address(open_page: Open) -> None:
    page = open_page("events")
    count = page.locator(".result-count")
    assert count.inner_text().startswith("10 events of 10: 6 said to be done, 4 not done, 3 undated")
    page.select_option("#filter-actor", "PER")
    page.select_option("#filter-with", "ECU")
    assert count.inner_text().startswith("3 events")
    page.select_option("#filter-type", "host")
    assert count.inner_text().startswith("2 events")
    until(page, "location.hash === '#events&actor=PER&with=ECU&type=host'")
    page.get_by_role("button", name="Clear the filters").click()
    assert count.inner_text().startswith("10 events")
    page.fill("#filter-q", "helicopters")
    until(page, "document.querySelector('.result-count').textContent.startsWith('1 event')")
    page.fill("#filter-q", "")
    until(page, "document.querySelector('.result-count').textContent.startsWith('10 events')")
    page.select_option("#filter-status", "denied")
    assert count.inner_text().startswith("1 event ")


def test_filters_come_from_the_address(open_page: Open) -> None:
    page = open_page("events&status=open&issue=territory")
    assert page.locator("#filter-status").input_value() == "open"
    assert page.locator(".result-count").inner_text().startswith("1 event of 10: 0 said to be done, 1 not done")
    page = open_page("events&from=1995&to=1995-12")
    assert page.locator(".result-count").inner_text().startswith("5 events")  # two dated, and three undated


def test_undated_events_are_listed_apart(open_page: Open) -> None:
    page = open_page("events")
    rows = page.locator("#undated ~ .paged tbody tr")
    assert rows.count() == 3
    assert all("undated" in text for text in rows.all_inner_texts())


def test_timeline_zooms_by_key_button_and_drag(open_page: Open) -> None:
    page = open_page("events")
    chart = page.locator(".chart[role=group]")
    chart.focus()
    page.keyboard.press("+")
    zoomed = page.evaluate("location.hash")
    assert re.fullmatch(r"#events&from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d", zoomed)
    page.keyboard.press("Home")
    until(page, "location.hash === '#events'")
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate("location.hash") != "#events"
    page.get_by_role("button", name="Whole period").click()
    box = page.locator(".chart-svg svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 70)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 70, steps=5)
    page.mouse.up()
    years = re.findall(r"(\d{4})-", page.evaluate("location.hash"))
    assert 1990 <= int(years[0]) <= int(years[1]) <= 1999


def test_what_was_not_done_stands_apart_from_what_was(open_page: Open) -> None:
    page = open_page("events")
    shapes = page.eval_on_selector_all(
        ".chart-svg [data-event]", "all => all.map(m => [m.classList[1], m.getBoundingClientRect().top])"
    )
    done = [top for shape, top in shapes if shape == "disc"]
    open_ = [top for shape, top in shapes if shape != "disc"]
    assert done
    assert open_
    assert max(done) < min(open_)


def test_dyad_page_has_tally_claims_disagreement_and_events(open_page: Open) -> None:
    page = open_page("dyad=PER,ECU")
    text = page.locator("main").inner_text()
    assert "A simple tally of what these documents report, not a measurement of the relation" in text
    assert "3 acts done: 1 of cooperation, 2 of hostility; 1 relation claim." in text
    assert "26 Oct 1998" in text
    assert "24 Oct 1998" in text
    page.locator(".tally-svg rect[data-row]").first.click()
    panel = page.locator("dialog[open]")
    assert "Events counted" in panel.inner_text()
    assert panel.locator("li a").count() == 1


def test_a_number_over_a_bar_opens_what_it_counts(open_page: Open) -> None:
    page = open_page("dyad=PER,ECU")
    page.locator(".tally-svg text[data-row]").first.click()
    assert "Events counted" in page.locator("dialog[open]").inner_text()


def test_dyad_has_one_address_whichever_way_it_is_asked_for(open_page: Open) -> None:
    page = open_page("dyad=PER,ECU&type=host")
    until(page, "location.hash === '#dyad=ECU,PER&type=host'")
    assert page.locator(".result-count").inner_text().startswith("2 events of 3")


def test_a_filter_that_comes_late_does_not_call_back_a_view_that_was_left(open_page: Open) -> None:
    page = open_page("events")
    page.fill("#filter-q", "helicopters")
    page.evaluate("location.hash = '#documents'")
    page.wait_for_timeout(400)
    until(page, "location.hash === '#documents'")
    assert page.locator("h1").inner_text() == "Documents"


def test_back_leads_from_the_evidence_to_the_list(open_page: Open) -> None:
    page = open_page("events&type=host")
    page.locator("a.event-link").first.click()
    page.wait_for_selector("dialog[open]")
    page.go_back()
    until(page, "!document.querySelector('dialog').open")
    until(page, "location.hash === '#events&type=host'")
    assert page.locator("#filter-type").input_value() == "host"


def test_no_evidence_is_said_to_be_none(open_page: Open) -> None:
    page = open_page("dyad=ECU,USA")
    assert "no evidence, not a neutral relation" in page.locator("main").inner_text()


def test_reading_view_marks_what_was_read_and_what_was_not(open_page: Open) -> None:
    page = open_page("doc=andes-review")
    assert page.locator(".para").count() == 8
    unread = page.locator(".para.prose.unread")
    assert unread.count() == 1
    assert "weather" in unread.inner_text()
    assert "Nothing was read here" in unread.inner_text()
    assert "not read: menu" in page.locator(".para.furniture").first.inner_text()
    assert page.locator("a.in-trigger").all_inner_texts() == ["attacked", "attacked", "urged", "signed"]
    page.locator("#layer-date").uncheck()
    border = page.locator(".in-date").last.evaluate("e => getComputedStyle(e).borderBottomWidth")
    assert border == "0px"


def test_link_into_a_document_goes_to_its_paragraph(open_page: Open, store: DuckStore) -> None:
    start = store.sql("SELECT start FROM stances WHERE stance = 'wants' AND object_actor IS NULL").to_pydict()["start"][
        0
    ]
    page = open_page(f"doc=andes-review&at={start}")
    page.wait_for_selector(".para.target")
    assert "railway" in page.locator(".para.target").inner_text()


def test_offsets_hold_after_characters_beyond_the_basic_plane(open_page: Open) -> None:
    page = open_page("doc=harbour-post")
    assert "praised" in page.locator("a.in-trigger").all_inner_texts()


def test_search_finds_actors_events_and_sentences(open_page: Open) -> None:
    page = open_page()
    page.fill("#find-words", "brazil")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('main h2')?.innerText === 'Actors'")
    assert page.locator("main h2").all_inner_texts() == ["Actors", "Events", "Paragraphs"]
    assert page.locator("main mark").count() >= 2


def test_text_of_documents_never_runs_and_hides_nothing(open_page: Open) -> None:
    for address in ("doc=hostile", "documents", "search=onerror", "events", "search=" + quote(HOSTILE)):
        page = open_page(address)
        page.wait_for_timeout(100)
        assert page.locator("img").count() == 0
        hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        assert all(href.startswith(("#", "http://", "https://")) for href in hrefs)
    page = open_page("doc=hostile")
    assert page.locator(".para .hidden-mark").first.inner_text() == "U+2028"
    assert "U+202E" in page.locator("h1").inner_text()
    assert "\u202e" not in page.locator("body").inner_text()


def test_theme_follows_the_system_until_it_is_chosen(open_page: Open) -> None:
    page = open_page(dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    assert page.locator("#theme").inner_text().endswith("Light")
    page.locator("#theme").click()
    assert page.evaluate(ground) != dark
    page.reload()
    assert page.locator("#theme").inner_text().endswith("Dark")
    page.evaluate("localStorage.clear()")


def test_print_shows_the_content_without_the_controls(open_page: Open) -> None:
    page = open_page("events", dark=True)
    page.emulate_media(media="print")
    assert page.locator("main table").first.is_visible()
    for control in (".filters", "nav", "#find", "#theme", ".chart-tools"):
        assert not page.locator(control).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_large_record_is_shown_by_the_page(open_page: Open, tmp_path: Path) -> None:
    from sample_records import synthetic

    from comity.show import report

    large = DuckStore(synthetic(150).write(tmp_path / "large.duckdb"))
    page = open_page("events", file=report.write(large, tmp_path / "large.html"))
    large.connection.close()
    assert page.locator(".result-count").inner_text().startswith("3,000 events")
    first = page.locator(".paged").first
    assert first.locator("tbody tr").count() == 50
    first.get_by_role("button", name="Next").click()
    assert first.locator(".place").inner_text().startswith("51 to 100 of")
    assert first.locator(".place").evaluate("p => p === document.activeElement")
    assert page.locator(".chart-svg .mark, .chart-svg rect.bar").count() < 1500
    page.locator(".chart-svg rect.bar").first.click()
    assert "from=" in page.evaluate("location.hash")


def test_unknown_addresses_say_so(open_page: Open) -> None:
    assert "holds no event" in open_page("event=0000").locator("dialog").inner_text()
    assert "Not in this report" in open_page("doc=nothing").locator("h1").inner_text()
    assert "Not in this report" in open_page("constructor").locator("h1").inner_text()


def test_a_report_of_an_empty_record_opens(open_page: Open, tmp_path: Path) -> None:
    from sample_store import Sample

    from comity.show import report

    empty = DuckStore(Sample().write(tmp_path / "empty.duckdb"))
    file = report.write(empty, tmp_path / "empty.html")
    for address in ("overview", "events", "dyads", "system", "disagreements", "causes", "documents", "how"):
        open_page(address, file=file)
    empty.connection.close()
