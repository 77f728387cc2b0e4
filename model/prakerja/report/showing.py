"""Which document, text, page and figures each result has; importing it lets results show and plot themselves."""

from prakerja.report.calibration.learnt import posterior_document
from prakerja.report.common.document import document
from prakerja.report.common.html import html_of
from prakerja.report.common.text import lines_of, print_result, text_of
from prakerja.report.comparison.answer import comparison_document
from prakerja.report.comparison.save import COMPARISON_FIGURES
from prakerja.report.evaluation.scored import hindcast_document
from prakerja.report.figures import FIGURES
from prakerja.report.forecasting.answer import forecast_document
from prakerja.report.forecasting.prior import prior_document
from prakerja.report.forecasting.story import story_html, story_text
from prakerja.report.optimisation.optimum import optimum_document
from prakerja.report.sensitivity.driving import drivers_document
from prakerja.study import Comparison, Drivers, Forecast, Hindcast, Optimum, Posterior, PriorCheck, Story

__all__ = ["FIGURES_OF", "html_of", "lines_of", "print_result", "text_of"]

FIGURES_OF = {**FIGURES, Comparison: COMPARISON_FIGURES}
"""By result, its figures by name."""

document.register(Comparison, comparison_document)
document.register(Drivers, drivers_document)
document.register(Forecast, forecast_document)
document.register(Hindcast, hindcast_document)
document.register(Optimum, optimum_document)
document.register(Posterior, posterior_document)
document.register(PriorCheck, prior_document)
text_of.register(Story, story_text)
html_of.register(Story, story_html)
