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

from prakerja.report.briefing.content import Content
from prakerja.report.briefing.picture import Picture
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Section
from prakerja.report.common.document import Note, Table
from prakerja.report.figure_parts.style import BLUE, GREY, INK

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_EDGE, _TOP, _BOTTOM = Inches(0.6), Inches(1.6), Inches(6.95)
_BLANK = 5
"""The layout of python-pptx's own template with a title and nothing else."""

_BODY, _SMALL = Pt(15), Pt(11)
_SMALLEST = Pt(16)
_TITLES = {115: Pt(24), 215: Pt(19)}
"""By the letters of a title, its size."""

_MOST_ROWS, _MOST_LINES = 12, 18
_WHITE = "#ffffff"
_FIRST = 0.3
"""The part of the width of a table that its first column takes."""


def write(content: Content, path: Path) -> None:
    """Write a briefing as slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    made = [(row[0].value, f"{row[0].words}: {row[1].words}") for row in content.made.rows]
    foot = " · ".join(said for name, said in made if name in ("scenario", "as_of", "seed"))
    for section in content.sections:
        _slide(deck, section, foot)
    first = deck.slides[0].notes_slide.notes_text_frame
    first.text += "\n\n" + printable("\n".join(said for _, said in made))
    about = deck.core_properties
    about.title, about.author, about.language = content.title, "prakerja", content.words.lang
    about.created = about.modified = datetime.combine(content.material.scenario.as_of, datetime.min.time())
    deck.save(str(path))


def _slide(deck: Any, section: Section, foot: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    _title(slide, section.title)
    if section.keys:
        _keys(slide, section)
    elif section.pictures:
        _place(slide, section.pictures[0])
    elif section.tables:
        _grid(slide, section.tables[0])
    else:
        _lines(slide, section)
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
    return next((size for letters, size in _TITLES.items() if len(said) <= letters), _SMALLEST)


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


def _place(slide: Any, drawn: Picture) -> None:
    """Set a picture as large as there is room for, with what it shows for whoever does not see it."""
    picture = slide.shapes.add_picture(BytesIO(drawn.png()), _EDGE, _TOP)
    room = (_WIDE - 2 * _EDGE, _BOTTOM - _TOP)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu(int((_WIDE - picture.width) / 2))
    picture.name = drawn.name
    picture._element.nvPicPr.cNvPr.set("descr", drawn.alternative)


def _grid(slide: Any, table: Table, top: int = _TOP) -> None:
    """Set a table."""
    rows = [list(table.columns.values()), *([cell.words for cell in row] for row in table.rows[:_MOST_ROWS])]
    shape = slide.shapes.add_table(len(rows), len(rows[0]), _EDGE, top, _WIDE - 2 * _EDGE, Inches(0.4 * len(rows)))
    shape.name = table.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", rows[0][0])
    shape.table.columns[0].width = Emu(int((_WIDE - 2 * _EDGE) * _FIRST))
    for column in range(1, len(rows[0])):
        shape.table.columns[column].width = Emu(int((_WIDE - 2 * _EDGE) * (1 - _FIRST) / (len(rows[0]) - 1)))
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


def _lines(slide: Any, section: Section) -> None:
    """Set what is said under labels, each label once."""
    notes = [part for part in section.parts if isinstance(part, Note)]
    box = (_EDGE, _TOP, _WIDE - 2 * _EDGE, _BOTTOM - _TOP)
    frame = slide.shapes.add_textbox(*map(Emu, box)).text_frame
    frame.word_wrap = True
    frame.text = printable("\n".join(line for note in notes for line in (note.label, *note.lines)))
    _style(frame, Pt(12) if len(frame.paragraphs) <= _MOST_LINES else Pt(10.5), INK)
    labels = {note.label for note in notes}
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(1)
        if paragraph.text in labels:
            paragraph.font.bold, paragraph.space_before = True, Pt(5)


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
