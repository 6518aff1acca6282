"""Pages that are nothing without their scripts."""

from __future__ import annotations

import json

from tests.site import Reply, Site

WORDS = (
    "Harbour General Hospital and Saint Bruno Hospital signed a cooperation agreement on Friday. "
    "It covers the training of nurses and the exchange of physicians for three years."
)


def script(text: str) -> Reply:
    return Reply(text, kind="text/javascript")


def answer(value: object) -> Reply:
    return Reply(json.dumps(value), kind="application/json")


def shell(script_text: str = "", head: str = "", body: str = "") -> str:
    """An empty frame with a script in it."""
    return (
        f"<!DOCTYPE html><html><head><title>Frame</title>{head}</head><body><div id=app></div>{body}"
        f"<script>{script_text}</script></body></html>"
    )


def saying(text: str = WORDS) -> str:
    """A script that draws ``text``."""
    return f"app.innerHTML = '<h1>Headline</h1><p>' + {json.dumps(text)} + '</p>';"


def newsroom(site: Site, numbers: range, *, etag: str | None = None) -> None:
    """A list and articles that are drawn from the site's own interface."""
    site["/app.js"] = script(
        """
        const place = location.pathname, app = document.getElementById('app');
        fetch('/api' + place).then(r => r.json()).then(found => {
          app.innerHTML = Array.isArray(found)
            ? '<ul>' + found.map(x => `<li><a href="${x.url}">${x.title}</a> <span>${x.day}</span></li>`).join('') + '</ul>'
            : `<article><h1>${found.title}</h1><p>${found.day}</p><p>${found.text}</p></article>`;
        });
        """
    )
    frame = "<!DOCTYPE html><html><head><title>News</title></head><body><div id=app></div><script src=/app.js></script></body></html>"
    titles = {n: f"Hospital opens its new building number {n} to patients" for n in numbers}
    site["/news/"] = Reply(frame, etag=etag)
    site["/api/news/"] = answer(
        [{"url": f"/news/{n}.html", "title": titles[n], "day": f"2026-02-{n + 1:02}"} for n in numbers]
    )
    for n in numbers:
        site[f"/news/{n}.html"] = Reply(frame, etag=etag)
        site[f"/api/news/{n}.html"] = answer(
            {"title": titles[n], "day": f"2026-02-{n + 1:02}", "text": f"{WORDS} Number {n}."}
        )


def ways_out(port: int) -> Reply:
    """A page that tries every way there is to reach ``port`` on this machine."""
    there = f"127.0.0.1:{port}"
    head = (
        f"<link rel=preconnect href=http://{there}><link rel=dns-prefetch href=//localhost:{port}>"
        f"<link rel=prefetch href=http://{there}/p><link rel=modulepreload href=http://{there}/m>"
        f'<script type=speculationrules>{{"prefetch":[{{"source":"list","urls":["http://{there}/s"]}}]}}</script>'
    )
    body = (
        f"<img src=http://{there}/i><iframe src=http://{there}/f></iframe><script src=http://{there}/s.js></script>"
        f"<script src=http://localhost:{port}/s.js></script><script src=http://2130706433:{port}/s.js></script>"
        f"<script src='http://[::ffff:127.0.0.1]:{port}/s.js'></script><object data=http://{there}/o></object>"
        f"<form id=f method=post target=_blank action=http://{there}/form><input name=a></form>"
        f"<a id=c target=_blank href=http://{there}/c ping=http://{there}/ping>x</a>"
    )
    code = f"""
      const B = 'http://{there}', tries = [
        () => fetch(B + '/get').catch(() => 0), () => fetch(B + '/post', {{method: 'POST', mode: 'no-cors', keepalive: true, body: 'x'}}).catch(() => 0),
        () => navigator.sendBeacon(B + '/beacon', 'x'), () => new WebSocket('ws://{there}/ws'), () => new WebSocket('ws://localhost:{port}/ws'),
        () => new EventSource(B + '/es'), () => navigator.serviceWorker.register('/sw.js').catch(() => 0),
        () => new Worker(URL.createObjectURL(new Blob([`fetch('${{B}}/w').catch(() => 0); new WebSocket('ws://{there}/w'); importScripts('${{B}}/i')`]))),
        () => new SharedWorker('/shared.js'), () => window.open(B + '/open'), () => c.click(), () => f.submit(),
        () => import(B + '/mod').catch(() => 0),
        () => {{ const r = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{there}'}}, {{urls: 'turn:{there}?transport=tcp', username: 'a', credential: 'b'}}]}});
                r.createDataChannel('x'); r.createOffer().then(o => r.setLocalDescription(o)); }},
        () => new WebTransport('https://{there}/wt').ready.catch(() => 0),
      ];
      for (const one of tries) try {{ one() }} catch (e) {{}}
    """
    return Reply(
        shell(code + saying(), head, body),
        headers={"Link": f"<http://{there}/l>; rel=preload; as=script", "NEL": '{"report_to":"a","max_age":9}',
                 "Content-Security-Policy-Report-Only": f"default-src 'none'; report-uri http://{there}/csp"},
    )  # fmt: skip
