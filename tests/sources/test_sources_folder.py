from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ConfigurationError, SourceFileError
from crawler.model import EntryKind, EntryPoint, Selectors, Source
from crawler.sources import load, read_source
from crawler.sources.schema import SourceKeys, source_from
from crawler.sources.yaml_text import mapping_from

SHIPPED = Path(__file__).parents[2] / "sources"


def _faults(folder: Path, text: str | bytes, name: str = "demo.yaml") -> list[str]:
    body = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(body)
    source, errors = read_source(folder / name)
    assert (source is None) == bool(errors)
    return [str(error).removeprefix(f"{folder / name}: ") for error in errors]


def test_a_file_with_an_address_alone_gets_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text("url: https://www.example.org/news/\n", encoding="utf-8")
    source, errors = read_source(tmp_path / "demo.yaml")
    assert source == Source("demo", "https://www.example.org/news/", "www.example.org")
    assert errors == ()


def test_every_key_arrives_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "full.yaml").write_text(
        """
url: https://a.example.cn/
name: 示范
organisation: 示范医院
entry_points:
  - {url: "https://a.example.cn/rss.xml", kind: feed}
language: zh-Hans
timezone: Asia/Shanghai
poll: 0 7 * * 1-5
include: ["https://a.example.cn/n/*"]
exclude: ["*/en/*"]
selectors: {title: h1, body: "div.text > p", published: .date, links: "li a"}
render: true
max_articles: 20
enabled: false
""",
        encoding="utf-8",
    )
    source, errors = read_source(tmp_path / "full.yaml")
    assert errors == ()
    assert source == Source(
        id="full",
        url="https://a.example.cn/",
        name="示范",
        organisation="示范医院",
        entry_points=(EntryPoint("https://a.example.cn/rss.xml", EntryKind.FEED),),
        language="zh-Hans",
        timezone="Asia/Shanghai",
        poll="0 7 * * 1-5",
        include=("https://a.example.cn/n/*",),
        exclude=("*/en/*",),
        selectors=Selectors("h1", "div.text > p", ".date", "li a"),
        render=True,
        max_articles=20,
        enabled=False,
    )


