"""The figures of the development rows and the seed, where the shared folder is at hand."""

from pathlib import Path

import pytest

from bench.junk import development
from crawler.model import SiteContext
from tests.junk.looking import judged_text

SEED = Path(__file__).parents[2] / "../shared/seeds/002_322d450adf1b0c0c.txt"


@pytest.mark.shared
@pytest.mark.skipif(not development.CORPUS.exists(), reason="../shared is not there")
def test_the_development_rows_keep_their_floor() -> None:
    tally = development.run()
    assert tally.found / tally.positives >= 0.90
    assert len(tally.false) <= 0.01 * tally.negatives and not tally.altered
    assert tally.titles["right"] >= 0.98 * tally.found


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="../shared is not there")
def test_the_seed_is_a_mirror_of_the_hospital_once_it_is_known() -> None:
    title, _, text = SEED.read_text(encoding="utf-8").partition("\n")
    url = "https://m.diazeng.cn/en/news/info/206125"
    known = SiteContext(watched_hosts=(("www.zchospital.example", "Zhejiang Cancer Hospital"),))
    own = SiteContext(watched_hosts=(("m.diazeng.cn", "Zhejiang Cancer Hospital"),))
    verdict, article = judged_text(title, text.strip(), url, known)
    assert (verdict.verdict.value, verdict.owner) == ("mirror", "Zhejiang Cancer Hospital")
    assert (article.title or "").startswith("Zhejiang Cancer Hospital and National Cancer Center Korea")
    assert judged_text(title, text.strip(), url)[0].verdict.value == "injected"
    assert judged_text(title, text.strip(), url, own)[0].verdict.value == "injected"
