"""Modules that load when they are first used, so that models load fast."""

from __future__ import annotations

from importlib import import_module


class _Later:
    """Stands for a module; its names are looked up once each."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        found: object = getattr(import_module(self._name), name)
        vars(self)[name] = found
        return found


def later(package: str, *names: str) -> tuple[_Later, ...]:
    """Modules of a package, none of them loaded yet."""
    return tuple(_Later(f"{package}.{name}") for name in names)
