#!/usr/bin/env python3
"""Inventory of a warehouse.

Counts what is there and what is promised.
"""
from __future__ import annotations

import dataclasses
import logging

log = logging.getLogger(__name__)

LIMIT = 100
QUERY = """
SELECT *
FROM stock
WHERE amount > 0
"""


@dataclasses.dataclass
class Item:
    """One kind of thing."""

    name: str
    amount: int = 0


class Inventory:
    """All the things."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}

    # How many there are, promised ones included.
    @property
    def total(self) -> int:
        return sum(item.amount for item in self._items.values())

    def add(self, name: str, amount: int = 1) -> Item:
        """Adds some, up to the limit."""
        if amount <= 0:
            raise ValueError(f"amount {amount} of {name} must be positive")

        item = self._items.setdefault(name, Item(name))
        if item.amount + amount > LIMIT:
            log.warning("too many of %s", name)
            item.amount = LIMIT
        else:
            item.amount += amount
        return item

    def remove(
        self,
        name: str,
        amount: int = 1,
    ) -> None:
        item = self._items[name]

        def check() -> None:
            if item.amount < amount:
                raise ValueError("not enough")

        check()
        item.amount -= amount


async def report(inventory: Inventory) -> str:
    lines = []
    for name, item in sorted(inventory._items.items()):
        lines.append(f"{name}: {item.amount}")
    return "\n".join(lines)


if __name__ == "__main__":
    stock = Inventory()
    stock.add("bolt", 3)
    print(stock.total)
