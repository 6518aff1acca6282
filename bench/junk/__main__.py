"""``python -m bench.junk [dev]``: the figures of this room."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.junk import development, generated, real, written


def _development() -> None:
    tally = development.run()
    print(f"development: recall {tally.found}/{tally.positives} = {tally.found / tally.positives:.3f}")
    print(
        f"  false flags {len(tally.false)}/{tally.negatives} {tally.false}; "
        f"suspect {len(tally.suspects)} {tally.suspects}"
    )
    print(f"  altered clean rows {tally.altered}")
    print(
        f"  label right {tally.labels}/{tally.positives}; "
        f"headline right {tally.titles['right']}/{tally.found}"
    )
    scores = [score for _, score in tally.spans]
    print(f"  span F1 {sum(scores) / max(1, len(scores)):.3f}")
    if "-v" in sys.argv:
        for missed in tally.missed:
            print("  missed", *missed)
        for wrong in tally.wrong_titles:
            print("  headline", *wrong, sep=" | ")
        for name, score in tally.spans:
            if score < 0.9:
                print("  span", name, round(score, 2))


def _real() -> None:
    outcome = real.run(next((one[1:] for one in sys.argv if one.startswith("+")), ""))
    worse = [one for one in outcome.flagged if one[2].verdict.value != "suspect"]
    suspects = [one for one in outcome.flagged if one[2].verdict.value == "suspect"]
    print(
        f"real pages: {outcome.pages} ({outcome.articles} with an article), "
        f"worse than suspect {len(worse)}, suspect {len(suspects)}"
    )
    slow = sorted(outcome.millis)
    print(
        f"  cost {outcome.median:.2f} ms median, "
        f"{slow[int(len(slow) * 0.95)]:.1f} ms at the 95th percentile, {slow[-1]:.0f} ms at most"
    )
    for name, url, verdict in [*worse, *suspects]:
        print("  ", verdict.verdict.value, verdict.score, name, url[:90])
        for signal in verdict.signals[:6]:
            print("       ", signal.group, signal.name, signal.where, repr(signal.quote[:100]))


def _generated(held_out: bool) -> None:
    only = next((one[1:] for one in sys.argv if one.startswith("+")), "")
    span = range(0, 120, 1 if "--all" in sys.argv else 4)
    scores = generated.run(held_out, span, only=only)
    pages, found = sum(one.pages for one in scores.values()), sum(one.found for one in scores.values())
    print(
        f"generated, {'held-out' if held_out else 'development'} brands: "
        f"{pages} pages, recall {found / max(1, pages):.3f}"
    )
    for vector, score in scores.items():
        heads = {left: f"{right}/{all_}" for left, (right, all_) in score.titles.items()}
        text = sum(score.text_f1) / max(1, len(score.text_f1))
        left = sum(score.residue) / max(1, len(score.residue))
        print(
            f"  {vector:4} {score.found}/{score.pages} verdict {score.right} "
            f"headline {heads} text {text:.3f} left {left:.4f} "
            f"segments {score.coverage.found}/{score.coverage.planted} {score.coverage.right}/{score.coverage.told} "
            f"F1 {sum(score.coverage.f1) / max(1, len(score.coverage.f1)):.3f}"
        )
        if "-v" in sys.argv:
            for line in [*score.missed[:8], *score.wrong[:8]]:
                print("       ", line[:230])
    told = [one.coverage for one in scores.values()]
    planted, found = sum(one.planted for one in told), sum(one.found for one in told)
    named, right = sum(one.told for one in told), sum(one.right for one in told)
    spans = [value for one in told for value in one.f1]
    print(
        f"  headline segments: recall {found}/{planted}, precision {right}/{named}; "
        f"characters of headline and text: F1 {sum(spans) / max(1, len(spans)):.3f} over {len(spans)} pages"
    )
    if not only:
        print("  clean pages flagged or altered:", generated.clean_run(range(120)))


def _twins() -> None:
    total, found = generated.twin_run(range(0, 120, 1 if "--all" in sys.argv else 3))
    flagged = [one for one in found if " clean " not in one and " suspect " not in one]
    print(
        f"honest twins: {total}, falsely flagged {len(flagged)}, "
        f"suspect or altered {len(found) - len(flagged)}"
    )
    for line in found[:40]:
        print("  ", line[:240])


def _blind() -> None:
    """The first verdicts on excerpts of real pages that were judged by reading before the rules saw them."""
    rows = [
        json.loads(line) for line in (Path(__file__).parent / "blind.jsonl").read_text("utf-8").splitlines()
    ]
    for number in sorted({row["set"] for row in rows}):
        junk = [row for row in rows if row["set"] == number and row["verdict"] == "junk"]
        clean = [row for row in rows if row["set"] == number and row["verdict"] == "clean"]
        found, false = (
            sum(row["flagged_at_first"] for row in junk),
            sum(row["flagged_at_first"] for row in clean),
        )
        print(
            f"blind set {number}, at first sight: found {found}/{len(junk)}, false flags {false}/{len(clean)}"
        )


# What each hand-written set gave before any rule had been mended by it.
_FIRST_SIGHT = {
    "first": "41/62, false 0/60",
    "second": "31/40, false 0/40",
    "third": "37/40, false 2/40",
    "fourth": "17/40, false 1/40",
}


def _written() -> None:
    """Pages and excerpts written by hand in the shapes of real ones, with their honest look-alikes."""
    for name, before in _FIRST_SIGHT.items():
        outcome = written.run(written.FOLDER / f"{name}.txt")
        mean = sum(outcome.text) / max(1, len(outcome.text))
        print(
            f"written, {name} set: at first sight found {before}; now found {outcome.found}/{outcome.junk}, "
            f"false {outcome.flagged}/{outcome.clean}, suspect {outcome.suspect}; "
            f"headline right {outcome.titles['right']}/{outcome.found}, text {mean:.4f}, "
            f"junk left on {outcome.left} pages"
        )
        if "-v" in sys.argv:
            for note in outcome.notes:
                print("  ", note[:220])


def main() -> int:
    """Run what was asked for, all by default."""
    asked = [one for one in sys.argv[1:] if not one.startswith("-")] or ["dev", "real"]
    if "dev" in asked:
        _development()
    if "real" in asked:
        _real()
    if "twins" in asked:
        _twins()
    if "gen" in asked:
        _generated(False)
    if "unseen" in asked:
        _generated(True)
    if "blind" in asked:
        _blind()
    if "written" in asked:
        _written()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
