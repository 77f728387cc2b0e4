"""`python -m prakerja` is `prakerja`."""

from prakerja.cli import main

main()
