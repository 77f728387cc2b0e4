"""Floor 4: what people look at. Importing it lets results show, tell and plot themselves."""

from prakerja.report.compare_data import comparison_data
from prakerja.report.compare_save import COMPARISON_FIGURES, save_comparison_figures
from prakerja.report.compare_screen import comparison_html, comparison_lines, comparison_text, print_comparison
from prakerja.report.data import as_data
from prakerja.report.driving import driving_page, driving_text, print_driving
from prakerja.report.driving_data import driving_data
from prakerja.report.front import plot_front
from prakerja.report.learnt import learnt_page, learnt_text, print_learnt
from prakerja.report.observed import observed_text
from prakerja.report.optimum import optimum_page, optimum_text, print_optimum
from prakerja.report.page import as_html
from prakerja.report.past import past
from prakerja.report.prior import print_prior, prior_page, prior_text
from prakerja.report.prior_figure import plot_prior
from prakerja.report.save import (
    DRIVING,
    FIGURES,
    LEARNT,
    kind_of,
    save_drivers,
    save_figures,
    save_front,
    save_hindcast,
    save_learnt,
    save_prior,
    save_story,
)
from prakerja.report.scored import print_scored, scored_page, scored_text
from prakerja.report.scored_data import scored_data
from prakerja.report.screen import answer_lines, as_text, print_answer
from prakerja.report.story import plot_story, story_html, story_text
from prakerja.report.words import LANGUAGES, Words
from prakerja.study import shown

shown.FIGURES["Forecast"] = dict(FIGURES)
shown.TEXTS["Forecast"] = as_text
shown.PAGES["Forecast"] = as_html
shown.FIGURES["Comparison"] = dict(COMPARISON_FIGURES)
shown.TEXTS["Comparison"] = comparison_text
shown.PAGES["Comparison"] = comparison_html
shown.FIGURES["Drivers"] = dict(DRIVING)
shown.TEXTS["Drivers"] = driving_text
shown.PAGES["Drivers"] = driving_page
shown.FIGURES["Posterior"] = dict(LEARNT)
shown.TEXTS["Posterior"] = learnt_text
shown.PAGES["Posterior"] = learnt_page
shown.FIGURES["Hindcast"] = {"past": past}
shown.TEXTS["Hindcast"] = scored_text
shown.PAGES["Hindcast"] = scored_page
shown.FIGURES["Optimum"] = {"front": plot_front}
shown.TEXTS["Optimum"] = optimum_text
shown.PAGES["Optimum"] = optimum_page
shown.FIGURES["PriorCheck"] = {"prior": plot_prior}
shown.TEXTS["PriorCheck"] = prior_text
shown.PAGES["PriorCheck"] = prior_page
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
    "comparison_data",
    "comparison_lines",
    "driving_data",
    "kind_of",
    "observed_text",
    "print_answer",
    "print_comparison",
    "print_driving",
    "print_learnt",
    "print_optimum",
    "print_prior",
    "print_scored",
    "save_comparison_figures",
    "save_drivers",
    "save_figures",
    "save_front",
    "save_hindcast",
    "save_learnt",
    "save_prior",
    "save_story",
    "scored_data",
    "story_text",
]
