"""Engines that map a function over batches, in input order, on one machine."""

from sayso.engines.pool import Broken, map_batches

__all__ = ["Broken", "map_batches"]
