"""Floor 4: what people look at. Importing it lets results show, tell and plot themselves."""

from prakerja.report.data import as_data
from prakerja.report.page import as_html
from prakerja.report.save import FIGURES, kind_of, save_figures, save_story
from prakerja.report.screen import answer_lines, as_text, print_answer
from prakerja.report.story import plot_story, story_html, story_text
from prakerja.report.words import LANGUAGES, Words
from prakerja.study import shown

shown.FIGURES["Forecast"] = dict(FIGURES)
shown.TEXTS["Forecast"] = as_text
shown.PAGES["Forecast"] = as_html
shown.FIGURES["Story"] = {"days": plot_story}
shown.TEXTS["Story"] = story_text
shown.PAGES["Story"] = story_html

__all__ = [
    "LANGUAGES",
    "Words",
    "answer_lines",
    "as_data",
    "as_html",
    "as_text",
    "kind_of",
    "print_answer",
    "save_figures",
    "save_story",
    "story_text",
]
