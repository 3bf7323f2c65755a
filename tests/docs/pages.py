"""The Markdown of the repository as the checks need it: pages, fenced blocks, headings, links."""

import dataclasses
import pathlib
import re

FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>```+)\s*(?P<language>[\w-]*)")
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*?)\s*#*$")
LINK = re.compile(r"!?\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]+)\)")
HTML_LINK = re.compile(r"""<(?:img|a)\b[^>]*\b(?:src|href)="(?P<target>[^"]+)\"""")
CODE = re.compile(r"`[^`]*`")


@dataclasses.dataclass
class Block:
    language: str
    first_line: int  # number of the first line inside the fence, from 1
    lines: list  # without the indent
    indent: str = ""  # of the fence


def pages(repository):
    """README.md, CHANGELOG.md and everything in docs/, in a fixed order."""
    repository = pathlib.Path(repository)
    top = [repository / name for name in ("README.md", "CHANGELOG.md") if (repository / name).exists()]
    return top + sorted((repository / "docs").rglob("*.md"))


def blocks_and_prose(text):
    """The fenced blocks, and the other lines as (number, line)."""
    blocks, prose = [], []
    open_block, ticks = None, ""
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if open_block is not None:
            if fence and fence["ticks"].startswith(ticks) and not fence["language"]:
                blocks.append(open_block)
                open_block = None
            else:
                open_block.lines.append(line.removeprefix(open_block.indent))
        elif fence:
            open_block, ticks = Block(fence["language"], number + 1, [], fence["indent"]), fence["ticks"]
        else:
            prose.append((number, line))
    if open_block is not None:
        raise ValueError(f"the fence before line {open_block.first_line} is never closed")
    return blocks, prose


def anchors(text):
    """Names by which the headings of a page can be linked to, as GitHub makes them."""
    found, seen = set(), {}
    for _, line in blocks_and_prose(text)[1]:
        heading = HEADING.match(line)
        if not heading:
            continue
        plain = LINK.sub(lambda m: m["text"], heading["text"]).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).strip().replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(slug if count == 0 else f"{slug}-{count}")
    return found


def links(text):
    """(line number, target) of every link and picture outside of code."""
    for number, line in blocks_and_prose(text)[1]:
        plain = CODE.sub("", line)
        for pattern in (LINK, HTML_LINK):
            for match in pattern.finditer(plain):
                yield number, match["target"]


def table_after(text, heading):
    """Cells of the first table below a heading, without its two head rows."""
    rows, below = [], False
    for _, line in blocks_and_prose(text)[1]:
        found = HEADING.match(line)
        if found:
            if below and rows:
                break
            below = found["text"] == heading
        elif below and line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif below and rows:
            break
    return rows[2:]
