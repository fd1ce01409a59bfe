"""A record that a plain reader made of texts with all that is hard to write: quotes, commas, lines, formulas, other scripts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from comity.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

TEXTS = {
    "alpha": (
        "PAK CONSULT RUS 2016-05-03 happened | gas line | They spoke, “at length”, of 𝔤𝔞𝔰, and agreed.",
        "SUN RETREAT AFG 1989-02-15 happened",
        "PAK CONSULT IND 2031-05 planned",
        "PAK ~ RUS 2016 +",
    ),
    "beta": (
        '=HYPERLINK("http://nowhere","x"),y',
        "RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo ended.",
        'PAK CONSULT RUS 2016-05-03 happened | gas line | Another paper on "naïve" hopes; 5 > 3.',
        "PAK ASSAULT IND ? denied | -cmd|calc",
        "RUS AID PAK 2019 happened | @relief | A gift of $50 and #7 ships.",
        "RUS RETREAT AFG 2030 planned",
    ),
    "gamma": ("RUS RETREAT PAK 2015 happened | arms embargo | It ended later.", "IND REQUEST CHN 2012-03 hypothetical"),
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project.init(tmp_path_factory.mktemp("exchange") / "p")
    folder = made.root / "documents"
    for name, lines in TEXTS.items():
        (folder / f"{name}.txt").write_text(article(*lines), "utf-8")
    rows = ("path,outlet,author", "alpha.txt,=The Herald,A. Writer", 'beta.txt,Evening Post,"Writer, B."')
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", "utf-8")
    built(made)
    return made


@pytest.fixture(scope="session")
def everything(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole record, exported."""
    folder = tmp_path_factory.mktemp("export") / "out"
    project.export(folder)
    return folder
