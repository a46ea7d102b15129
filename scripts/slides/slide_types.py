"""What is a slide: as the notebook's metadata says; where it says nothing, each heading starts one."""

from nbconvert.preprocessors import Preprocessor

VISIBLE = {"slide", "subslide", "fragment"}


def first_heading(notebook):
    """The text and the level of the first heading of each text cell that starts with one, by the cell's index."""
    found = {}
    for index, cell in enumerate(notebook.cells):
        line = cell.source.lstrip().split("\n", 1)[0]
        marks = line.split(" ", 1)[0]
        if cell.cell_type == "markdown" and marks and set(marks) == {"#"} and len(marks) <= 6:
            found[index] = (line[len(marks) :].strip(" #"), len(marks))
    return found


class SlideTypePreprocessor(Preprocessor):
    """Gives the deck its title, and slide types to a notebook that has none."""

    def preprocess(self, nb, resources):
        """Called by nbconvert before its own preparation of slides."""
        headings = first_heading(nb)
        titles = [text for text, _ in headings.values()]
        nb.metadata.title = titles[0] if titles else resources["metadata"]["name"]
        types = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in nb.cells]
        if not VISIBLE.intersection(types):
            for index, (_, level) in headings.items():
                nb.cells[index].metadata.slideshow = {"slide_type": "slide" if level <= 2 else "subslide"}
        return nb, resources
