"""``pactwatch junk report`` after real polls: what was found, since when, without it, and nothing to follow."""

import lxml.html

from tests.incidents.planting import FOUND, page, story

DAY_2 = {"NOW": "2026-11-21T09:00:00Z"}


def test_the_report_tells_what_two_polls_found(house, site):
    house.poll()
    assert "No page with inserted text is known" in house.run("junk", "report", "harbour").stdout
    site["/news/2.html"] = page(2, planted=True)
    house.poll(**DAY_2)
    told = house.run("junk", "report", "harbour", **DAY_2).stdout
    (row,) = house.rows("junk")
    assert "1 page is concerned" in told
    assert f"First seen: {row['first_seen'][:16].replace('T', ' ')} UTC" in told
    assert row["title"] == story(2)[0] in told
    assert FOUND.split("|")[0] in told
    assert "a block that readers do not see" in told
    assert "://" not in told


def test_the_html_report_has_nothing_that_loads_or_leads_anywhere(house, site, tmp_path):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    path = tmp_path / "report.html"
    house.run("junk", "report", "harbour", "--format", "html", "--output", str(path))
    read = lxml.html.fromstring(path.read_bytes())
    assert read.xpath("//@href | //@src | //script") == []
    assert "MegaSpin77" in read.text_content()


def test_an_unknown_source_is_said_and_not_reported(house, site):
    done = house.run("junk", "report", "elsewhere")
    assert done.returncode != 0
    assert "no such source" in done.stderr and done.stdout == ""
