"""`make golden` writes the expected summaries anew; nothing else does."""

from tests.golden.summaries import SCENARIOS, expected_file, write

for path in SCENARIOS:
    write(path)
    print(expected_file(path))
