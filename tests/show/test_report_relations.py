"""The report's parts on relations and on the system, in a browser: every figure opens the sentences behind it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample_store import DuckStore, Sample
from sample_system import scored

from comity.relations.curve import curves
from comity.show import report
from comity.system.ties import probability

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Any]
NUMBER = r"[+−]?\d+\.\d\d"


def until(page: Any, condition: str) -> None:
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(30)
    pytest.fail(f"never true: {condition}")


def figures(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(NUMBER, text)]


def test_scores_of_the_page_are_those_of_the_curve_on_any_day(open_page: Open, store: DuckStore) -> None:
    curve = curves(store)["ECU", "PER"]
    page = open_page("dyad=ECU,PER")
    for day in (date(1981, 1, 16), date(1985, 3, 1), date(1995, 1, 26), date(1996, 12, 31), date(1998, 12, 1)):
        page.evaluate("day => { location.hash = '#score=ECU,PER,' + day }", day.isoformat())
        until(page, "document.querySelector('dialog').open")
        page.wait_for_timeout(60)
        said = page.locator("dialog .facts").inner_text()
        mean, sd = curve.at(day)
        low, high = (max(-1.0, min(1.0, mean + z * sd)) for z in (-1.6449, 1.6449))
        found = figures(said)
        assert found[0] == pytest.approx(mean, abs=0.006)
        assert (found[2], found[3]) == pytest.approx((low, high), abs=0.006)
        then, then_sd = curve.at(day, known=True)
        known = figures(said.split("As known on that day")[1])
        assert known[0] == pytest.approx(then, abs=0.006)
        assert known[1] == pytest.approx(max(-1.0, then - 1.6449 * then_sd), abs=0.006)


def test_ties_of_the_page_are_those_of_the_store(open_page: Open, store: DuckStore) -> None:
    rows = store.sql("SELECT a, b, mean, sd, sign FROM system_ties WHERE date = DATE '1995-12-31' ORDER BY a, b")
    page = open_page("system&year=1995")
    page.locator("#s-ties ~ details.copy summary").click()
    lines = page.locator("#s-ties ~ details.copy textarea").input_value().splitlines()
    heads = lines[0].split(",")
    drawn = {tuple(line.split(",")[1:3]): dict(zip(heads, line.split(","), strict=True)) for line in lines[1:]}
    assert rows.num_rows == len(drawn) > 0
    for row in rows.to_pylist():
        tie = drawn[row["a"], row["b"]]
        assert int(tie["sign"]) == row["sign"]
        assert float(tie["score"]) == pytest.approx(row["mean"], abs=0.002)
        assert float(tie["probability_good"]) == pytest.approx(probability(row["mean"], row["sd"]), abs=0.005)


def test_relation_shows_phases_turning_points_and_years_without_evidence(open_page: Open) -> None:
    page = open_page("dyad=ECU,PER")
    chart = page.locator(".score-svg").first
    assert chart.locator("a.phase-link").count() == 3
    assert chart.locator("a.turn-link").count() == 1
    assert chart.locator(".silent").count() == 2  # 1982-1994, 1996-1997
    assert chart.locator(".knot.host").count() == 2
    assert chart.locator(".knot.coop").count() == 1
    assert page.locator("ol.phases > li").all_inner_texts()[0].strip().startswith("Hostile 1981")
    assert "no score" in page.locator("ol.phases > li").nth(1).inner_text()


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("a.phase-link >> nth=0", "helicopters attacked"),
        ("a.turn-link circle", "signed their peace"),
        (".score-svg .knot.host >> nth=0", "helicopters attacked"),
        ("ol.phases > li:nth-child(3) > a", "warm ever since"),
        ("ol.turns > li > a", "warm ever since"),
    ],
)
def test_every_part_of_a_relation_opens_its_sentences(open_page: Open, target: str, says: str) -> None:
    page = open_page("dyad=ECU,PER")
    page.locator(target).first.click()
    panel = page.locator("dialog[open]")
    assert says in panel.inner_text()
    assert panel.locator("figure blockquote").count() >= 1
    page.keyboard.press("Escape")
    until(page, "location.hash === '#dyad=ECU,PER'")


def test_a_day_without_evidence_says_so_and_shows_what_counts_for_most(open_page: Open) -> None:
    text = open_page("score=ECU,PER,1988").locator("dialog").inner_text()
    assert "No evidence in that time" in text
    assert "helicopters attacked" in text
    before = open_page("score=ECU,PER,1970").locator("dialog").inner_text()
    assert "No evidence yet" in before
    assert "not a neutral relation" in before


def test_baselines_are_switched_on_and_off(open_page: Open) -> None:
    page = open_page("dyad=ECU,PER")
    for name in ("known", "decayed", "odds"):
        drawn = f"document.querySelectorAll('.score-svg .{name}-line').length"
        assert page.evaluate(drawn) == 0
        page.locator(f"#line-{name}").check()
        until(page, f"{drawn} === 1")
        page.locator(f"#line-{name}").uncheck()
        until(page, f"{drawn} === 0")


def test_the_chart_is_read_year_by_year_with_the_keyboard(open_page: Open) -> None:
    page = open_page("dyad=ECU,PER")
    page.locator(".score-svg[role=group]").focus()
    page.keyboard.press("Home")
    page.keyboard.press("End")
    until(page, "document.getElementById('announce').textContent.includes('1998')")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#score=ECU,PER,1998'")


def test_a_matter_and_a_side_have_an_address_of_their_own(open_page: Open) -> None:
    page = open_page("dyad=ECU,PER")
    page.select_option("#filter-matter", "territory")
    until(page, "location.hash === '#dyad=ECU,PER&matter=territory'")
    page.select_option("#filter-side", "back")
    until(page, "location.hash === '#dyad=ECU,PER&side=back'")
    assert "Peru towards Ecuador" in page.locator("main").inner_text()


def test_relations_are_sorted_by_what_is_asked_for(open_page: Open) -> None:
    page = open_page("dyads&order=friendly")
    names = page.locator("table.dyads tbody th").all_inner_texts()
    assert names[:2] == ["Brazil – Peru", "Ecuador – Peru"]
    assert "no score" in page.locator("table.dyads tbody tr").nth(2).inner_text()
    page.select_option("#filter-order", "hostile")
    until(page, "location.hash === '#dyads&order=hostile'")
    assert page.locator("table.dyads tbody th").first.inner_text() == "Ecuador – Peru"
    assert page.locator("table.dyads tbody .score-spark").count() == 2


def test_facts_of_tables_stand_apart_from_what_documents_tell(open_page: Open) -> None:
    page = open_page("dyad=ECU,PER")
    texts = page.locator("section[aria-labelledby=d-facts]").inner_text()
    assert texts.index("Occupation") < texts.index("From comity's own tables") < texts.index("A pact of the hills")
    page.get_by_role("link", name="Alliance: A pact of the hills").click()
    assert "moves no score" in page.locator("dialog[open]").inner_text()


def test_system_draws_only_what_has_evidence(open_page: Open) -> None:
    page = open_page("system&year=1981")
    assert page.locator(".network-svg .edge.host").count() == 1
    assert page.locator(".network-svg .edge:not(.table-tie)").count() == 1
    assert page.locator(".network-svg .edge.host").evaluate("e => getComputedStyle(e).strokeDasharray") != "none"
    assert page.locator("#net-at").get_attribute("aria-valuetext") == "end of 1981"
    page.locator("#net-at").focus()
    page.keyboard.press("End")
    until(page, "document.querySelectorAll('.network-svg .edge:not(.table-tie)').length === 2")
    until(page, "location.hash === '#system'")


def test_ties_of_tables_are_switched_off(open_page: Open) -> None:
    page = open_page("system&year=1981")
    assert page.locator(".network-svg .table-tie").count() == 1
    page.locator("#net-tables").uncheck()
    assert page.locator(".network-svg .table-tie").count() == 0
    until(page, "location.hash === '#system&year=1981&tables=no'")


def test_actors_keep_their_places_through_the_years(open_page: Open) -> None:
    places = "Object.fromEntries([...document.querySelectorAll('.actor-node')].map(a => [a.getAttribute('aria-label').split(',')[0], a.querySelector('path').getAttribute('transform')]))"
    page = open_page("system&year=1981")
    early = page.evaluate(places)
    page.locator("#net-at").focus()
    page.keyboard.press("End")
    until(page, "document.querySelectorAll('.network-svg .edge:not(.table-tie)').length === 2")
    late = page.evaluate(places)
    assert early.keys() >= {"Peru", "Ecuador"}
    assert {name: late[name] for name in early} == early


def test_a_tie_and_an_actor_open_their_sentences(open_page: Open) -> None:
    page = open_page("system&year=1995")
    page.locator(".network-svg .edge-group .edge-hit").last.dispatch_event("click")  # a level line has no height
    until(page, "location.hash === '#tie=ECU,PER,1995'")
    text = page.locator("dialog[open]").inner_text()
    assert "Soldiers of Peru attacked Ecuador again" in text
    assert "The year before" in text
    page.keyboard.press("Escape")
    page.locator(".actor-node", has_text="Peru").focus()
    page.keyboard.press("Enter")
    until(page, "location.hash === '#stand=PER,1995'")
    text = page.locator("dialog[open]").inner_text()
    assert "Not sure" in text
    assert "30% of the draws put it on the other side" in text


def test_changes_are_told_with_the_act_behind_them(open_page: Open) -> None:
    page = open_page("system&year=1998")
    changes = page.locator("section[aria-labelledby=s-changes]").inner_text()
    assert "Brazil – Peru: new" in changes
    assert "praised Peru for its patience" in changes


def test_two_years_stand_side_by_side(open_page: Open) -> None:
    page = open_page("system&year=1998&with=1981")
    assert page.locator(".network-svg").count() == 2
    assert "1981 and 1998 compared" in page.locator("main").inner_text()
    rows = page.locator("section[aria-labelledby=s-changes] tbody tr").all_inner_texts()
    assert any("Brazil – Peru" in row and "no evidence that counts" in row for row in rows)
    page.select_option("#filter-with", "")
    until(page, "location.hash === '#system'")
    assert page.locator(".network-svg").count() == 1


def test_some_actors_can_be_chosen(open_page: Open) -> None:
    page = open_page("system")
    page.locator("details.among summary").click()
    page.locator("#among-PER").check()
    page.locator("#among-ECU").check()
    until(page, "location.hash === '#system&among=PER,ECU'")
    assert page.locator(".network-svg .edge:not(.table-tie)").count() == 1
    assert page.locator(".actor-node").count() == 2


def test_an_old_address_of_the_network_still_opens(open_page: Open) -> None:
    page = open_page("network&window=1&at=0")
    assert page.locator("h1").inner_text() == "System"


def test_evidence_that_stands_in_no_year_is_listed(open_page: Open) -> None:
    page = open_page("system")
    page.locator("summary", has_text="Show them").click()
    assert "Chile – Peru" in page.locator("main").inner_text()


def test_normal_probabilities_of_the_page_are_right(open_page: Open, store: DuckStore) -> None:
    curve = curves(store)["BRA", "PER"]
    mean, sd = curve.at(date(1998, 11, 1))
    text = open_page("score=BRA,PER,1998-11-01").locator("dialog .facts").inner_text()
    share = 0.5 * math.erfc(-mean / (sd * math.sqrt(2)))
    assert f"good: {round(100 * share)}%" in text


def test_unsure_ties_are_drawn_when_asked_for(open_page: Open) -> None:
    page = open_page("system&year=1995")
    assert page.locator(".network-svg .edge.open").count() == 1
    page.locator("#net-unsure").uncheck()
    until(page, "location.hash === '#system&year=1995&unsure=no'")
    until(page, "document.querySelectorAll('.network-svg .edge.open').length === 0")
    assert "not drawn here, listed below" in page.locator("figure.system").inner_text()


def test_the_method_tells_with_what_scores_were_made(open_page: Open) -> None:
    text = open_page("how").locator("main").inner_text()
    assert "What the scores here were made with" in text
    assert "general experience" in text


@pytest.fixture(scope="module")
def triangle_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chile is friendly with Peru and Ecuador, which fight: one triangle, out of balance; its ties fade."""
    s = Sample()
    names = {"CHL": "Chile", "ECU": "Ecuador", "PER": "Peru"}
    for id, name in names.items():
        s.actor(id, name)
    acts = [("CHL", "PER", "COOPERATE", "supplied"), ("CHL", "ECU", "COOPERATE", "supplied"), ("ECU", "PER", "ASSAULT", "attacked")]  # fmt: skip
    said = [(a, b, type, verb, year) for year in (1951, 1952) for a, b, type, verb in acts]
    sentences = [f"In {year} {names[a]} {verb} {names[b]} on the coast." for a, b, _, verb, year in said]
    s.document("coast", [("prose", "sentence", " ".join(sentences))], title="The coast", outlet="Harbour Post")
    for (a, b, type, verb, year), sentence in zip(said, sentences, strict=True):
        s.event(s.report("coast", sentence, verb, type, [(a, names[a])], [(b, names[b])], first=date(year, 5, 1)))
    late = "In 1990 Chile supplied Peru again."
    s.document("late", [("prose", "sentence", late)], title="Again", outlet="Harbour Post")
    s.event(s.report("late", late, "supplied", "COOPERATE", [("CHL", "Chile")], [("PER", "Peru")], first=date(1990, 5, 1)))  # fmt: skip
    scored(s)
    for row in s.rows["system_actors"]:
        if row["actor"] == "CHL" and row["date"].year == 1952:
            row |= {"pulled_by": ["ECU", "PER"], "pull": 0.5, "turning": 1, "turning_with": "PER", "without": -1}
    last = max(row["date"] for row in s.rows["system_ties"] if (row["a"], row["b"]) == ("ECU", "PER"))
    s.add("system_ties", date=date(last.year + 1, 12, 31), issue="all", origin="text", a="ECU", b="PER", mean=-0.1, sd=0.49, positive=0.4, sign=0, weight=0.0,
          latest=date(1952, 5, 1), against=False, change="faded", event_ids=[], claim_ids=[], fact_ids=[])  # fmt: skip
    folder = tmp_path_factory.mktemp("triangle")
    store = DuckStore(s.write(folder / "record.duckdb"))
    file = report.write(store, folder / "report.html")
    store.connection.close()
    return file


