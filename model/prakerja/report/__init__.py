"""Floor 4: what people look at. Importing it lets results show, tell and plot themselves."""

from prakerja.report.calibration.data import learnt_data
from prakerja.report.calibration.learnt import posterior_document
from prakerja.report.calibration.office_figures import observed_text
from prakerja.report.common.document import document
from prakerja.report.common.html import html_of
from prakerja.report.common.text import lines_of, print_result, text_of
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.answer import comparison_document
from prakerja.report.comparison.data import comparison_data
from prakerja.report.comparison.save import COMPARISON_FIGURES, save_comparison_figures
from prakerja.report.evaluation.data import scored_data
from prakerja.report.evaluation.scored import hindcast_document
from prakerja.report.figure_parts.files import kind_of
from prakerja.report.figures import FIGURES, save_figures, save_story
from prakerja.report.forecasting.answer import forecast_document
from prakerja.report.forecasting.data import as_data
from prakerja.report.forecasting.prior import prior_document
from prakerja.report.forecasting.story import plot_story, story_html, story_text
from prakerja.report.optimisation.optimum import optimum_document
from prakerja.report.sensitivity.data import driving_data
from prakerja.report.sensitivity.driving import drivers_document
from prakerja.study import Comparison, Drivers, Forecast, Hindcast, Optimum, Posterior, PriorCheck, Story
from prakerja.study.runs import shown

__all__ = [
    "LANGUAGES",
    "Words",
    "as_data",
    "comparison_data",
    "driving_data",
    "html_of",
    "kind_of",
    "learnt_data",
    "lines_of",
    "observed_text",
    "plot_story",
    "print_result",
    "save_comparison_figures",
    "save_figures",
    "save_story",
    "scored_data",
    "story_text",
    "text_of",
]

document.register(Comparison, comparison_document)
document.register(Drivers, drivers_document)
document.register(Forecast, forecast_document)
document.register(Hindcast, hindcast_document)
document.register(Optimum, optimum_document)
document.register(Posterior, posterior_document)
document.register(PriorCheck, prior_document)
text_of.register(Story, story_text)
html_of.register(Story, story_html)
shown.show_with(text_of, html_of, {**FIGURES, Comparison: COMPARISON_FIGURES})
