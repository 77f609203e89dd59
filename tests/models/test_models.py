"""The model that comes with Sayso: its files are checked, and the rules stand in for it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.core import SettingsError
from sayso.extract import ReadingSettings, extract_document, find_reading, list_readings
from sayso.models import RulesInstead, describe_model, load_reading, open_reading
from sayso.models.onnx import read_files

TEXT = 'Norland said that the road was mined. "We did not fire," said Ilya Bron.'


@pytest.fixture(scope="module")
def own_folder():
    """The files of the model; the test is skipped where they are not built."""
    folder = Path(str(files("sayso.extract") / "model"))
    if not (folder / "model.json").is_file():
        pytest.skip("the model's files are not part of this checkout")
    return folder


@pytest.fixture
def small_model(tmp_path):
    """A folder whose files fit their hashes, though nothing could run them."""
    (tmp_path / "vocab.txt").write_text("[PAD]\n", encoding="utf-8")
    sha256 = hashlib.sha256(b"[PAD]\n").hexdigest()
    about = {"version": "1", "files": {"vocab.txt": sha256}, "tuning": {}}
    (tmp_path / "model.json").write_text(json.dumps(about), encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def make_document():
    path = Path(__file__).parent.parent / "extract" / "conftest.py"
    spec = importlib.util.spec_from_file_location("extract_conftest", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build_document


def test_the_files_of_a_whole_model_are_read(small_model):
    about, found = read_files(small_model)
    assert about["version"] == "1"
    assert found == {"vocab.txt": b"[PAD]\n"}


def test_a_changed_file_is_refused_by_name(small_model):
    (small_model / "vocab.txt").write_text("[CLS]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"vocab\.txt .* is damaged.*--reading rules"):
        read_files(small_model)


def test_a_lost_file_is_refused_by_name(small_model):
    (small_model / "vocab.txt").unlink()
    with pytest.raises(SettingsError, match=r"vocab\.txt .* cannot be read"):
        read_files(small_model)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}', '{"files": {"../a": "b"}}'])
def test_a_model_that_names_no_files_is_refused(small_model, text):
    (small_model / "model.json").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"model\.json"):
        read_files(small_model)


def test_without_the_files_the_rules_read_and_each_document_says_so(tmp_path, make_document):
    reading = open_reading(tmp_path)
    document = make_document(TEXT)
    rows, problems = reading.attribute(document, settings=ReadingSettings())
    assert rows == find_reading("rules").attribute(document, settings=ReadingSettings())[0]
    (notice,) = problems
    assert notice.kind == "model_missing"
    assert not notice.lost
    assert notice.document == document.id


def test_a_notice_of_another_language_stands_beside_the_one_of_the_model(make_document):
    document = make_document("Es regnet.", language="de")
    problems = RulesInstead("x").attribute(document, settings=ReadingSettings())[1]
    assert [problem.kind for problem in problems] == ["unread_language", "model_missing"]


def test_without_onnxruntime_the_rules_read_and_say_why():
    code = (
        "import sys\n"
        "sys.modules['onnxruntime'] = None\n"
        "from pathlib import Path\n"
        "from sayso.models import RulesInstead, load_reading\n"
        "reading = load_reading()\n"
        "assert isinstance(reading, RulesInstead)\n"
        "print(reading.why)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "onnxruntime" in done.stdout or "not part of this installation" in done.stdout


def test_the_model_is_a_reading_like_any_other():
    assert {"model", "rules"} <= set(list_readings())
    assert find_reading("model") is load_reading()


def test_the_model_is_loaded_once(own_folder):
    assert load_reading() is load_reading()
    state = describe_model()
    assert state.trouble is None
    assert state.version == load_reading().version
    assert state.sha256 == hashlib.sha256((own_folder / "model.json").read_bytes()).hexdigest()


def test_a_damaged_network_is_refused_before_it_runs(own_folder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(own_folder, folder)
    with (folder / "encoder.onnx").open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes((last[0] ^ 1,)))
    with pytest.raises(SettingsError, match=r"encoder\.onnx"):
        open_reading(folder)


def test_the_model_reads_and_names_itself(own_folder, make_document):
    extraction = extract_document(make_document(TEXT), load_reading())
    assert "model/1" in {row.method for row in extraction.attributions}
    assert not [problem for problem in extraction.problems if problem.kind == "model_missing"]


def test_one_document_does_not_change_what_is_found_in_the_next(own_folder, make_document):
    document, other = make_document(TEXT), make_document("Sudran denied it. " * 200)
    settings = ReadingSettings()
    first = load_reading().attribute(document, settings=settings)
    load_reading().attribute(other, settings=settings)
    assert load_reading().attribute(document, settings=settings) == first


def test_importing_the_readings_loads_no_network():
    code = (
        "import sys, sayso.extract, sayso.models\n"
        "sayso.extract.list_readings()\n"
        "print(sorted({'numpy', 'onnxruntime'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
