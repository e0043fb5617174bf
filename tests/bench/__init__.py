"""The bench: every budget of the project beside its figure, measured on the real commands, in one run.

Not tests: figures depend on the machine and on what else it does. `python -m tests.bench` prints a table; `--long`
takes the whole counts (100,000 slides, 200 alerts, 10,000 waiting screens) and about an hour.
"""
