"""The front door: few names, and cheap to open."""

import subprocess
import sys

import comity


def test_public_names_are_these_and_each_can_be_had() -> None:
    assert sorted(comity.__all__) == [
        "ComityError",
        "Project",
        "Reading",
        "Record",
        "Registry",
        "build",
        "open_project",
        "read",
    ]
    for name in comity.__all__:
        assert getattr(comity, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(comity, "no_such_name")


def test_importing_comity_and_its_command_line_imports_nothing_heavy() -> None:
    code = "import sys, comity, comity.cli; print(sorted({'spacy', 'duckdb', 'pyarrow', 'trafilatura', 'pandas', 'numpy', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
