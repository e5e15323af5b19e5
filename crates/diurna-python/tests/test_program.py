"""The package is the whole program."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import diurna

ROOT = Path(__file__).parents[3]
PROGRAM = str(Path(sys.executable).with_name("diurna"))
EXAMPLE = str(ROOT / "examples" / "beledweyne.json")


def run(*words, **how):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, **how)


def test_the_program_codes_as_the_package_does():
    told = run("code", EXAMPLE, "--format", "jsonl")
    assert (told.returncode, told.stderr) == (0, "")
    report = json.loads(Path(EXAMPLE).read_text())
    known = {key: report.get(key) for key in ("published", "publisher", "title", "url", "language")}
    assert diurna.Coder().code(report["text"], id=report["id"], **known).to_json() == told.stdout.rstrip("\n")


@pytest.mark.parametrize(
    "words, status, out, err",
    [
        (["--version"], 0, f"diurna {diurna.__version__}\n", ""),
        (["completions", "bash"], 0, "_diurna()", ""),
        (["code", "missing.txt"], 1, "", "missing.txt: "),
        (["sing"], 2, "", "error: unrecognized subcommand 'sing'"),
    ],
)
def test_words_end_with_their_status(words, status, out, err, tmp_path):
    told = run(*words, cwd=tmp_path)
    assert told.returncode == status
    assert out in told.stdout and err in told.stderr


def test_python_m_diurna_is_the_program():
    told = subprocess.run([sys.executable, "-m", "diurna", "version"], capture_output=True, text=True)
    assert told.returncode == 0 and diurna.__version__ in told.stdout


def test_a_report_comes_from_standard_input():
    told = run("code", "-", "--published", "2024-03-06", "--format", "jsonl", input="Rebels shelled the market on Tuesday.")
    assert json.loads(told.stdout)["report"]["published"] == "2024-03-06"


def test_an_interrupt_ends_it():
    waiting = subprocess.Popen([PROGRAM, "code", "-"], stdin=subprocess.PIPE)
    time.sleep(1)
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(timeout=20) != 0
