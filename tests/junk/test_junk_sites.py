"""What is known of the site: junk of its other pages, its usual title tail, its clean past."""

from crawler.model import SiteContext, Verdict
from tests.junk.looking import judged_text

HEADLINE = "岳林市中心医院举办健康讲座"
TEXT = "8月14日，岳林市中心医院举办健康讲座，二百多位居民到场。\n\n讲座由齐远山医生主讲。"


def test_a_string_planted_on_other_pages_of_the_host_is_cut_here_too() -> None:
    context = SiteContext(junk_strings=("万事如意站",))
    verdict, article = judged_text(f"万事如意站|{HEADLINE}", f"{TEXT}\n\n万事如意站", context=context)
    assert verdict.verdict is Verdict.INJECTED
    assert (article.title, article.text) == (HEADLINE, TEXT)


def test_the_same_page_is_clean_where_nothing_is_known() -> None:
    verdict, _ = judged_text(f"万事如意站|{HEADLINE}", TEXT)
    assert verdict.verdict is Verdict.CLEAN


def test_a_tail_known_from_clean_pages_is_no_junk() -> None:
    title = f"{HEADLINE}_沧溟体育app下载"
    known = SiteContext(site_suffixes=("沧溟体育app下载",))
    assert judged_text(title, TEXT)[0].verdict is Verdict.INJECTED
    assert judged_text(title, TEXT, context=known)[0].verdict is Verdict.CLEAN


def test_a_headline_taken_over_is_had_back_from_the_last_clean_revision() -> None:
    context = SiteContext(previous_title=HEADLINE)
    verdict, article = judged_text(
        "沧溟国际官网_沧溟国际app下载_沧溟国际登录入口", TEXT.split("\n\n")[1], context=context
    )
    assert (verdict.verdict, article.title) == (Verdict.INJECTED, HEADLINE)
    assert any(signal.name == "was_clean" for signal in verdict.signals)
