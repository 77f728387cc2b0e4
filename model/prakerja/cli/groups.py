"""Options that belong together, stated once: a verb takes a group, and people see its options one by one."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of

if TYPE_CHECKING:
    from prakerja.scenario import Scenario


@dataclass(frozen=True)
class Learning:
    """What is learnt from published figures before anything is simulated."""

    as_of: options.AsOf = None
    observations: options.ObservationsFile = None
    posterior: options.PosteriorFile = None
    prior: options.Prior = False
    quick: options.Quick = False


@dataclass(frozen=True)
class Running:
    """How a study runs, and how its answer is told."""

    seed: options.Seed = 2020
    settings: options.Settings = None
    as_json: options.AsJson = False
    quiet: options.Quiet = False
    lang: options.Language = "en"
    workers: options.Workers = None
    cluster: options.Cluster = None

    def load(self, scenario: Path) -> Scenario:
        """Load a scenario with the values that were set."""
        from prakerja.scenario import load

        return load(scenario, self.settings or ())

    @contextmanager
    def working(self) -> Iterator[dict[str, Any]]:
        """Show progress while the work is done; give what every study takes: its seed, and who works.

        Blocks stay until it is done: what is written belongs inside, as a disk may be full.
        """
        from prakerja.study.runs.kept_until import kept_until_done
        from prakerja.study.runs.progress import progress_unless

        with progress_unless(self.quiet), executor_of(self.cluster) as executor, kept_until_done():
            yield {"seed": self.seed, "workers": self.workers, "executor": executor}

    def tell(self, result: Any, files: Sequence[Path]) -> None:
        """Print a result and the files that were written: as text, as JSON, or not at all."""
        from prakerja.cli.file_lines import file_lines
        from prakerja.report import data_of, print_result

        if self.quiet:
            return
        if self.as_json:
            said = {**data_of(result, self.lang), "files": [str(file) for file in files]}
            typer.echo(json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False))
            return
        print_result(result, self.lang)
        if files:
            typer.echo("\n  " + "\n  ".join(file_lines(files)))


def options_of(verb: Callable[..., None]) -> Callable[..., None]:
    """Return a verb whose groups of options are taken one by one, in the place of the group.

    Examples
    --------
    >>> def verb(draws: int, learning: Learning) -> None:
    ...     print(draws, learning.quick)
    >>> [*inspect.signature(options_of(verb)).parameters]
    ['draws', 'as_of', 'observations', 'posterior', 'prior', 'quick']
    >>> options_of(verb)(draws=2, as_of=None, observations=None, posterior=None, prior=False, quick=True)
    2 True
    """
    hints = get_type_hints(verb, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(verb).parameters.items():
        asked = inspect.signature(groups[name], eval_str=True).parameters.values() if name in groups else [parameter]
        for one in asked:
            hint = one.annotation if name in groups else hints[name]
            parameters.append(one.replace(annotation=hint, kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(verb)
    def with_options(**given: Any) -> None:
        made = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)}) for name, group in groups.items()
        }
        verb(**given, **made)

    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_options
