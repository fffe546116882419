"""Drills: the whole site is run, parts of it are killed or taken away, and what it kept is counted.

``python -m tests.drills`` runs them; ``README.md`` says what each must show.
"""
