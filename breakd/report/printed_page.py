"""The page for the appointment as one HTML file that needs nothing else: to print, to keep, to give away."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from breakd import __version__
from breakd.messages import report as texts

from .content import Content
from .section import PictureSection

FILES = files("breakd") / "report" / "files"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The file runs nothing and fetches nothing, wherever it is opened."""


def document(content: Content, pictures: Sequence[PictureSection]) -> str:
    """All of it as text."""
    style = "".join(_light((FILES / name).read_text("utf-8")) for name in ("charts.css", "report.css"))
    span = texts.tr(
        texts.RANGE, first=texts.day_name(content.first, content.last), last=f"{content.last:%a %d %b %Y}"
    )
    kind = "dense" if content.plan else ""
    title, body = html.escape(texts.TITLE), "\n".join(_body(content, pictures))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}: {html.escape(span)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body class="{kind}">\n<h1>{title}</h1>\n<p>{html.escape(span)}</p>\n{body}\n</body>\n</html>\n'
    )


def _light(style: str) -> str:
    """A style sheet without what it has for dark screens: paper is light."""
    before, dark, after = style.partition("@media (prefers-color-scheme: dark) {")
    return before + after.partition("\n}\n")[2] if dark else style


def _body(content: Content, pictures: Sequence[PictureSection]) -> Iterator[str]:
    yield _paragraph(texts.tr(texts.MADE, version=__version__, day=f"{content.last:%d %b %Y}"), "soft")
    if content.locked:
        yield _paragraph(texts.LOCK)
    if not content.weeks:
        yield _paragraph(texts.NOTHING)
    else:
        yield _heading(texts.WEEKS_TITLE)
        yield _table(texts.WEEKS_HEAD, content.weeks)
        more = texts.tr_count(content.more_weeks, *texts.WEEKS_MORE) + " " if content.more_weeks else ""
        yield _paragraph(more + texts.BREAKS_NOTE, "soft")
    yield '<div class="sides">'
    for picture in pictures:
        if picture.drawing is not None:
            heading = _heading(texts.PICTURES.get(picture.id, picture.title))
            yield f"<div>{heading}<figure>{picture.drawing.html()}</figure>{_legend(picture)}</div>"
    yield "</div>"
    if content.plan:
        yield _heading(texts.PLAN_TITLE)
        yield _table(texts.PLAN_HEAD, content.plan)
        yield _more(content.more_plan, texts.PLAN_MORE)
    yield f'<div class="sides"><div>{"".join(_practice(content))}</div><div>{"".join(_health(content))}</div></div>'


def _practice(content: Content) -> Iterator[str]:
    yield _heading(texts.STRETCHES_TITLE)
    if not content.stretches:
        yield _paragraph(texts.NO_STRETCHES)
        return
    yield _table(texts.STRETCHES_HEAD, content.stretches)
    yield _more(content.more_stretches, texts.STRETCHES_MORE)


def _health(content: Content) -> Iterator[str]:
    yield _heading(texts.PAIN_TITLE)
    yield from map(_paragraph, content.pain)
    yield _more(content.more_log, texts.LOG_MORE)
    yield _list(content.log, "log")
    yield _heading(texts.AWAY_TITLE)
    yield _list(content.away) if content.away else _paragraph(texts.AWAY_NONE)
    yield _more(content.more_away, texts.AWAY_MORE)


def _more(count: int, forms: tuple[str, str]) -> str:
    """How many there is no room for; empty where all are there."""
    return _paragraph(texts.tr_count(count, *forms), "soft") if count else ""


def _heading(text: str) -> str:
    return f"<h2>{html.escape(text)}</h2>"


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{html.escape(text)}</p>' if kind else f"<p>{html.escape(text)}</p>"


def _list(lines: Iterable[str], kind: str = "") -> str:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<ul class="{kind}">{items}</ul>' if items else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{html.escape(word)}</th>' for word in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _legend(picture: PictureSection) -> str:
    items = "".join(
        f'<li><span class="swatch {html.escape(kind)}"></span>{html.escape(text)}</li>'
        for kind, text in picture.legend
    )
    return f'<ul class="legend">{items}</ul>' if items else ""
