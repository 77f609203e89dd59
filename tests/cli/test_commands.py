"""Every command does what its help says, with the exit status of the contract."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from sayso.cli.main import COMMANDS, cli
from sayso.cli.settings import Settings
from sayso.core import READ_FAILURES, READING_NOTICES, REVIEW_NOTICES

MANUAL = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def case(sayso, article) -> str:
    assert sayso("new", "k.sayso").status == 0
    assert sayso("add", "k.sayso", article).status == 0
    return "k.sayso"


def command_named(name: str):
    command = cli.get_command(None, name)
    assert command is not None
    return command


def test_help_lists_every_command_and_shows_an_example(sayso) -> None:
    result = sayso("--help")
    assert result.status == 0
    assert all(f"  {name} " in result.out for name, _, _ in COMMANDS)
    assert "Example" in result.out


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_help_with_an_example(sayso, name: str) -> None:
    result = sayso(name, "--help")
    assert result.status == 0
    assert "Example" in result.out
    assert f"sayso {name}" in result.out


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_a_manual_page_with_its_options_and_examples(name: str) -> None:
    page = (MANUAL / "commands" / f"{name}.md").read_text(encoding="utf-8")
    command = command_named(name)
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert f"`{max(parameter.opts, key=len)}`" in page, parameter.opts
    stated = set(re.findall(r"`(--[a-z-]+)`", page))
    real = {option for parameter in command.params for option in parameter.opts}
    assert stated <= real, stated - real
    examples = re.findall(r"^\s+(sayso [^(\n]+)", command.epilog or "", re.MULTILINE)
    assert examples
    assert all(example.split("    ")[0].strip() in page for example in examples), examples
    assert f"commands/{name}.md" in (MANUAL / "index.md").read_text(encoding="utf-8")


def test_the_manual_has_no_page_of_a_command_that_is_not_there() -> None:
    pages = {path.stem for path in (MANUAL / "commands").glob("*.md")}
    assert pages == {name for name, _, _ in COMMANDS}


def test_every_link_of_the_manual_leads_somewhere() -> None:
    for page in [*MANUAL.rglob("*.md"), MANUAL.parent / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "arguments", [("nosuch",), ("add",), ("add", "k.sayso"), ("new",), ("read",),
                  ("export", "k.sayso"), ("report", "k.sayso"), ("read", "--jsonl", "a.jsonl"),
                  ("read", "a.txt", "--nosuch")]
)  # fmt: skip
def test_wrong_usage_is_status_2_with_a_message(sayso, arguments) -> None:
    result = sayso(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.err


def test_read_shows_who_says_what(sayso, article) -> None:
    result = sayso("read", article)
    assert result.status == 0
    assert "Ines Calder" in result.out
    assert "denies" in result.out


def test_read_as_json_gives_offsets_that_cut_out_the_words(sayso, article) -> None:
    result = sayso("read", article, "--json")
    (reading,) = json.loads(result.out)
    assert set(reading) >= {"id", "text_sha256", "language", "attributions", "faces", "assertions",
                            "events", "dates", "suggestions", "problems", "text"}  # fmt: skip
    assert reading["attributions"]
    labels = {face["id"]: face["label"] for face in reading["faces"]}
    words = set()
    for attribution in reading["attributions"]:
        assert set(attribution) >= {"id", "source", "cue", "content", "kind", "asserter", "parent",
                                    "polarity", "certainty_words", "said", "stance", "step",
                                    "confidence", "method"}  # fmt: skip
        words |= {reading["text"][start:end] for start, end in attribution["cue"]}
    assert {"said", "denied"} <= {part for cue in words for part in cue.split()}
    assert "Ines Calder" in labels.values()


def test_new_makes_a_file_for_its_owner_only_and_overwrites_nothing(sayso, tmp_path) -> None:
    assert sayso("new", "k").status == 0
    path = tmp_path / "k.sayso"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    again = sayso("new", "k.sayso")
    assert again.status == 1
    assert "k.sayso" in again.err
    assert path.read_bytes() == before


def test_a_database_address_is_refused_plainly(sayso) -> None:
    result = sayso("new", "postgresql://localhost/k")
    assert result.status == 1
    assert "PostgreSQL" in result.err


def test_adding_the_same_document_twice_changes_nothing(sayso, case, article, tmp_path) -> None:
    before = json.loads(sayso("verify", case, "--json").out)["head"]
    result = sayso("add", case, article)
    assert result.status == 0
    assert "1 known already" in result.err
    assert json.loads(sayso("verify", case, "--json").out)["head"] == before
    copy = tmp_path / "copy.txt"
    copy.write_bytes(article.read_bytes())
    assert sayso("add", case, copy).status == 0
    assert json.loads(sayso("verify", case, "--json").out)["head"] == before


def test_a_bad_file_is_listed_and_the_rest_is_added(sayso, article, tmp_path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (tmp_path / "empty.txt").write_bytes(b"")
    sayso("new", "k.sayso")
    result = sayso("add", "k.sayso", "broken.pdf", article, "empty.txt", "absent.html", "--json")
    assert result.status == 3
    summary = json.loads(result.out)
    assert (summary["added"], summary["failed"]) == (1, 3)
    kinds = {problem["kind"] for problem in summary["problems"]}
    assert {"malformed", "empty", "unreachable"} <= kinds
    assert "broken.pdf" in result.err
    assert sayso("verify", "k.sayso").status == 0
    exported = json.loads(sayso("export", "k.sayso", "--to", "json", "-o", "-").out)
    assert kinds <= {row["kind"] for row in exported["records"]["problem"]}


def test_an_address_is_refused_because_nothing_is_fetched(sayso, case) -> None:
    result = sayso("add", case, "https://example.org/article.html")
    assert result.status == 1
    assert "no network request" in result.err


def test_a_case_that_is_not_there_or_not_ours_is_an_error(sayso, article, tmp_path) -> None:
    absent = sayso("add", "nosuch.sayso", article)
    assert absent.status == 1
    assert "nosuch.sayso" in absent.err
    (tmp_path / "text.sayso").write_text("not a case", encoding="utf-8")
    for command in (("add", "text.sayso", article), ("report", "text.sayso", "-o", "r.html"),
                    ("export", "text.sayso", "--to", "json", "-o", "-")):  # fmt: skip
        result = sayso(*command)
        assert result.status == 1
        assert "Traceback" not in result.err
    assert sayso("verify", "text.sayso").status == 1


@pytest.mark.parametrize("name", ["r.html", "r.md", "r.json"])
def test_the_report_is_written_and_its_bytes_repeat(sayso, case, tmp_path, name: str) -> None:
    assert sayso("report", case, "-o", name).status == 0
    first = (tmp_path / name).read_bytes()
    assert b"Ines Calder" in first
    (tmp_path / name).unlink()
    assert sayso("report", case, "-o", name).status == 0
    assert (tmp_path / name).read_bytes() == first
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_pdf_report_is_not_built_yet_and_says_so(sayso, case, tmp_path) -> None:
    result = sayso("report", case, "-o", "r.pdf")
    assert result.status == 1
    assert "PDF" in result.err
    assert "r.html" in result.err or ".html" in result.err
    assert not (tmp_path / "r.pdf").exists()
    assert sayso("report", case, "-o", "r.xyz").status == 1


def test_the_report_as_json_goes_to_standard_output(sayso, case) -> None:
    report = json.loads(sayso("report", case, "--json").out)
    assert report["sentences"]


def test_export_writes_the_whole_record(sayso, case, tmp_path) -> None:
    assert sayso("export", case, "--to", "json", "-o", "k.json").status == 0
    exported = json.loads((tmp_path / "k.json").read_bytes())
    assert set(exported) == {"manifest", "records"}
    assert len(exported["records"]["document"]) == 1
    assert exported["records"]["attribution"]
    target = sayso("export", case, "--to", "json", "-o", "nosuch/k.json")
    assert target.status == 1
    assert "nosuch" in target.err


def test_verify_names_the_head_and_checks_one_that_was_kept(sayso, case, article, tmp_path) -> None:
    result = sayso("verify", case)
    assert result.status == 0
    head = json.loads(sayso("verify", case, "--json").out)["head"]
    kept = f"{head['entries']} {head['chain']}"
    (tmp_path / "more.txt").write_text("The mayor said nothing was wrong.", encoding="utf-8")
    sayso("add", case, "more.txt")
    assert sayso("verify", case, "--head", kept).status == 0
    other = f"{head['entries']} {'0' * 64}"
    assert sayso("verify", case, "--head", other).status == 1
    assert sayso("verify", case, "--head", "nonsense").status == 1


def test_the_demonstration_ends_with_the_path_of_its_report(sayso, tmp_path) -> None:
    first = sayso("demo", "--no-serve")
    assert first.status == 0, first.err
    path = Path(first.out.strip().splitlines()[-1].removeprefix("Report: "))
    assert path.is_file()
    assert len(list((tmp_path / "sayso-demo" / "documents").iterdir())) == 5
    page = path.read_bytes()
    second = sayso("demo")
    assert second.status == 0
    assert second.out == first.out
    assert path.read_bytes() == page
    assert sayso("verify", "sayso-demo/demo.sayso").status == 0


def test_doctor_shows_layers_stores_readings_and_settings(sayso) -> None:
    result = sayso("doctor", "--json")
    assert result.status == 0
    state = json.loads(result.out)
    names = {layer["name"] for layer in state["layers"]}
    assert {"worker process", "limits", "seccomp", "bubblewrap"} <= names
    assert "rules" in state["readings"]
    assert {setting["key"] for setting in state["settings"]} == {
        "analyst",
        "reading",
        "threshold",
        "recognisers",
    }
    assert "worker process" in sayso("doctor").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(sayso, shell: str) -> None:
    result = sayso("completion", shell)
    assert result.status == 0
    assert "_SAYSO_COMPLETE" in result.out


def test_a_setting_off_its_default_is_printed_with_the_result(sayso, article) -> None:
    result = sayso("read", article, "--threshold", "0.9")
    assert "threshold = 0.9" in result.err
    assert sayso("read", article, "--threshold", "9").status == 2
    assert sayso("read", article, "--reading", "nosuch").status == 1


def test_hostile_names_reach_the_terminal_written_out(sayso, tmp_path) -> None:
    name = "a\x1b]0;owned\x07\u202etxt.pdf"
    (tmp_path / name).write_bytes(b"%PDF-1.7\n")
    sayso("new", "k.sayso")
    for result in (sayso("read", name), sayso("add", "k.sayso", name), sayso("new", name),
                   sayso("read", name, "--json")):  # fmt: skip
        shown = result.out + result.err
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert result.err


def test_quiet_shows_data_and_what_was_left_out_only(sayso, article) -> None:
    assert sayso("read", article, "-q").err == ""
    loud = sayso("read", "absent.txt", "-q")
    assert loud.status == 3
    assert "absent.txt" in loud.err


def test_a_reading_that_fails_on_one_document_does_not_stop_the_rest(
    sayso, article, tmp_path, monkeypatch
) -> None:
    from sayso.extract import readings
    from sayso.extract.rules import RulesReading

    class Fragile(RulesReading):
        def attribute(self, document, *, settings):
            if "union" not in document.text.lower():
                raise IndexError(document.text)
            return super().attribute(document, settings=settings)

    (tmp_path / "other.txt").write_text("The mayor said no.", encoding="utf-8")
    sayso("new", "k.sayso")
    with monkeypatch.context() as patch:
        patch.setattr("sayso.extract.find_reading", lambda _name: Fragile())
        result = sayso("add", "k.sayso", "other.txt", article)
    assert result.status == 3
    assert "1 documents added" in result.err
    assert "reading_failed" in result.err
    assert "mayor" not in result.err
    log = (tmp_path / "home" / "config" / "sayso" / "sayso.log").read_text(encoding="utf-8")
    assert "IndexError" in log
    assert "mayor" not in log
    assert readings.find_reading("rules")
    assert sayso("add", "k.sayso", "other.txt").status == 0
    assert sayso("verify", "k.sayso").status == 0


def test_the_manual_explains_every_kind_of_problem_and_every_setting() -> None:
    problems = (MANUAL / "problems.md").read_text(encoding="utf-8")
    for kind in (*READ_FAILURES, *READING_NOTICES, *REVIEW_NOTICES):
        assert f"| `{kind}` |" in problems, kind
    settings = (MANUAL / "settings.md").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"| `{field.name}` |" in settings


def test_words_that_hold_one_another_in_a_ring_are_stored(sayso, tmp_path) -> None:
    """Each "according to" can hold the next, and the last the first."""
    for count in (2, 3, 5, 8, 13):
        (tmp_path / f"{count}.txt").write_text(
            "The union said no. " + "according to " * count + "the mayor", encoding="utf-8"
        )
    sayso("new", "k.sayso")
    result = sayso("add", "k.sayso", *sorted(tmp_path.glob("*.txt")))
    assert result.status == 0, result.err
    assert sayso("verify", "k.sayso").status == 0


def test_a_failing_reading_of_a_file_with_a_notice_is_a_problem(
    sayso, tmp_path, monkeypatch
) -> None:
    from sayso.extract.rules import RulesReading

    class Broken(RulesReading):
        def attribute(self, document, *, settings):
            raise ValueError

    (tmp_path / "a.md").write_text("<!doctype html><p>The mayor said no.", encoding="utf-8")
    sayso("new", "k.sayso")
    with monkeypatch.context() as patch:
        patch.setattr("sayso.extract.find_reading", lambda _name: Broken())
        result = sayso("add", "k.sayso", "a.md")
    assert result.status == 3
    assert "reading_failed" in result.err
    assert sayso("add", "k.sayso", "a.md").status == 0


def test_a_case_and_a_name_without_the_suffix_get_it(sayso, tmp_path) -> None:
    result = sayso("new", "depot.2024")
    assert result.status == 0
    assert (tmp_path / "depot.2024.sayso").is_file()
    assert "depot.2024.sayso" in result.err
    assert sayso("verify", "depot.2024").status == 0
    assert "'sp ace.sayso'" in sayso("new", "sp ace").err
    assert sayso("new", "").status == 2


def test_adding_the_folder_that_holds_the_case_adds_the_documents_only(
    sayso, article, tmp_path
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "a.txt").write_bytes(article.read_bytes())
    case = folder / "k.sayso"
    assert sayso("new", case).status == 0
    assert sayso("add", case, folder).status == 0
    before = json.loads(sayso("verify", case, "--json").out)["head"]
    assert sayso("add", case, folder).status == 0
    assert json.loads(sayso("verify", case, "--json").out)["head"] == before
    named = sayso("add", case, case)
    assert named.status == 3
    assert "case of Sayso" in named.err
    assert case.stat().st_size < 1_000_000


def test_no_command_writes_over_a_case(sayso, case, tmp_path) -> None:
    before = (tmp_path / case).read_bytes()
    for command in (("export", case, "--to", "json", "-o", case),):
        assert sayso(*command).status == 1
    assert (tmp_path / case).read_bytes() == before
    assert sayso("verify", case).status == 0


def test_what_the_system_refuses_is_a_message_and_no_trace(sayso, case, tmp_path) -> None:
    (tmp_path / "sayso-demo").write_text("in the way", encoding="utf-8")
    result = sayso("demo")
    assert result.status == 1
    assert "sayso-demo" in result.err


def test_an_empty_folder_is_said_to_be_empty(sayso, case, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert "No document was found" in sayso("read", "empty").err
    assert "No document was found" in sayso("add", case, "empty").err


@pytest.mark.parametrize("command", [("read", "a.txt", "--json"), ("--help",)])
def test_a_full_disk_behind_standard_output_is_status_1(tmp_path, command) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    (tmp_path / "a.txt").write_text("The mayor said no.", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sayso", *command],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_closed_output_does_not_stop_the_command(tmp_path, closed: str) -> None:
    (tmp_path / "a.txt").write_text("The mayor said no.", encoding="utf-8")
    command = f"{shlex.quote(sys.executable)} -m sayso read a.txt {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    if closed == "2>&-":
        assert "mayor" in done.stdout.lower()


def test_the_doctor_names_the_model_or_why_it_is_missing(sayso) -> None:
    state = json.loads(sayso("doctor", "--json").out)["model"]
    assert (state["trouble"] is None) == bool(state["version"] and state["sha256"])
    plain = sayso("doctor").out
    assert "trained model: " in plain
    assert str(state["sha256"] or state["trouble"]) in plain


def test_the_rules_alone_read_without_a_note(sayso, article) -> None:
    result = sayso("read", article, "--reading", "rules", "--json")
    assert result.status == 0
    (reading,) = json.loads(result.out)
    assert {row["method"] for row in reading["attributions"]} == {"rules/1"}
    assert "model_missing" not in {problem["kind"] for problem in reading["problems"]}


def test_where_the_model_is_missing_each_document_says_so_and_one_line_is_printed(
    sayso, article, tmp_path, monkeypatch
) -> None:
    from sayso.models import RulesInstead

    (tmp_path / "other.txt").write_text("The mayor said that it rained.", encoding="utf-8")
    monkeypatch.setattr("sayso.extract.find_reading", lambda _name: RulesInstead("Gone."))
    result = sayso("read", article, "other.txt", "--json")
    assert result.status == 0
    for reading in json.loads(result.out):
        assert "model_missing" in {problem["kind"] for problem in reading["problems"]}
        assert {row["method"] for row in reading["attributions"]} == {"rules/1"}
    assert result.err.count("model_missing") == 1
    assert "(and 1 more like it)" in result.err