def test_a_triangle_out_of_balance_is_told_in_words(open_page: Open, triangle_file: Path) -> None:
    page = open_page("system&year=1952", file=triangle_file)
    page.get_by_role("link", name="0 of 1 balanced").click()
    panel = page.locator("dialog[open]")
    assert "Not balanced" in panel.inner_text()
    assert panel.locator("li a").count() == 3
    page.evaluate("location.hash = '#stand=CHL,1952'")
    until(page, "document.getElementById('panel-title').textContent === 'Chile, end of 1952'")
    text = panel.inner_text()
    assert "Chile is friendly with Ecuador and Peru, and these two are hostile to each other." in text
    assert "that with Peru: 1 tie more against balance" in text
    assert "1 tie fewer against balance" in text
    panel.get_by_role("link", name="friendly with Ecuador").click()
    until(page, "location.hash === '#tie=CHL,ECU,1952'")
    assert "supplied" in panel.locator("blockquote").first.inner_text()


def test_the_frustration_of_chosen_actors_is_counted_by_looking_at_every_parting(open_page: Open, triangle_file: Path) -> None:  # fmt: skip
    three = open_page("system&year=1952&among=CHL,ECU,PER", file=triangle_file)
    assert "1 among the sure ties" in three.locator("section[aria-labelledby=s-balance]").inner_text()
    two = open_page("system&year=1952&among=ECU,PER", file=triangle_file)
    assert "0 among the sure ties" in two.locator("section[aria-labelledby=s-balance]").inner_text()


