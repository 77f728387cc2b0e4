"""A process that writes a briefing: what is ordered comes in, how far it is goes out in lines of JSON."""

from __future__ import annotations

import json
import os
import pickle
import sys
from typing import Any

from prakerja.explorer.order import Order
from prakerja.report import brief
from prakerja.report.briefing.formats import formats_here
from prakerja.scenario import InputError
from prakerja.study.runs.working_process import live_with_parent


def main() -> None:
    """Write what is ordered, looks of the page first, and no longer than its server lives."""
    live_with_parent()
    if hasattr(os, "nice"):
        os.nice(5)
    order: Order = pickle.load(sys.stdin.buffer)  # from the process that has started this one
    try:
        found = brief(
            order.plan, order.policies, workers=1, cache=None, progress=_counted, command=order.command, **order.how
        )
        _say(drawing=True)
        files = found.save(order.folder, order.formats or formats_here(), order.lang)
    except InputError as error:
        _say(problems=[[one.path, one.found, one.allowed] for one in error.problems])
    else:
        _say(files=[file.name for file in files])


def _counted(done: int, wanted: int) -> None:
    _say(counted=done / max(1, wanted))


def _say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
