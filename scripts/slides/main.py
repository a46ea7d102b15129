"""
Turn executed notebooks into decks.

stdin: JSON, {"decks": [{"executed": path, "source": path}], "out": folder}.
stdout: JSON, {"decks": [{"name", "title", "file", "hosts": [what it would ask for over the network]}]}.
"""

import json
import os
import re
import sys
from urllib.parse import unquote

import nbformat
from nbconvert import SlidesExporter

HERE = os.path.dirname(os.path.abspath(__file__))
REMOTE = re.compile(r"""<(?:img|script|link|iframe|video|audio|source)\b[^>]*?(?:src|href)=["']?(https?://[^"'\s>]+)""")
NOTEBOOK_LINK = re.compile(r'(<a\b[^>]*?href=")([^":#?]+)\.ipynb((?:#[^"]*)?")')


def name_of(path):
    """A notebook's name: its file's, without .ipynb."""
    return os.path.splitext(os.path.basename(path))[0]


def link_decks(html, out, names):
    """Links to notebooks that have a deck, now or already, lead there."""

    def to_deck(link):
        name = unquote(link[2])
        has_deck = name in names or os.path.exists(os.path.join(out, f"{name}.html"))
        return f'{link[1]}{link[2]}.html"' if has_deck else link[0]

    return NOTEBOOK_LINK.sub(to_deck, html)


def convert(executed, source, out, names):
    """Write the deck of one executed notebook into `out`; pictures that the source names by path are put in."""
    name = name_of(source)
    exporter = SlidesExporter(
        template_name="template",
        extra_template_basedirs=[HERE],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        embed_images=True,
    )
    notebook = nbformat.read(executed, as_version=4)
    resources = {"metadata": {"name": name, "path": os.path.dirname(source)}}
    html, resources = exporter.from_notebook_node(notebook, resources)
    file = f"{name}.html"
    with open(os.path.join(out, file), "w", encoding="utf-8") as page:
        page.write(link_decks(html, out, names))
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return {"name": name, "title": title.group(1), "file": file, "hosts": sorted(set(REMOTE.findall(html)))}


def main():
    """Convert all that stdin asks for."""
    request = json.load(sys.stdin)
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    names = {name_of(deck["source"]) for deck in request["decks"]}
    decks = [convert(deck["executed"], deck["source"], request["out"], names) for deck in request["decks"]]
    json.dump({"decks": decks}, answer)
    answer.close()


if __name__ == "__main__":
    main()