@pytest.mark.parametrize(
    ("lines", "key", "found", "expected"),
    [
        ("url: ftp://example.org/", "url", "ftp://example.org/", "http://"),
        ("url: www.example.org", "url", "www.example.org", "http://"),
        ("url: https://user:pw@example.org/", "url", "example.org", "without a user name"),
        ("url: https://example.org:99999/", "url", "99999", "http://"),
        ("timezone: Asia/Shangai", "timezone", "Asia/Shangai", "did you mean Asia/Shanghai?"),
        ("timezone: ../../etc/passwd", "timezone", "passwd", "IANA time zone"),
        ("poll: every 5 minutes", "poll", "every 5 minutes", "every 30m"),
        ("poll: every 0m", "poll", "every 0m", "zero"),
        ("poll: 61 * * * *", "poll", "61 * * * *", "five cron fields"),
        ("poll: 0 0 30 2 *", "poll", "0 0 30 2 *", "no day"),
        ("poll: 0 0 1 1 * *", "poll", "0 0 1 1 * *", "five cron fields"),
        ("language: no", "language", "false", "quotes"),
        ("language: english please", "language", "english please", "BCP 47"),
        ("name: 2024-01-01", "name", "2024-01-01", "quotes"),
        ("name: '  '", "name", "''", "some text"),
        ("max_articles: '3'", "max_articles", "'3'", "whole number"),
        ("max_articles: 0", "max_articles", "0", "at least 1"),
        ("max_articles: true", "max_articles", "true", "whole number"),
        ("render: yes please", "render", "yes please", "true or false"),
        ("include: https://a.org/*", "include", "https://a.org/*", "a list"),
        ("selectors: {links: 'a['}", "selectors.links", "a[", "CSS selector"),
        ("selectors: {link: a}", "selectors.link", "not known", "did you mean links?"),
        (
            "entry_points: [{url: 'https://a.org/', kind: feeds}]",
            "entry_points[1].kind",
            "feeds",
            "feed, sitemap, listing, page",
        ),
        ("entry_points: [{kind: feed}]", "entry_points[1].url", "missing", "web address"),
        ("organization: X", "organization", "not known", "did you mean organisation?"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_key_finding_and_remedy(
    tmp_path: Path, lines: str, key: str, found: str, expected: str
) -> None:
    text = lines if lines.startswith("url") else f"url: https://www.example.org/\n{lines}"
    (line,) = _faults(tmp_path, text)
    assert line.startswith(f'key "{key}":')
    assert found in line and expected in line
    assert "\n" not in line and "Traceback" not in line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("url: [\n", "line 2"),
        ("url: https://a.org/\nname: a: b\n", "line 2"),
        ("url: https://a.org/\nurl: https://b.org/\n", 'key "url" stands twice'),
        ("- https://a.org/\n", "found a list"),
        ("https://a.org/\n", "single value"),
        ("", "is empty"),
        ("# only words\n", "is empty"),
        (b"\xff\xfeu\x00", "not UTF-8"),
        ("url: https://a.org/\nname: !!python/object/apply:os.system ['true']\n", "line 2"),
        ("x" * 300_000, "more than 256 kB"),
        ("name: 1999-99-99", "no YAML"),
    ],
)
def test_a_file_that_is_no_mapping_is_one_line_with_its_place(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    (line,) = _faults(tmp_path, text)
    assert says in line


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    assert len(_faults(tmp_path, "url: x\ntimezone: y\npoll: z\nunknown: 1\n")) == 4


@pytest.mark.parametrize("name", ["Caps.yaml", "white space.yaml", "ünï.yaml", "-x.yaml"])
def test_a_file_name_that_is_no_id_is_told_with_a_better_one(tmp_path: Path, name: str) -> None:
    (line,) = _faults(tmp_path, "url: https://a.org/", name)
    assert "expected small letters" in line and ".yaml" in line


def test_one_wrong_file_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text("url: https://a.org/", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("url: nothing", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / ".hidden.yaml").write_text("nonsense: [", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nonsense", encoding="utf-8")
    loaded = load(tmp_path)
    assert [source.id for source in loaded.sources] == ["good"]
    assert sorted(str(error).split(": ")[0].rsplit("/", 1)[1] for error in loaded.errors) == [
        "bad.yaml",
        "folder.yaml",
    ]
    assert all(isinstance(error, SourceFileError) for error in loaded.errors)


def test_two_files_of_one_name_are_told_and_neither_is_read(tmp_path: Path) -> None:
    for ending in ("yaml", "yml"):
        (tmp_path / f"twin.{ending}").write_text("url: https://a.org/", encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.sources == ()
    assert all("two files" in str(error) for error in loaded.errors)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()  # no mode would keep root out
    assert "Is a directory" in str(load(tmp_path).errors[0])


def test_a_missing_folder_and_one_without_files_are_wrong_configuration(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(ConfigurationError, match=str(folder)):
            load(folder)


def test_the_shipped_sources_are_right_and_say_that_nobody_checked_them_live() -> None:
    loaded = load(SHIPPED)
    assert loaded.errors == ()
    assert len(loaded.sources) >= 20
    for source in loaded.sources:
        text = (SHIPPED / f"{source.id}.yaml").read_text(encoding="utf-8")
        assert "Not checked live" in text and f"pactwatch sources check {source.id}" in text


def test_the_keys_are_those_of_the_source_and_no_others() -> None:
    assert set(SourceKeys.model_fields) == set(Source.__dataclass_fields__) - {"id"}


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=120))
def test_any_text_gives_a_mapping_or_a_fault(text: str) -> None:
    fields, faults = mapping_from(text)
    assert (fields is None) == bool(faults)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from([*SourceKeys.model_fields, "odd"]), _VALUES))
def test_any_values_give_a_source_or_one_line_faults(fields: dict[str, object]) -> None:
    source, faults = source_from("demo", fields)
    assert (source is None) == bool(faults)
    assert all("\n" not in fault and len(fault) < 500 for fault in faults)
