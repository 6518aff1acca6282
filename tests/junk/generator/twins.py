"""Honest twins: the same mechanism with honest content, and the same words in an honest place."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from tests.junk.generator import brands
from tests.junk.generator.pages import CleanPage, Parts, changed, render


@dataclass(frozen=True)
class Twin:
    """A clean page that looks spoilt to a careless eye."""

    page: CleanPage
    name: str
    body: bytes


def _twin(page: CleanPage, name: str, parts: Parts) -> Twin:
    return Twin(page, name, render(page, parts))


def benign(page: CleanPage) -> list[Twin]:
    """The mechanisms of every vector with what honest sites put into them."""
    zh = page.language.startswith("zh")
    title, site = page.title, page.site
    hidden_menu = '<div style="display:none"><a href="/dept">Departments</a><a href="https://www.facebook.com/x">Facebook</a><a href="https://weibo.com/x">Weibo</a></div>'
    reader = '<a class="sr-only" href="#main">Skip to main content</a><span style="position:absolute;left:-9999px">Open the menu</span>'
    consent = '<div id="cookie" style="display:none">We use cookies to keep our site reliable. <a href="https://policies.google.com/">Privacy policy</a> <button>Accept all</button></div>'
    languages = '<div class="lang" style="visibility:hidden"><a href="/vi">Tiếng Việt</a> <a href="/th">ภาษาไทย</a> <a href="/ko">한국어</a> <a href="/ru">Русский</a> <a href="/ar">العربية</a></div>'
    partners = (
        '<p>友情链接：<a href="http://www.nhc.gov.cn/">国家卫生健康委员会</a> <a href="https://www.cma.org.cn/">中华医学会</a> <a href="https://www.redcross.org.cn/">红十字会</a></p>'
        if zh
        else '<p>Links: <a href="https://www.who.int/">World Health Organization</a> <a href="https://www.nih.gov/">NIH</a> <a href="https://www.redcross.org/">Red Cross</a></p>'
    )
    departments = (
        "内科|外科|妇产科|儿科|门诊时间表下载"
        if zh
        else "Cardiology | Oncology | Paediatrics | Visiting Hours"
    )
    return [
        _twin(page, "hidden menu", changed(page, body_end=hidden_menu)),
        _twin(page, "screen reader", changed(page, body_end=reader)),
        _twin(page, "consent", changed(page, body_end=consent)),
        _twin(page, "language switcher", changed(page, body_end=languages)),
        _twin(page, "partner links", changed(page, footer=partners)),
        _twin(
            page,
            "listing title",
            changed(page, head_title=f"{departments}|{title}" if zh else f"{title} | {departments}"),
        ),
        _twin(
            page,
            "numeric entities",
            changed(
                page,
                head_title="".join(f"&#{ord(char)};" if not char.isascii() else char for char in title)
                + f" - {site}",
            ),
        ),
        _twin(
            page,
            "keywords",
            changed(
                page,
                meta=(
                    (
                        "keywords",
                        ",".join(
                            [site, title, "医院,健康,预约挂号" if zh else "hospital,health,appointments"]
                        ),
                    ),
                    ("description", page.paragraphs[0]),
                ),
            ),
        ),
        _twin(
            page,
            "json-ld",
            changed(
                page,
                json_ld=json.dumps(
                    {
                        "@type": "NewsArticle",
                        "headline": title,
                        "publisher": {"@type": "Organization", "name": site},
                    },
                    ensure_ascii=False,
                ),
            ),
        ),
        _twin(
            page,
            "analytics",
            changed(
                page,
                scripts=(
                    'var _hmt=_hmt||[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?abc";})();',
                    "document.write(\"<script src='https://cdn.example.org/a.js'><\\/script>\");",
                ),
                body_end='<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-X" height="0" width="0" style="display:none"></iframe></noscript>',
            ),
        ),
        _twin(
            page,
            "referrer in script",
            changed(
                page,
                scripts=(
                    'var ref=document.referrer;if(ref.indexOf("google")>-1){document.getElementById("q").value="";}',
                ),
            ),
        ),
        _twin(
            page,
            "comment",
            changed(
                page,
                body_end="<!-- begin footer: links, login and download area of the template --><!-- end -->",
            ),
        ),
        _twin(
            page,
            "after end",
            changed(page, after="\n<!-- generated in 0.03 s by the content system, cached copy -->"),
        ),
        _twin(
            page,
            "tabs",
            changed(
                page,
                styles=".tab{display:none}.tab.on{display:block}",
                body_end='<div class="tab">Directions: take bus 12 to the hospital gate.</div><div class="tab">在线预约 登录 注册 下载App</div>',
            ),
        ),
    ]


_TOPICS = {
    "zh": [
        (
            "警方通报一起网络赌博案",
            "警方打掉一个以{b}为名的网络赌博平台，抓获嫌疑人十二名，提醒市民不要点击来历不明的下载链接。",
        ),
        (
            "我院开设赌博成瘾门诊",
            "门诊主任说，不少患者因为百家乐和老虎机欠下债务，治疗以认知行为疗法为主，家属可以一同就诊。",
        ),
        (
            "某单位网站标题被篡改",
            "网友发现该单位网站的标题变成了“{b}官网_{b}app下载”，技术人员当天清除了被植入的暗链，公安机关已介入调查。",
        ),
        (
            "福彩公益金资助康复设备",
            "福利彩票公益金出资六十万元，为医院添置康复设备，公益金的使用情况将按季度公布。",
        ),
        (
            "泌尿外科医生谈用药安全",
            "医生提醒，西地那非须凭处方购买，服用硝酸酯类药物的患者禁用，不要相信网上的壮阳广告。",
        ),
        (
            "校园反诈讲座走进护理学院",
            "民警讲解了“注册送彩金”“稳赚不赔”等骗局，提醒同学们不要轻信所谓的平台客服。",
        ),
        (
            "五龙国际酒店集团向医院捐赠救护车",
            "五龙国际酒店集团董事长到医院出席捐赠仪式，集团员工代表看望了住院儿童。",
        ),
        (
            "体育学院与医院共建运动医学中心",
            "体育学院副院长表示，学校体育馆将设立康复点，由医院派出医生坐诊。",
        ),
    ],
    "en": [
        (
            "Police Warn of Fake Casino Messages",
            "Police warn residents about messages that promise a {b} casino bonus; the links are fraudulent and officers have arrested two suspects.",
        ),
        (
            "Clinic Opens for Gambling Addiction",
            "The clinic offers treatment to patients whose betting on slots and online casinos is out of control; therapy is free and confidential.",
        ),
        (
            "Hospital Website Was Hacked Last Month",
            "The hospital said attackers had planted links to buy viagra and cialis on its pages; the spam was deleted and police are investigating.",
        ),
        (
            "Lottery Fund Pays for Playground",
            "The state lottery fund has awarded the hospital a grant for a playground, the council said.",
        ),
        (
            "What Urologists Say About Sildenafil",
            "Sildenafil must not be taken with nitrates, doctors say; patients should not order pills from websites that ask for no prescription.",
        ),
        (
            "Casino Resort Foundation Gives to Burn Unit",
            "The foundation of a casino resort pledged two million dollars to the hospital's burn unit; trustees accepted the gift after a debate.",
        ),
        (
            "University Warns Students About Essay Mills",
            "The writing centre warned that essay mills which promise zero plagiarism at $11 a page have blackmailed students.",
        ),
        (
            "Betterwin Family Names Outpatient Wing",
            "The Betterwin family has given its name to the new wing; Edwin Betterwin was treated here as a boy.",
        ),
    ],
}


def topical(page: CleanPage, seed: int = 7) -> list[Twin]:
    """The same words, honestly told."""
    key = "zh" if page.language == "zh" else "en" if page.language == "en" else ""
    found = []
    for number, (title, told) in enumerate(_TOPICS.get(key, [])):
        rng = random.Random(f"{seed}/{page.number}/{number}")
        brand = brands.han(rng, False) if key == "zh" else brands.latin(rng, False)
        paragraphs = (told.format(b=brand.name), *page.paragraphs[-2:])
        head = f"{title}-{page.site}" if key == "zh" else f"{title} | {page.site}"
        found.append(
            _twin(
                page,
                f"topic {number}",
                changed(page, head_title=head, h1=title, og_title=title, paragraphs=paragraphs),
            )
        )
    return found
