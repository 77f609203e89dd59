"""What a parser may not do, each with a control that shows the attempt works elsewhere."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.readers import ReadLimits, describe_layers
from sayso.readers.retry import parse_with_retry
from sayso.readers.sandbox import Answer, Sandbox
from sayso.readers.sandbox.seccomp import is_known

HERE = Path(__file__).resolve().parent
NAMES = (
    "calm", "reach_socket", "read_file", "list_folder", "write_file", "start_program",
    "become_program", "fork", "kill_process", "kill_parent", "read_environment", "run_own_code",
    "eat_memory", "spin", "spin_after_page", "spin_on_page_three", "abort_on_page_three",
    "spin_deaf", "be_silent", "abort", "nest", "fail",
    "write_garbage", "write_for_ever", "write_much", "lie_about_places", "lie_about_blocks",
)  # fmt: skip
LIMITS = ReadLimits(
    memory_bytes=900_000_000,
    page_cpu_seconds=0.5,
    silent_seconds=2.0,
    wall_seconds=30.0,
    output_bytes=2_000_000,
)

needs_filter = pytest.mark.skipif(not is_known(), reason="no list of system calls for this machine")


def start(*, wrapped: bool) -> Sandbox:
    parsers = tuple(f"canaries:{name}" for name in NAMES)
    return Sandbox(parsers, LIMITS, extra_path=(str(HERE),), wrapped=wrapped)


@pytest.fixture(scope="module", params=[True, False], ids=["wrapped", "bare"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    os.environ["SAYSO_TEST_SECRET"] = "secret"
    with start(wrapped=request.param) as sandbox:
        yield sandbox
    del os.environ["SAYSO_TEST_SECRET"]


def ask(sandbox: Sandbox, name: str, data: str = "x") -> Answer:
    """Return the answer to a canary, after checking that the next document is read as ever."""
    answer = sandbox.parse(f"canaries:{name}", os.fsencode(data))
    calm = sandbox.parse("canaries:calm", b"x")
    assert calm.parsed is not None
    assert calm.parsed.text == "calm"
    return answer


def kind(answer: Answer) -> str:
    assert answer.parsed is None, answer.parsed.text
    assert answer.trouble is not None
    return answer.trouble.kind


def fires_outside(name: str, data: str = "x") -> bool:
    script = [sys.executable, str(HERE / "canaries.py"), name, data]
    return "FIRED" in subprocess.run(script, capture_output=True, text=True).stdout


@needs_filter
def test_a_parser_reaches_no_socket(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        try:
            socket.create_connection(server.getsockname(), timeout=5).close()
        except OSError:
            pytest.skip("this machine does not reach its own loopback, so the control cannot fire")
        assert kind(ask(sandbox, "reach_socket", port)) == "crashed"
        assert fires_outside("reach_socket", port)


@needs_filter
@pytest.mark.parametrize("name", ["read_file", "list_folder", "write_file"])
def test_a_parser_reaches_no_file(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    target = {"list_folder": tmp_path, "write_file": tmp_path / "new.txt"}.get(
        name, tmp_path / "secret.txt"
    )
    assert kind(ask(sandbox, name, str(target))) == "crashed"
    assert not (tmp_path / "new.txt").exists()
    assert fires_outside(name, str(target))


@needs_filter
@pytest.mark.parametrize("name", ["start_program", "become_program", "fork"])
def test_a_parser_starts_no_process(sandbox: Sandbox, name: str) -> None:
    assert kind(ask(sandbox, name, "/bin/echo")) == "crashed"
    assert fires_outside(name, "/bin/echo")


@needs_filter
def test_a_parser_signals_no_process(sandbox: Sandbox) -> None:
    with subprocess.Popen(["/bin/sleep", "60"]) as victim:
        assert kind(ask(sandbox, "kill_process", str(victim.pid))) == "crashed"
        assert victim.poll() is None
        assert fires_outside("kill_process", str(victim.pid))
        assert victim.wait() == -signal.SIGKILL


@needs_filter
def test_a_parser_does_not_signal_the_server(sandbox: Sandbox) -> None:
    assert kind(ask(sandbox, "kill_parent")) == "crashed"
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    try:
        assert fires_outside("kill_parent", "control")
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_parser_sees_no_environment(sandbox: Sandbox) -> None:
    answer = ask(sandbox, "read_environment", "SAYSO_TEST_SECRET")
    assert answer.parsed is not None
    assert answer.parsed.text == "nothing there"
    assert fires_outside("read_environment", "SAYSO_TEST_SECRET")


@needs_filter
def test_a_parser_gets_no_memory_to_run_code_from(sandbox: Sandbox) -> None:
    assert kind(ask(sandbox, "run_own_code")) == "crashed"
    assert fires_outside("run_own_code")


@pytest.mark.skipif(sys.platform != "linux", reason="macOS sets no limit on memory")
def test_a_parser_that_eats_memory_is_stopped(sandbox: Sandbox) -> None:
    assert kind(ask(sandbox, "eat_memory", "1000000000")) == "out_of_memory"
    assert fires_outside("eat_memory", "1000000000")


@pytest.mark.parametrize("name", ["spin", "spin_deaf"])
def test_a_parser_that_spins_is_stopped(sandbox: Sandbox, name: str) -> None:
    assert kind(ask(sandbox, name, "60")) == "timed_out"
    assert fires_outside(name, "0.7")  # longer than the limit of 0.5 seconds


def test_a_parser_that_spins_after_some_pages_tells_how_many(sandbox: Sandbox) -> None:
    answer = ask(sandbox, "spin_after_page", "60")
    assert kind(answer) == "timed_out"
    assert answer.pages == 2


def test_pages_finished_before_a_bad_one_are_kept(sandbox: Sandbox) -> None:
    answer = parse_with_retry(sandbox, "canaries:spin_on_page_three", "canaries:calm", b"60")
    assert answer.parsed is not None
    assert answer.parsed.text == "2 pages"
    (trouble,) = answer.parsed.troubles
    assert (trouble.kind, trouble.lost) == ("partly_read", True)
    assert trouble.place == "page 3 and what follows"
    assert trouble.done == "Pages 1 to 2 were read."


def test_after_a_breakdown_the_second_reader_has_one_attempt(sandbox: Sandbox) -> None:
    answer = parse_with_retry(sandbox, "canaries:abort", "canaries:calm", b"x")
    assert answer.parsed is not None
    assert answer.parsed.text == "calm"
    assert [(t.kind, t.lost) for t in answer.parsed.troubles] == [("partly_read", False)]
    assert kind(parse_with_retry(sandbox, "canaries:abort", "canaries:fail", b"x")) == "crashed"
    assert kind(parse_with_retry(sandbox, "canaries:abort", None, b"x")) == "crashed"


def test_a_crash_on_a_later_page_is_for_the_second_reader_and_then_costs_that_page(
    sandbox: Sandbox,
) -> None:
    whole = parse_with_retry(sandbox, "canaries:abort_on_page_three", "canaries:calm", b"x")
    assert whole.parsed is not None
    assert whole.parsed.text == "calm"
    for second in ("canaries:fail", None):
        answer = parse_with_retry(sandbox, "canaries:abort_on_page_three", second, b"x")
        assert answer.parsed is not None
        assert answer.parsed.text == "2 pages"
        (trouble,) = answer.parsed.troubles
        assert (trouble.kind, trouble.place) == ("partly_read", "page 3 and what follows")
        assert trouble.what == "The reader broke down on this file."


def test_a_parser_that_stays_silent_is_stopped(sandbox: Sandbox) -> None:
    assert kind(ask(sandbox, "be_silent", "60")) == "timed_out"
    assert fires_outside("be_silent", "0.01")


@pytest.mark.parametrize(
    ("name", "expected"), [("abort", "crashed"), ("fail", "crashed"), ("nest", "malformed")]
)
def test_a_parser_that_breaks_down_is_reported(sandbox: Sandbox, name: str, expected: str) -> None:
    answer = ask(sandbox, name)
    assert kind(answer) == expected
    assert answer.trouble is not None
    assert "words of the document" not in answer.trouble.what


@pytest.mark.parametrize(
    "garbage",
    ["\x00\x00\x00\x05junk!", "\x7f\x7f\x7f\x7f", '\x00\x00\x00\x1a{"frame":"page","number":0}',
     '\x00\x00\x00\x1e{"frame":"page","number":"one"}', "\x00\x00\x00\x00"],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(sandbox: Sandbox, garbage: str) -> None:
    assert kind(ask(sandbox, "write_garbage", garbage)) == "bad_answer"


def test_an_answer_about_another_document_is_refused(sandbox: Sandbox) -> None:
    body = (
        '{"frame":"trouble","sha256":"00","trouble":'
        '{"kind":"empty","place":"","what":"","done":"","todo":""}}'
    )
    garbage = len(body).to_bytes(4, "big").decode() + body
    assert kind(ask(sandbox, "write_garbage", garbage)) == "bad_answer"


@pytest.mark.parametrize("name", ["lie_about_places", "lie_about_blocks"])
def test_an_answer_whose_places_do_not_fit_the_file_is_refused(sandbox: Sandbox, name: str) -> None:
    assert kind(ask(sandbox, name, "other words")) == "bad_answer"


def test_a_parser_that_says_too_much_is_stopped(sandbox: Sandbox) -> None:
    assert kind(ask(sandbox, "write_for_ever")) == "refused_size"
    assert kind(ask(sandbox, "write_much", "3000000")) == "refused_size"
    answer = ask(sandbox, "write_much", "1000000")
    assert answer.parsed is not None


def test_a_server_that_somebody_ended_is_started_anew() -> None:
    with start(wrapped=False) as sandbox:
        assert sandbox.layers
        server = sandbox._server
        assert server is not None
        os.killpg(server.pid, signal.SIGKILL)
        assert sandbox.parse("canaries:calm", b"x").parsed is not None


def test_a_parser_that_is_not_there_is_reported() -> None:
    with Sandbox(("canaries:calm", "no.such:parser"), LIMITS, extra_path=(str(HERE),)) as sandbox:
        answer = sandbox.parse("no.such:parser", b"x")
        assert kind(answer) == "crashed"
        assert answer.trouble is not None
        assert "not installed" in answer.trouble.what


def test_no_process_is_left_when_the_sandbox_closes() -> None:
    with start(wrapped=True) as sandbox:
        assert sandbox.layers
        server = sandbox._server
        assert server is not None
    assert server.returncode is not None


def test_the_layers_in_force_are_named_with_a_reason() -> None:
    layers = describe_layers()
    names = [layer.name for layer in layers]
    assert names == ["worker process", "limits", "seccomp", "bubblewrap"]
    assert all(layer.why for layer in layers)
    assert layers[0].in_force
