"""Whose genuine text a page shows, where that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.junk.finding import Finding
from crawler.junk.signals_host import same_site
from crawler.junk.subject import Subject
from crawler.organisations import Query, link_many

_HAN_NAME = re.compile(
    r"[\u3400-\u9fff]{2,18}?(?:医院|醫院|大学|大學|学院|學院|医学中心|醫學中心|研究院|卫生院|"
    r"肿瘤中心|儿童中心)"
)
_LATIN_NAME = re.compile(
    r"[A-Z][\w'’.-]{1,24}(?: (?:[A-Z][\w'’.-]{0,24}|of|the|and|de|del|la|for|für|y|e)){0,9}"
)
_KOREAN_NAME = re.compile(r"[\uac00-\ud7af]{2,14}(?:병원|대학교|의료원|센터)")
_MOST_NAMES = 120
_LEAD = 1200  # whose text it is, is said in the headline and the first paragraphs


def owner_of(subject: Subject, title: str | None, text: str, findings: Sequence[Finding]) -> str | None:
    """The known organisation whose text this is, unless the host is its own or its source's.

    A host that is a watched source's, or in the registry, never mirrors. An organisation of which no host is
    known owns the text only where the address itself looks like a stranger's.
    """
    if _host_is_owned(subject):
        return None
    told = f"{title or subject.title}\n{text[:_LEAD]}"
    watched = _watched(subject, told)
    if watched:
        return watched
    stranger = any(finding.group == "host" for finding in findings)
    return _registered(subject, told, stranger)


def _host_is_owned(subject: Subject) -> bool:
    context = subject.context
    if context.source_id and not context.watched_hosts:
        return True
    if any(same_site(host, subject.host) for host, _ in context.watched_hosts):
        return True
    return subject.names.by_host(subject.host) is not None


def _watched(subject: Subject, told: str) -> str | None:
    lowered = told.lower()
    found = [
        (lowered.find(organisation.lower()), organisation)
        for _, organisation in subject.context.watched_hosts
        if len(organisation) >= 4 and organisation.lower() in lowered
    ]
    return min(found)[1] if found else None


def mentions(told: str) -> list[str]:
    """Strings that may be an organisation's name, by their place in the text."""
    found: list[tuple[int, str]] = []
    for pattern in (_HAN_NAME, _KOREAN_NAME):
        for match in list(pattern.finditer(told))[:12]:
            name = match.group()
            found += [(match.start(), name[cut:]) for cut in range(min(9, len(name) - 3))]
    for match in list(_LATIN_NAME.finditer(told))[:20]:
        found += [(match.start(), window) for window in _windows(match.group())]
    return list(dict.fromkeys(name for _, name in sorted(found, key=lambda pair: pair[0])))[:_MOST_NAMES]


def _windows(name: str) -> list[str]:
    """A capitalised run and its parts, at "and" and from each of its first words on."""
    parts = [part for part in re.split(r" (?:and|y|e) ", name) if part]
    runs = [name, *parts] if len(parts) > 1 else [name]
    found = []
    for run in runs:
        words = run.split(" ")
        found += [" ".join(words[:end]) for end in range(len(words), 1, -1)][:6]
        found += [" ".join(words[start:]) for start in range(1, min(3, len(words) - 1))]
    return [name for name in found if len(name) >= 6][:16]


def _registered(subject: Subject, told: str, stranger: bool) -> str | None:
    names = mentions(told)
    if not names:
        return None
    links = [
        link for link in link_many([Query(name) for name in names], subject.names) if link.organisation_id
    ]
    if not links:
        return None
    records = {
        record.id: record
        for record in subject.names.by_ids([str(link.organisation_id) for link in links[:20]])
    }
    if any(same_site(host, subject.host) for record in records.values() for host in record.hosts):
        return None
    for link in links:
        record = records.get(str(link.organisation_id))
        if record is not None and (record.hosts or stranger):
            return record.name
    return None
