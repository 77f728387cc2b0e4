"""Nothing is left of the other language in any output, drawn, spoken or written."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from matplotlib.text import Text
from pptx import Presentation

from prakerja.report.briefing.content import Content
from prakerja.report.common.stated import stated_words
from prakerja.report.common.words import LANGUAGES, table
from prakerja.report.figure_parts.tiles import TILES
from tests.briefing.conftest import HOSTILE, VIEW
from tests.report.test_words import SAME_IN_BOTH

AS_TYPED = (
    HOSTILE,
    VIEW["title"],
    "Prakerja <i>2020</i>",
    "@Lipat dua",
    "-setengah",
    "+dua",
    "kecil",
    "prakerja hindcast",
)
KEYS = 1
"""The column of the sheet of assumptions that quotes the keys of the file."""


def words_of(lang: str) -> set[str]:
    stated = {en: said | {"en": en} for en, said in stated_words().items()}
    bare = " ".join(re.sub(r"\{.*?\}", "", said[lang]) for said in (*table().values(), *stated.values()))
    return set(re.findall(r"[a-z]{3,}", bare.lower()))


def left_over(texts: list[str], lang: str) -> set[str]:
    """Words in the texts that only the other language has."""
    (other,) = set(LANGUAGES) - {lang}
    text = "\n".join(texts)
    for typed in (*AS_TYPED, *TILES):
        text = text.replace(typed, "")
    return (words_of(other) - words_of(lang) - SAME_IN_BOTH) & set(re.findall(r"[a-z]{3,}", text.lower()))


def drawn(content: Content) -> list[str]:
    pictures = [picture for section in content.sections for picture in section.pictures]
    return [text.get_text() for picture in pictures for text in picture.figure.findobj(Text)]


def on_page(content: Content, folder: Path) -> list[str]:
    page = (folder / f"brief-{content.words.lang}.html").read_text(encoding="utf-8")
    page = re.sub(r"<style>.*?</style>|<code>.*?</code>|<svg.*?</svg>|<meta[^>]*>", " ", page, flags=re.DOTALL)
    spoken = re.findall(r'aria-label="([^"]*)"', page) + [
        picture.alternative for section in content.sections for picture in section.pictures
    ]
    shown = re.sub(r"<[^>]*>", " ", page)
    versions = r"prakerja 0[^<\n]*"
    return [re.sub(versions, "", unescaped(text)) for text in (shown, *spoken)]


def unescaped(text: str) -> str:
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def on_slides(content: Content, folder: Path) -> list[str]:
    deck = Presentation(str(folder / f"brief-{content.words.lang}.pptx"))
    texts = []
    for slide in deck.slides:
        for shape in slide.shapes:
            texts += [shape.text_frame.text] if shape.has_text_frame else []
            texts += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
        texts.append(slide.notes_slide.notes_text_frame.text)
    return [without_made(text, content) for text in texts]


def in_book(content: Content, folder: Path) -> list[str]:
    book = openpyxl.load_workbook(folder / f"brief-{content.words.lang}.xlsx")
    *pages, assumptions, _ = book.worksheets
    texts = [page.title for page in book.worksheets]
    texts += [str(cell.value) for page in pages for row in page.iter_rows() for cell in row if cell.data_type == "s"]
    for row in assumptions.iter_rows():
        texts += [str(cell.value) for n, cell in enumerate(row) if cell.value and n != KEYS]
    return texts


def without_made(text: str, content: Content) -> str:
    """Take away versions and the command, which are typed as they are."""
    for label, value in content.made.rows:
        if label.value in ("versions", "command", "scenario_hash", "model", "compared"):
            text = text.replace(value.words, "")
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("read", [on_page, on_slides, in_book])
def test_nothing_is_left_of_the_other_language(read, lang: str, contents: dict[str, Content], folder: Path) -> None:
    texts = read(contents[lang], folder)
    assert len(texts) > 5
    assert left_over(texts, lang) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nor_in_what_is_drawn(lang: str, contents: dict[str, Content]) -> None:
    assert left_over(drawn(contents[lang]), lang) == set()


def test_nor_on_paper(contents: dict[str, Content], paper: Path) -> None:
    with pypdfium2.PdfDocument(paper) as printed:
        text = "\n".join(page.get_textpage().get_text_range() for page in printed)
    assert left_over([text.partition(contents["id"].words("brief.made"))[0]], "id") == set()


def test_a_word_of_the_other_language_would_be_found() -> None:
    assert left_over(["insentif dan the partners"], "id") == {"the", "partners"}
