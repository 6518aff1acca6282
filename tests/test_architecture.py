"""The house's rules that import-linter cannot see."""

from __future__ import annotations

import ast

import pytest

from tests.sizes import ROOT, functions, lines, net_lines, product_files

FILES = product_files()
IDS = [str(path.relative_to(ROOT)) for path in FILES]
SCRAPY_ROOMS = (
    "spiders/",
    "crawler/middlewares/",
    "crawler/runner",
    "crawler/fetching/",
    "pipelines/addon.py",
)
EMPTY_NAMES = {"utils", "helpers", "manager", "common", "misc"}


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_module_is_over_300_lines(path):
    assert lines(path) <= 300


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_function_is_over_50_lines_net_of_its_docstring(path):
    assert [(node.name, net_lines(node)) for node in functions(path) if net_lines(node) > 50] == []


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_function_takes_more_than_six_parameters(path):
    def count(node):
        names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        return len([name for name in names if name not in ("self", "cls")])

    # A command's parameters are its options: typer reads them off the signature.
    rooms = [] if "crawler/cli/" in str(path) else functions(path)
    assert [(node.name, count(node)) for node in rooms if count(node) > 6] == []


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_name_says_what_is_inside(path):
    assert path.stem not in EMPTY_NAMES


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_environment_is_read_in_one_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reads = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    ]
    assert path.name == "config.py" or reads == []


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_scrapy_is_named_only_where_pages_are_fetched(path):
    place = str(path.relative_to(ROOT))
    uses = [name for name in imported(path) if name.split(".")[0] == "scrapy"]
    assert uses == [] or place.startswith(SCRAPY_ROOMS)


def imported(path):
    """The modules a file imports, apart from what it does when it is run as a program."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and "__main__" in ast.unparse(node.test))
    ]
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return names + [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_scheduler_stands_between_the_runner_and_the_command_line(path):
    place = str(path.relative_to(ROOT))
    if place == "scheduler.py":
        assert not [name for name in imported(path) if name.startswith(("crawler.cli", "crawler.web"))]
    elif not place.startswith("crawler/cli/"):
        assert "scheduler" not in imported(path)


THINKING = ("text", "model", "pages", "junk", "dedupe", "agreements", "organisations", "polling")
PURE = [path for path in FILES if path.parent.name in THINKING or path.parents[1].name in THINKING]


@pytest.mark.parametrize("path", PURE, ids=[str(path.relative_to(ROOT)) for path in PURE])
def test_the_clock_stays_out_of_thinking(path):
    source = path.read_text(encoding="utf-8")
    assert "datetime.now(" not in source
    assert "date.today(" not in source
