"""What was made ready for the questions asked last, up to a number."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class Cache(Generic[V]):
    """The things asked for last, up to a number."""

    def __init__(self, size: int) -> None:
        """Keep at most so many."""
        self._size = size
        self._kept: OrderedDict[object, V] = OrderedDict()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def peek(self, key: object) -> V | None:
        """What is kept under the key; it counts as asked for."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def get(self, key: object, make: Callable[[], V]) -> V:
        """What is kept under the key, or made now."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = make()
        self._kept[key] = made
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return made
