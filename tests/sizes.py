"""Prints the sizes that ARCHITECTURE watches; asserts nothing (tests/test_architecture.py does).

Run by ``make check``: ``.venv/bin/python tests/sizes.py``.
"""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("crawler", "spiders", "pipelines", "scheduler.py")


def product_files() -> list[Path]:
    """Every module of the product."""
    return sorted(
        path
        for room in ROOMS
        for path in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


def net_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    docstring = ast.get_docstring(node, clean=False)
    return (
        (node.end_lineno or node.lineno) - node.lineno + 1 - (docstring.count("\n") + 1 if docstring else 0)
    )


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines(path: Path) -> int:
    """Lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def main() -> None:
    """Print one line a figure."""
    files = product_files()
    sizes = [lines(path) for path in files if path.name != "__init__.py"]
    net = sorted(net_lines(node) for path in files for node in functions(path))
    tests = sum(lines(path) for path in (ROOT / "tests").rglob("*.py"))
    code = sum(lines(path) for path in files)
    mocks = sum(path.read_text(encoding="utf-8").count("Mock(") for path in (ROOT / "tests").rglob("*.py"))
    print(f"modules {len(sizes)}, median {statistics.median(sizes):.0f} lines, largest {max(sizes)}")
    high = net[len(net) * 95 // 100]
    print(
        f"functions {len(net)}, median {statistics.median(net):.0f}, "
        f"95th percentile {high}, longest {net[-1]} lines"
    )
    print(f"code {code} lines, tests {tests} lines ({tests / code:.2f} x), mocks {mocks}")


if __name__ == "__main__":
    main()
