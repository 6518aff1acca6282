"""``pactwatch init`` as a person meets it: at a terminal, question after question."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from dotenv import dotenv_values

PACTWATCH = Path(sys.executable).parent / "pactwatch"


def answered(folder: Path, answers: list[str]) -> tuple[int, str]:
    """Exit code and screen of ``init`` at a terminal whose user types ``answers``, each after a question."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [str(PACTWATCH), "init", "--dir", str(folder)], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder.parent,
        env={"PATH": os.environ["PATH"], "TERM": "dumb", "HOME": str(folder.parent)}, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    screen, left = "", list(answers)
    while True:
        try:
            piece = os.read(ours, 4096).decode("utf-8", "replace")
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        screen += piece
        if screen.endswith(": ") and left:
            os.write(ours, left.pop(0).encode() + b"\n")
    os.close(ours)
    return process.wait(60), screen


def test_five_questions_make_a_folder_and_a_wrong_answer_is_asked_again(tmp_path):
    folder = tmp_path / "watch"
    answers = [
        "",
        "nobody",
        "office@example.org",
        "watch@example.org",
        "mail.example",
        "smtp://mail.example:587",
    ]
    code, screen = answered(folder, answers)
    assert code == 0, screen
    assert screen.count("Who gets the alerts") == screen.count("Which mail server") == 2
    assert screen.count("Which site is watched first") == screen.count("Which address sends them") == 1
    assert "Whose site is it" not in screen
    assert "expected mail addresses" in screen
    assert "Traceback" not in screen
    settings = dotenv_values(folder / ".env")
    assert settings["PACTWATCH_ALERT_TO"] == "office@example.org"
    assert settings["PACTWATCH_ALERT_FROM"] == "watch@example.org"
    assert settings["PACTWATCH_SMTP_URL"] == "smtp://mail.example:587"


def test_nothing_answered_is_a_folder_to_go_on_with(tmp_path):
    folder = tmp_path / "watch"
    code, screen = answered(folder, ["", ""])
    assert code == 0, screen
    assert "Which address sends them" not in screen
    assert (folder / "sources").is_dir()


def test_a_person_who_leaves_in_the_middle_leaves_nothing_half_made(tmp_path):
    folder = tmp_path / "watch"
    code, screen = answered(folder, ["\x04"])
    assert code != 0
    assert "Traceback" not in screen
    assert not folder.exists()
