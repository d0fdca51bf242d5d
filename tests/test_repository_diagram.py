"""The documentation shows the table as it is."""

from screenpop.integrate.lifecycle import State, mermaid
from scripts.diagram import DOCUMENT, drawn


def test_the_diagram_is_that_of_the_table():
    document = DOCUMENT.read_text(encoding="utf-8")
    assert mermaid() in document
    assert drawn(document) == document, "Draw it anew: .venv/bin/python -m scripts.diagram"


def test_every_state_is_explained():
    document = DOCUMENT.read_text(encoding="utf-8")
    assert [state for state in State if f"| `{state}` |" not in document] == []
