"""The way of an application as a picture, drawn from the table of moves."""

from django.utils import translation

from applications.workflow import DECIDED, EDITABLE, MOVES, RELEASE, Decision, State

HEAD = """# The way of an application

Drawn from `applications/workflow.py` by `manage.py draw_workflow`. Do not edit by hand.

```mermaid
stateDiagram-v2
"""


def targets(move, source):
    """Return the states to which a move may lead from one."""
    if not callable(move.target):
        return [State(move.target or source)]
    if move is RELEASE:
        return [State(decision) for decision in Decision.values]
    return [State.IN_REVIEW, State.FOR_THE_BOARD]


def drawing():
    """Return the page: a state diagram in Mermaid, and the same as a table, in English."""
    with translation.override("en"):
        return HEAD + "\n".join([*_diagram(), "```", "", *_table(), ""])


def _diagram():
    yield f"    [*] --> {State.DRAFT}"
    for state in State:
        yield f"    {state}: {state.label}"
    for move in MOVES.values():
        for source in move.ways:
            for target in targets(move, source):
                yield f"    {source} --> {target}: {move.name}"
    for state in (*DECIDED, State.WITHDRAWN, State.SPAM):
        yield f"    {state} --> [*]"


def _table():
    yield "| move | from | to | by | note required |"
    yield "|---|---|---|---|---|"
    for move in MOVES.values():
        for source, roles in move.ways.items():
            to = " or ".join(str(target.label) for target in targets(move, source))
            by = ", ".join(str(role.label) for role in roles)
            note = "yes" if move.needs_note else ""
            yield f"| {move.label} | {State(source).label} | {to} | {by} | {note} |"
    writable = " and ".join(f"“{state.label}”" for state in EDITABLE)
    yield ""
    yield f"The applicant can write while the application is {writable}."
