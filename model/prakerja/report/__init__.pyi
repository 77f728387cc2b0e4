from .briefing.briefing import Briefing
from .briefing.formats import check_formats
from .briefing.make import brief
from .calibration.office_figures import observed_text
from .common.words import LANGUAGES, Words
from .comparison.effects import save_portfolios
from .comparison.save import COMPARISON_FIGURES, save_comparison_figures
from .comparison.save_where import save_where
from .figure_parts.files import kind_of
from .figures import save_figures, save_story
from .showing import data_of, html_of, lines_of, print_result, text_of

__all__ = [
    "COMPARISON_FIGURES",
    "LANGUAGES",
    "Briefing",
    "Words",
    "brief",
    "check_formats",
    "data_of",
    "html_of",
    "kind_of",
    "lines_of",
    "observed_text",
    "print_result",
    "save_comparison_figures",
    "save_figures",
    "save_portfolios",
    "save_story",
    "save_where",
    "text_of",
]
