"""YAML text -> one plain mapping, strictly: safe loader, no key twice, faults with their line."""

from __future__ import annotations

from typing import Any

import yaml


class _StrictLoader(yaml.SafeLoader):
    """The safe loader, refusing a key that stands twice (YAML forbids it, PyYAML lets the last one win)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As the safe loader, after a look at the keys."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(getattr(key, "value", ""))
            if isinstance(key, yaml.ScalarNode) and name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'key "{name}" stands twice, expected once', key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def mapping_from(text: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The mapping that the text states, or ``None`` and the fault in one line. Never raises."""
    try:
        # The loader is a SafeLoader: it builds plain values only.
        value = yaml.load(text, Loader=_StrictLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        return None, [_where(error)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [f"is no YAML: {' '.join(str(error).split())[:200]}"]
    if value is None:
        return None, ["the file is empty, expected at least the key url"]
    if not isinstance(value, dict):
        kind = "a list" if isinstance(value, list) else f"the single value {str(value)[:40]!r}"
        return None, [f"found {kind}, expected keys with values, such as url: https://www.example.org/news/"]
    return {str(key): item for key, item in value.items()}, []


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    problem = " ".join((error.problem or error.context or "broken YAML").split())
    if "stands twice" in problem:
        return f"{place}{problem}"
    return f"{place}is no YAML: {problem}; expected lines of the form key: value"
