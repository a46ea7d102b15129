"""Plotly's JSON, which nbconvert leaves out, as HTML that a deck draws from."""

import json

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

PLOTLY = "application/vnd.plotly.v1+json"


def script_json(value):
    """
    JSON that may stand in a script element: `<` would end the element or open a comment,
    and U+2028 and U+2029 end a line in older JavaScript.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def chart_html(figure, description):
    """A place for the chart with its data; `description` is what a screen reader says of it."""
    label = description.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<div class="chart" role="figure" aria-label="{label}" data-prevent-swipe>'
        f'<script type="application/json">{script_json(figure)}</script></div>'
    )


class ChartPreprocessor(Preprocessor):
    """Replaces each Plotly output by its HTML; the text that says the same becomes the chart's label."""

    def preprocess_cell(self, cell, resources, index):
        """Called by nbconvert for each cell."""
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PLOTLY in data:
                description = data.get("text/plain", "")
                output.data = NotebookNode({"text/html": chart_html(data[PLOTLY], description)})
        return cell, resources
