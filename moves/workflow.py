"""What a move is: data, without tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Move:
    """A move that may be made on a thing with a state.

    ``ways`` maps each state it may start from to the roles that may make it from there.
    ``target`` is a state, or a function of the thing that tells it; without one the state stays.
    ``writes`` gives the further columns to write, from the thing, the person and the moment.
    """

    name: str
    label: str
    done: str
    ways: Mapping[str, tuple[str, ...]]
    target: str | Callable | None = None
    needs_note: bool = False
    writes: Callable = field(default=lambda thing, by, at: {})

    def target_of(self, thing):
        return self.target(thing) if callable(self.target) else self.target or thing.state