def test_ties_of_a_sign_are_listed(open_page: Open, triangle_file: Path) -> None:
    page = open_page("system&year=1952", file=triangle_file)
    page.get_by_role("link", name="2 positive").click()
    assert page.locator("dialog[open] li").count() == 2


def test_a_tie_that_faded_is_told_and_not_drawn(open_page: Open, triangle_file: Path) -> None:
    page = open_page("tie=ECU,PER,1951", file=triangle_file)
    page.keyboard.press("Escape")
    faded = page.evaluate(
        "[...document.querySelectorAll('#filter-with option')].map(o => o.value).filter(Boolean).sort()"
    )
    years = [year for year in faded if 1953 < int(year) < 1990]
    told = []
    for year in years:
        page.evaluate("year => { location.hash = '#system&year=' + year }", year)
        until(page, f"document.querySelector('.period').textContent === 'End of {year}'")
        page.wait_for_timeout(40)
        if "Ecuador – Peru: faded" in page.locator("section[aria-labelledby=s-changes]").inner_text():
            told.append(year)
            assert "Ecuador – Peru" not in page.locator("section[aria-labelledby=s-ties]").inner_text()
    assert len(told) == 1


@pytest.mark.parametrize(
    ("address", "title", "left"),
    [
        ("score=ECU,PER,1988", "Ecuador – Peru", "#dyad=ECU,PER"),
        ("phase=PER,ECU,0", "Ecuador – Peru", "#dyad=ECU,PER"),
        ("stand=PER,1995", "System", "#system"),
    ],
)
def test_behind_a_panel_stands_the_part_that_it_belongs_to(
    open_page: Open, address: str, title: str, left: str
) -> None:
    page = open_page(address)
    assert page.locator("h1").inner_text() == title
    page.keyboard.press("Escape")
    until(page, f"location.hash === {left!r}")
