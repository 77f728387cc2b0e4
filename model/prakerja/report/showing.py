"""Which nodes and figures each result has; importing it lets results show, tell and plot themselves."""

from prakerja.report.briefing.briefing import Briefing
from prakerja.report.briefing.screen import briefing_nodes
from prakerja.report.calibration.learnt import posterior_nodes
from prakerja.report.common.data import data_of
from prakerja.report.common.document import nodes_of
from prakerja.report.common.html import html_of
from prakerja.report.common.text import lines_of, print_result, text_of
from prakerja.report.comparison.answer import comparison_nodes
from prakerja.report.comparison.combined import portfolio_nodes
from prakerja.report.comparison.effects import PORTFOLIO_FIGURES
from prakerja.report.comparison.recommended import recommendation_nodes
from prakerja.report.comparison.reviewed import review_nodes
from prakerja.report.comparison.save import COMPARISON_FIGURES
from prakerja.report.comparison.stressed import stress_nodes
from prakerja.report.comparison.where_figure import fails, turns
from prakerja.report.evaluation.changed import update_nodes
from prakerja.report.evaluation.scored import hindcast_nodes
from prakerja.report.evaluation.size import size_nodes
from prakerja.report.figures import FIGURES, with_figures
from prakerja.report.forecasting.accounts import accounts_nodes
from prakerja.report.forecasting.answer import forecast_nodes
from prakerja.report.forecasting.one_future import one_future_nodes
from prakerja.report.forecasting.prior import prior_nodes
from prakerja.report.forecasting.story import story_nodes
from prakerja.report.optimisation.optimum import optimum_nodes
from prakerja.report.sensitivity.driving import drivers_nodes
from prakerja.study import (
    Accounts,
    Comparison,
    Drivers,
    Forecast,
    Hindcast,
    OneFuture,
    Optimum,
    Portfolios,
    Posterior,
    PriorCheck,
    Recommendation,
    Review,
    SizeOfChange,
    Story,
    StressTest,
    Update,
)

__all__ = ["FIGURES_OF", "data_of", "html_of", "lines_of", "print_result", "text_of"]

FIGURES_OF = {
    **FIGURES,
    Comparison: {**COMPARISON_FIGURES, "turns": turns},
    Portfolios: PORTFOLIO_FIGURES,
    Recommendation: {"fails": fails},
    Review: {},
    SizeOfChange: {},
    StressTest: {},
    Briefing: {},
}
"""By result, its figures by name."""

for _kind, _nodes in (
    (Accounts, accounts_nodes),
    (Briefing, briefing_nodes),
    (Comparison, comparison_nodes),
    (Drivers, drivers_nodes),
    (Forecast, forecast_nodes),
    (Hindcast, hindcast_nodes),
    (OneFuture, one_future_nodes),
    (Optimum, optimum_nodes),
    (Portfolios, portfolio_nodes),
    (Posterior, posterior_nodes),
    (PriorCheck, prior_nodes),
    (Recommendation, recommendation_nodes),
    (Review, review_nodes),
    (SizeOfChange, size_nodes),
    (Story, story_nodes),
    (StressTest, stress_nodes),
    (Update, update_nodes),
):
    nodes_of.register(_kind, with_figures(_nodes, FIGURES_OF[_kind]))
