"""How far a build is, and how long its stages took."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from knowledge_base.environment import seconds

Shown = Callable[[str, int, int], None]
"""Is called with the name of a stage, how many of its items are done, and how many there are."""


class Progress:
    """Follows one build.

    Args:
        show: is called with every step of stages that say how many items they have.
    """

    def __init__(self, show: Shown = lambda _stage, _done, _total: None) -> None:
        self.seconds: dict[str, float] = {}
        """How long each stage took, in their order."""
        self._show = show

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Time a stage, and yield a function to call with the number of items done since the last call.

        Args:
            name: what is being done, in English.
            total: how many items there are; 0 if that is not known.
        """
        done = 0

        def step(items: int) -> None:
            nonlocal done
            done = min(total, done + items)
            self._show(name, done, total)

        begun = seconds()
        try:
            yield step
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds() - begun
