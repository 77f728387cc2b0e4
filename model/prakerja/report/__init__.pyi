from .calibration.data import learnt_data
from .calibration.office_figures import observed_text
from .common.words import LANGUAGES, Words
from .comparison.data import comparison_data
from .comparison.save import COMPARISON_FIGURES, save_comparison_figures
from .evaluation.data import scored_data
from .figure_parts.files import kind_of
from .figures import save_figures, save_story
from .forecasting.data import as_data
from .forecasting.story import plot_story, story_text
from .sensitivity.data import driving_data
from .showing import html_of, lines_of, print_result, text_of

__all__ = [
    "COMPARISON_FIGURES",
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
