"""Sayso: who did it, on whose say-so, and how well does every rival account hold up?"""

__version__ = "0.1.0"

__all__ = ["__version__"]
