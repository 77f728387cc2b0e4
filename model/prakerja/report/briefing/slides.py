"""The briefing as slides: a section each, its sentence for the title, its picture or table, the numbers as notes."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from prakerja.report.briefing.content import sections_of, title_of
from prakerja.report.briefing.drawn import Drawn
from prakerja.report.briefing.made import made_table
from prakerja.report.briefing.material import Material
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Section
from prakerja.report.common.document import Table
from prakerja.report.common.words import Words
from prakerja.report.figure_parts.style import BLUE, GREY, INK

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_EDGE, _TOP, _BOTTOM = Inches(0.6), Inches(1.6), Inches(6.95)
_BLANK = 5
"""The layout of python-pptx's own template with a title and nothing else."""

_BODY, _SMALL = Pt(15), Pt(11)
_SMALLEST = Pt(16)
_TITLES = {150: Pt(24), 270: Pt(20), 10_000: _SMALLEST}
"""By the letters of a title, its size."""

_MOST_ROWS = 12
_WHITE = "#ffffff"


def write_slides(briefing: Material, path: Path, lang: str) -> None:
    """Write a briefing as slides."""
    words = Words(lang)
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    made = made_table(briefing, words)
    foot = " · ".join(f"{row[0].words} {row[1].words}" for row in made.rows if row[0].value in ("scenario", "as_of"))
    for section in sections_of(briefing, words):
        _slide(deck, section, foot, words)
    first = deck.slides[0].notes_slide.notes_text_frame
    first.text += "\n\n" + "\n".join(f"{row[0].words}: {printable(row[1].words)}" for row in made.rows)
    about = deck.core_properties
    about.title, about.author, about.language = title_of(briefing), "prakerja", lang
    about.created = about.modified = datetime.combine(briefing.scenario.as_of, datetime.min.time())
    deck.save(str(path))


def _slide(deck: Any, section: Section, foot: str, words: Words) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    drawn = [Drawn.of(picture) for picture in section.pictures]
    _title(slide, section.title or drawn[0].finding)
    if section.keys:
        _keys(slide, section)
    elif drawn:
        _place(slide, drawn[0], words)
    elif section.tables:
        _grid(slide, section.tables[0])
    else:
        _lines(slide, section.lines)
    _text(slide, (_EDGE, _BOTTOM, _WIDE - 2 * _EDGE, Inches(0.4)), foot, _SMALL, GREY)
    slide.notes_slide.notes_text_frame.text = printable("\n".join(_notes(section)))


def _title(slide: Any, said: str) -> None:
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = _EDGE, Inches(0.35), _WIDE - 2 * _EDGE, Inches(1.15)
    frame = shape.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = printable(said), True, MSO_ANCHOR.TOP
    _style(frame, _title_size(said), INK, bold=True)


def _title_size(said: str) -> Any:
    """Return the size at which a sentence fits in three lines."""
    return next(size for letters, size in _TITLES.items() if len(said) <= letters or size is _SMALLEST)


def _text(slide: Any, box: tuple[int, int, int, int], said: str, size: Any, hue: str, bold: bool = False) -> None:
    frame = slide.shapes.add_textbox(*map(Emu, box)).text_frame
    frame.text, frame.word_wrap = printable(said), True
    _style(frame, size, hue, bold)


def _style(frame: Any, size: Any, hue: str, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(5)
        paragraph.font.size, paragraph.font.bold = size, bold
        paragraph.font.color.rgb = _hue(hue)


def _hue(said: str) -> Any:
    return RGBColor(*bytes.fromhex(said.removeprefix("#")))  # type: ignore[no-untyped-call]


def _keys(slide: Any, section: Section) -> None:
    """Set the numbers side by side, and below them the table."""
    wide = int((_WIDE - 2 * _EDGE) / len(section.keys))
    for number, key in enumerate(section.keys):
        left = int(_EDGE) + number * wide
        for top, high, said, size, hue in (
            (1.75, 0.4, key.label, _BODY, INK),
            (2.1, 0.7, key.number, Pt(30), BLUE),
            (2.75, 0.6, key.remark, _SMALL, GREY),
        ):
            _text(slide, (left, Inches(top), wide - Inches(0.2), Inches(high)), said, size, hue, bold=hue != GREY)
    _grid(slide, section.tables[0], top=Inches(3.45))


def _place(slide: Any, drawn: Drawn, words: Words) -> None:
    """Set a picture as large as there is room for, with what it shows for whoever does not see it."""
    picture = slide.shapes.add_picture(BytesIO(drawn.png()), _EDGE, _TOP)
    room = (_WIDE - 2 * _EDGE, _BOTTOM - _TOP)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu(int((_WIDE - picture.width) / 2))
    picture.name = drawn.picture.name
    picture._element.nvPicPr.cNvPr.set("descr", drawn.alternative(words))


def _grid(slide: Any, table: Table, top: int = _TOP) -> None:
    """Set a table."""
    rows = [list(table.columns.values()), *([cell.words for cell in row] for row in table.rows[:_MOST_ROWS])]
    shape = slide.shapes.add_table(len(rows), len(rows[0]), _EDGE, top, _WIDE - 2 * _EDGE, Inches(0.4 * len(rows)))
    shape.name = table.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", rows[0][0])
    for down, row in enumerate(rows):
        for across, said in enumerate(row):
            cell = shape.table.cell(down, across)
            cell.text, cell.vertical_anchor = printable(said), MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            _style(cell.text_frame, Pt(13), _WHITE if down == 0 else INK, bold=down == 0)
            if table.sides[across] == ">":
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = _hue(BLUE if down == 0 else _WHITE)


def _lines(slide: Any, lines: list[str]) -> None:
    box = (_EDGE, _TOP, _WIDE - 2 * _EDGE, _BOTTOM - _TOP)
    _text(slide, box, "\n".join(lines), _BODY if len(lines) <= _MOST_ROWS else Pt(13), INK)


def _notes(section: Section) -> list[str]:
    """Return all that is said, and every table as lines."""
    said = [f"{key.label}: {key.number} ({key.remark})" for key in section.keys] + section.lines
    for table in [*section.tables, *(picture.numbers for picture in section.pictures)]:
        said.append("")
        for row in table.rows:
            heads = list(table.columns.values())[1:]
            cells = [f"{head} {cell.words}".strip() for head, cell in zip(heads, row[1:], strict=True) if cell.words]
            said.append(f"{row[0].words.strip()}: " + "; ".join(cells))
    return [line.replace("\n", " ") for line in said]
