"""Floor 4: what people look at. Importing it lets results show, tell and plot themselves."""

from prakerja.report.calibration.learnt import posterior_nodes
from prakerja.report.calibration.office_figures import observed_text
from prakerja.report.common.data import data_of
from prakerja.report.common.document import nodes_of
from prakerja.report.common.html import html_of
from prakerja.report.common.text import lines_of, print_result, text_of
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.comparison.answer import comparison_nodes
from prakerja.report.comparison.save import COMPARISON_FIGURES, save_comparison_figures
from prakerja.report.evaluation.scored import hindcast_nodes
from prakerja.report.figure_parts.files import kind_of
from prakerja.report.figures import FIGURES, save_figures, save_story, with_figures
from prakerja.report.forecasting.answer import forecast_nodes
from prakerja.report.forecasting.prior import prior_nodes
from prakerja.report.forecasting.story import story_nodes
from prakerja.report.optimisation.optimum import optimum_nodes
from prakerja.report.sensitivity.driving import drivers_nodes
from prakerja.study import Comparison, Drivers, Forecast, Hindcast, Optimum, Posterior, PriorCheck, Story
from prakerja.study.runs import shown

__all__ = [
    "LANGUAGES",
    "Words",
    "data_of",
    "html_of",
    "kind_of",
    "lines_of",
    "observed_text",
    "print_result",
    "save_comparison_figures",
    "save_figures",
    "save_story",
    "text_of",
]

_FIGURES = {**FIGURES, Comparison: COMPARISON_FIGURES}

for _kind, _nodes in (
    (Comparison, comparison_nodes),
    (Drivers, drivers_nodes),
    (Forecast, forecast_nodes),
    (Hindcast, hindcast_nodes),
    (Optimum, optimum_nodes),
    (Posterior, posterior_nodes),
    (PriorCheck, prior_nodes),
    (Story, story_nodes),
):
    nodes_of.register(_kind, with_figures(_nodes, _FIGURES[_kind]))
shown.show_with(text_of, html_of, _FIGURES)
