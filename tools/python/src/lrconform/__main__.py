"""`python -m lrconform` is the program `lrconform`."""

from .program import main

main()
