"""A page as the one who reads it meets it: its elements, and its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "path"}
INLINE = {
    "a",
    "button",
    "input",
    "label",
    "bdi",
    "span",
    "strong",
    "svg",
    "br",
    "textarea",
}
SAID_BY_ATTRIBUTE = ("aria-label", "alt", "title", "placeholder")


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    content: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def __str__(self) -> str:
        given = "".join(f' {name}="{it}"' for name, it in self.attributes.items())
        return f"<{self.tag}{given}>"

    def all(self, *tags: str) -> "Iterator[Element]":
        """The elements inside, in the order of the page; without tags every one."""
        for each in self.content:
            if isinstance(each, Element):
                if not tags or each.tag in tags:
                    yield each
                yield from each.all(*tags)

    def around(self) -> "Iterator[Element]":
        if self.parent is not None:
            yield self.parent
            yield from self.parent.around()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.said()).split())

    def said(self) -> Iterator[str]:
        """Piece by piece, what stands here or is read aloud; what is typed is not."""
        yield from (self[name] for name in SAID_BY_ATTRIBUTE if self[name])
        for each in self.content:
            if isinstance(each, str):
                yield from filter(None, [" ".join(each.split())])
            elif each.tag not in ("textarea", "script", "style"):
                yield from each.said()


class Reader(HTMLParser):
    """Takes nothing on trust: what a browser would mend is written down."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Element("page")
        self.here = self.page
        self.mistakes: list[str] = []

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.mistakes.append(f"<{tag}> says an attribute twice")
        given = {name: value or "" for name, value in attributes}
        element = Element(tag, given, self.here)
        self.mistakes += _misplaced(element)
        self.here.content.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.here.tag != tag:
            self.mistakes.append(f"</{tag}> ends {self.here}")
        elif self.here.parent is not None:
            self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.content.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    if reader.here is not reader.page:
        reader.mistakes.append(f"{reader.here} is not ended")
    return reader


def _misplaced(element: Element) -> Iterator[str]:
    """Where HTML forbids an element, a browser ends the one around it."""
    around = [each.tag for each in element.around()]
    if "p" in around and element.tag not in INLINE | {"path"}:
        yield f"{element} stands inside <p>"
    for tag in ("form", "a", "button", "label"):
        if element.tag == tag and tag in around:
            yield f"{element} stands inside another"
    if element.tag in ("a", "button") and {"a", "button"} & set(around):
        yield f"{element} stands inside a link or a button"
