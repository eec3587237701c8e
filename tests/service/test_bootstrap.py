"""Set-up: which Python suits, and what stopped pip."""

import tomllib
from pathlib import Path

import pytest

from service import bootstrap

PROJECT = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def python(
    *version: int, implementation: str = "cpython", include: str = "/", compiler: str = "sh"
) -> bootstrap.Python:
    return bootstrap.Python(
        version=(version[0], version[1], version[2]),
        executable="python",
        has_venv=True,
        implementation=implementation,
        include=include,
        compiler=compiler,
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_the_supported_pythons_suit(version: tuple[int, int, int]) -> None:
    assert python(*version).suits


def test_an_older_a_newer_and_another_python_do_not_suit() -> None:
    assert not python(3, 10, 13).suits
    assert not python(3, 14, 0).suits
    assert not python(3, 11, 9, implementation="pypy").suits


def test_the_supported_pythons_are_those_of_pyproject() -> None:
    (oldest, too_new) = bootstrap.OLDEST, bootstrap.TOO_NEW
    expected = f">={oldest[0]}.{oldest[1]},<{too_new[0]}.{too_new[1]}"
    assert PROJECT["project"]["requires-python"] == expected


def test_durable_rules_is_installed_in_the_version_that_pyproject_pins() -> None:
    assert bootstrap.engine_requirement() in PROJECT["project"]["dependencies"]


@pytest.mark.parametrize(
    ("output", "key"),
    [
        ("src/rulespy/rules.c:1:10: fatal error: Python.h: No such file or directory", "compile_failed"),
        (
            "WARNING: Retrying (Retry(total=1…\nerror: command '/usr/bin/gcc' failed with exit code 1",
            "compile_failed",
        ),
        (
            "… 'NewConnectionError(… Connection refused')': /simple/\nERROR: No matching distribution found",
            "no_network",
        ),
        ("ERROR: No matching distribution found for cn2an<0.6", "not_in_index"),
        ("OSError: [Errno 28] No space left on device", "disk_full"),
        ("ERROR: something else", "pip_failed"),
    ],
)
def test_what_stopped_pip_is_read_from_its_output(output: str, key: str) -> None:
    assert bootstrap.pip_failure(output) == key


def test_a_missing_compiler_header_or_venv_is_named_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(
        bootstrap.SetupError, match="缺少 C 编译器（no-such-cc）：请运行 sudo apt-get install gcc"
    ):
        bootstrap.check_tools(python(3, 12, 1, compiler="no-such-cc -pthread"))
    with pytest.raises(bootstrap.SetupError, match=r"Python\.h.*python3\.12-dev"):
        bootstrap.check_tools(python(3, 12, 1, include=str(tmp_path)))
    with pytest.raises(bootstrap.SetupError, match=r"venv.*python3\.12-venv"):
        bootstrap.check_tools(python(3, 12, 1)._replace(has_venv=False))


def test_a_folder_that_is_no_environment_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "案卷.xlsx").touch()
    with pytest.raises(bootstrap.SetupError) as refusal:
        bootstrap.create(tmp_path, python(3, 12, 1))
    assert refusal.value.key == "not_a_venv"
    assert (tmp_path / "案卷.xlsx").exists()
