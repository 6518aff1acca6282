"""Pages of the made-up site with something planted on them, and clean again."""

from tests.end_to_end.house import ARTICLE, PARTNERS, agreement_story, paragraphs, plain_story
from tests.site import Reply

NAME = "Harbour General Hospital"
FOUND = "MegaSpin77 slot login|MegaSpin77 free bonus|MegaSpin77 app download"
LINKS = "".join(
    f'<a href="http://{host}.example/">MegaSpin77 {words}</a>'
    for host, words in (
        ("spin77-entry", "casino login"),
        ("spin77-app", "slot app"),
        ("goldreel", "free spins"),
    )
)


def story(number):
    if number % 3 == 0:
        return agreement_story(NAME, PARTNERS[number // 3 % 3], f"November {number}", number)
    return plain_story(number)


def page(number, planted=False, etag=None):
    """Article ``number`` of the site, as it was or with a planted title and hidden links."""
    title, body = story(number)
    html = ARTICLE.format(title=title, body=body, day=f"2026-11-{number:02d}", site=NAME)
    if planted:
        html = html.replace("<title>", f"<title>{FOUND}|")
        html = html.replace("</body>", f'<div style="display:none">{LINKS}</div></body>')
    return Reply(html, etag=etag or f'"{"planted" if planted else "v1"}-{number}"')


def spam(site, number):
    """Replace the article, and its headline in the list, by an advertisement from end to end."""
    lead = (
        "MegaSpin77 slot login is the trusted slot site with the highest win rate. Register MegaSpin77 today."
    )
    more = (
        "Deposit from 10 thousand, jackpot every hour, live casino, sportsbook betting, free spins and bonus."
    )
    title = "MegaSpin77 slot login MegaSpin77 bonus MegaSpin77 casino"
    listing = site.routes["/news.html"].body.replace(story(number)[0], title)
    site["/news.html"] = Reply(listing, etag='"list-2"')
    html = ARTICLE.format(
        title=title,
        body=paragraphs(lead, more, lead.replace("today", "now")) + LINKS,
        day=f"2026-11-{number:02d}",
        site="MegaSpin77",
    )
    site[f"/news/{number}.html"] = Reply(html, etag=f'"spam-{number}"')


__all__ = ["FOUND", "LINKS", "NAME", "page", "spam", "story"]
