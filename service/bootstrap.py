"""Prepare the virtual environment that `make` uses, and say in one sentence what is missing.

Standard library only, and only what Python 3.6 knows: a Python too old for the product runs this file
in order to say so. It looks for a suitable Python, checks venv, compiler and headers before anything is
installed, installs durable-rules apart (never from pip's cache, where a broken build may lie), and leaves a
stamp so that the next run does nothing.
"""

import argparse
import hashlib
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO, List, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
OLDEST, TOO_NEW = (3, 11), (3, 14)  # as requires-python of pyproject.toml
CANDIDATES = ("python3", "python3.13", "python3.12", "python3.11", "python")
REFUSED = 2  # exit code, as everywhere in cailiang

PROBE = """
import json, os, sys, sysconfig
try:
    import ensurepip, venv
    has_venv = True
except ImportError:
    has_venv = False
print(json.dumps({
    "version": list(sys.version_info[:3]), "executable": sys.executable, "has_venv": has_venv,
    "implementation": sys.implementation.name, "include": sysconfig.get_paths()["include"],
    "compiler": os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"}))
"""

# What pip prints, by cause; the first that matches decides. A failed compilation may follow a download that
# was retried, never the reverse.
PIP_FAILURES = (
    ("disk_full", r"No space left on device|Disk quota exceeded"),
    ("compile_failed", r"fatal error:|error: command .* failed|Failed building wheel"),
    (
        "no_network",
        (
            r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|Connection broken|"
            r"Failed to establish a new connection|Temporary failure in name resolution|Connection refused|"
            r"Name or service not known|Network is unreachable|ProxyError|Cannot connect to proxy|SSLError|"
            r"Retrying \(Retry"
        ),
    ),
    ("not_in_index", r"No matching distribution found|Could not find a version"),
)

# Each: Chinese for the office, English for who looks after the machine; what is missing, then the remedy.
MESSAGES = {
    "python_not_run": (
        "PYTHON={command} 无法运行：请改为 Python 3.11、3.12 或 3.13 的命令。\n"
        "PYTHON={command} cannot be run: name a Python 3.11, 3.12 or 3.13."
    ),
    "python_unsuitable": (
        "需要 Python 3.11、3.12 或 3.13，找到的是：{found}。"
        "请安装其中之一，再以 PYTHON=python3.12 make run 的形式指定。\n"
        "Python 3.11, 3.12 or 3.13 is needed, found: {found}. "
        "Install one of them and name it, as in PYTHON=python3.12 make run."
    ),
    "no_venv": (
        "缺少 Python 的 venv 模块：请运行 sudo apt-get install python{short}-venv，再重试。\n"
        "Python's venv module is missing: run sudo apt-get install python{short}-venv and try again."
    ),
    "no_compiler": (
        "缺少 C 编译器（{compiler}）：请运行 sudo apt-get install gcc libc6-dev"
        "（麒麟、欧拉：sudo dnf install gcc），再重试。\n"
        "No C compiler ({compiler}): run sudo apt-get install gcc libc6-dev "
        "(dnf install gcc; macOS: xcode-select --install) and try again."
    ),
    "no_headers": (
        "缺少 Python 头文件（Python.h）：请运行 sudo apt-get install python{short}-dev"
        "（麒麟、欧拉：sudo dnf install python3-devel），再重试。\n"
        "Python.h is missing: run sudo apt-get install python{short}-dev "
        "(dnf install python3-devel) and try again."
    ),
    "compiler_unfit": (
        "C 编译器不能编译含 Python.h 的程序：请运行 sudo apt-get install gcc libc6-dev"
        "（麒麟、欧拉：sudo dnf install gcc glibc-devel），再重试。编译器说：{told}\n"
        "The C compiler cannot compile with Python.h: run sudo apt-get install gcc libc6-dev "
        "(dnf install gcc glibc-devel) and try again."
    ),
    "not_a_venv": (
        "{venv} 已存在且不是虚拟环境：请移走它，或用 VENV= 另指定目录。\n"
        "{venv} exists and is no virtual environment: move it away, or name another folder with VENV=."
    ),
    "venv_failed": (
        "无法建立虚拟环境 {venv}：请检查目录权限和磁盘空间，"
        "或运行 sudo apt-get install python{short}-venv。（{told}）\n"
        "The virtual environment cannot be made: check the folder's rights and the disk, "
        "or run sudo apt-get install python{short}-venv."
    ),
    "disk_full": (
        "磁盘空间不足：请清理后再重试（日志：{log}）。\n"
        "The disk is full: free some space and try again (log: {log})."
    ),
    "compile_failed": (
        "编译 durable-rules 失败：请确认已安装 gcc、libc6-dev 和 Python 头文件，原因见日志 {log}。\n"
        "Compiling durable-rules failed: make sure of gcc, libc6-dev and Python's headers; "
        "the reason is in the log {log}."
    ),
    "no_network": (
        "无法连接软件包源：请检查网络，或设置内网镜像 PIP_INDEX_URL（需要代理时设置 HTTPS_PROXY）"
        "后重试（日志：{log}）。\n"
        "The package index cannot be reached: check the network, or set PIP_INDEX_URL to a mirror "
        "(HTTPS_PROXY for a proxy) and try again (log: {log})."
    ),
    "not_in_index": (
        "软件包源里缺少所需版本：请换用完整的镜像（PIP_INDEX_URL）后重试（日志：{log}）。\n"
        "The package index lacks a version that is needed: use a complete mirror (PIP_INDEX_URL) "
        "and try again (log: {log})."
    ),
    "pip_failed": (
        "安装失败：原因见日志 {log} 的末尾。\n"
        "The installation failed: the reason is at the end of the log {log}."
    ),
    "engine_unfit": (
        "durable-rules 已编译但不能载入：请用 make 安装（它设置 CPPFLAGS），不要直接运行本脚本。\n"
        "durable-rules was built but does not load: install through make, which sets CPPFLAGS, "
        "not by this script alone."
    ),
    "system": ("无法准备运行环境：{told}\nThe environment cannot be prepared: {told}"),
    "interrupted": ("已中断；再运行一次即可重新开始。\nInterrupted; run it again to start over."),
}


class Python(NamedTuple):
    """A Python that was asked about itself."""

    version: Tuple[int, int, int]
    executable: str
    has_venv: bool
    implementation: str
    include: str
    compiler: str

    @property
    def short(self) -> str:
        """3.12."""
        return f"{self.version[0]}.{self.version[1]}"

    @property
    def full(self) -> str:
        """3.12.1."""
        return f"{self.short}.{self.version[2]}"

    @property
    def suits(self) -> bool:
        """Whether the product runs on it."""
        return self.implementation == "cpython" and OLDEST <= self.version[:2] < TOO_NEW


class SetupError(Exception):
    """What is missing and what to do: a key of MESSAGES and what its sentences name."""

    def __init__(self, key: str, **named: object) -> None:
        super().__init__(MESSAGES[key].format(**named))
        self.key = key


def main() -> int:
    """Prepare the environment; 0 when it is ready, 2 with one clear sentence when it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=Path(".venv"))
    parser.add_argument("--python", default="", help="use this Python and no other")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    options = parser.parse_args()
    try:
        venv = (ROOT / options.venv).absolute()
        prepare(venv, options.python, dev=options.dev)
        fetch_browser_files(venv)
    except SetupError as error:
        return refuse(error)
    except OSError as error:
        return refuse(SetupError("system", told=error))
    except KeyboardInterrupt:
        return refuse(SetupError("interrupted"))
    return 0


def refuse(error: SetupError) -> int:
    """Say what is missing and return the exit code for it."""
    say(str(error), sys.stderr.buffer)
    return REFUSED


def prepare(venv: Path, wanted: str, *, dev: bool) -> None:
    """Bring the environment to the state that pyproject.toml asks for, doing only what is not done yet."""
    chosen = named_python(wanted) if wanted else None
    if is_ready(venv, chosen, "dev" if dev else "run"):
        return
    log = venv / "setup.log"
    if not is_ready(venv, chosen, "run"):
        python = chosen or find_python()
        check_tools(python)
        create(venv, python)
        say(f"正在安装（Python {python.full}），约需一分钟……  Installing (Python {python.full}) …")
        pip_install(venv, log, ["--no-cache-dir", "--no-binary", "durable-rules", engine_requirement()])
        check_engine(venv)
        pip_install(venv, log, ["--editable", "."])
        stamp(venv, "run").write_text(fingerprint(python.full))
    if dev:
        say("正在安装测试和检查工具……  Installing what tests and checks need …")
        pip_install(venv, log, ["--editable", ".[dev]"])
        stamp(venv, "dev").write_text(stamp(venv, "run").read_text())


def fetch_browser_files(venv: Path) -> None:
    """Fetch what pages load, where it is not there yet; what stops that is said, and stops nothing else."""
    _, output = run([str(venv_python(venv)), "-I", str(ROOT / "service" / "browser_files.py")])
    if output:
        say(output.strip(), sys.stderr.buffer)


def is_ready(venv: Path, chosen: Optional[Python], level: str) -> bool:
    """Whether this level was installed from the present pyproject.toml by the Python that is still there."""
    mark = stamp(venv, level)
    if not mark.is_file():
        return False
    python = probe(str(venv_python(venv)))
    if python is None or (chosen is not None and chosen.version != python.version):
        return False
    return mark.read_text() == fingerprint(python.full)


def stamp(venv: Path, level: str) -> Path:
    """Return the file that says which set-up was completed; level is "run" or "dev"."""
    return venv / f"setup-{level}.stamp"


def fingerprint(version: str) -> str:
    """Return what the set-up depends on: pyproject.toml, this file, the Python, and where the tree lies."""
    digest = hashlib.sha256()
    for part in (project_text().encode(), Path(__file__).read_bytes(), version.encode(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def project_text() -> str:
    """Return pyproject.toml as text: a parser for TOML is not there before Python 3.11."""
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def engine_requirement() -> str:
    """Return the pinned durable-rules of pyproject.toml, which is installed apart."""
    found = re.search(r'"(durable-rules==[^"]+)"', project_text())
    if found is None:
        raise LookupError("pyproject.toml pins no durable-rules")
    return found.group(1)


# ------------------------------------------------------------------------------------------------ the machine


def probe(command: str) -> Optional[Python]:
    """Ask a Python about itself; None where there is none (or only a launcher that finds none)."""
    try:
        done = subprocess.run(
            [command, "-I", "-c", PROBE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        told = json.loads(done.stdout.decode())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    told["version"] = tuple(told["version"])
    return Python(**told)


def named_python(command: str) -> Python:
    """Return the Python that the user named, or refuse it."""
    python = probe(command)
    if python is None:
        raise SetupError("python_not_run", command=command)
    if not python.suits:
        raise SetupError("python_unsuitable", found=f"{command} = {python.full}")
    return python


def find_python() -> Python:
    """Return the first suitable Python on the PATH."""
    found = []  # type: List[str]
    for command in CANDIDATES:
        python = probe(command)
        if python is not None and python.suits:
            return python
        if python is not None:
            found.append(f"{command} = {python.full}")
    raise SetupError("python_unsuitable", found=", ".join(found) or "–")


def check_tools(python: Python) -> None:
    """Refuse, before anything is installed, where venv, the C compiler or Python's headers are missing."""
    if not python.has_venv:
        raise SetupError("no_venv", short=python.short)
    compiler = shlex.split(python.compiler)
    if shutil.which(compiler[0]) is None:
        raise SetupError("no_compiler", compiler=compiler[0])
    if not (Path(python.include) / "Python.h").is_file():
        raise SetupError("no_headers", short=python.short)
    check_compiler(compiler, python.include)


def check_compiler(compiler: List[str], include: str) -> None:
    """Refuse where the compiler is there but compiles nothing that includes Python.h."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "probe.c"
        source.write_text("#include <Python.h>\nint probe(void) { return PY_MAJOR_VERSION; }\n")
        code, output = run([*compiler, "-I", include, "-c", str(source), "-o", str(source.with_suffix(".o"))])
    if code:
        lines = output.strip().splitlines() or ["?"]
        raise SetupError("compiler_unfit", told=next((line for line in lines if "error" in line), lines[0]))


# -------------------------------------------------------------------------------------------- the environment


def venv_python(venv: Path) -> Path:
    """Return the interpreter of the environment."""
    return venv / "bin" / "python"


def create(venv: Path, python: Python) -> None:
    """Make the environment anew; a folder that is something else is never emptied."""
    if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
        raise SetupError("not_a_venv", venv=venv)
    code, output = run([python.executable, "-I", "-m", "venv", "--clear", str(venv)])
    if code:
        told = (output.strip().splitlines() or ["?"])[-1]
        raise SetupError("venv_failed", venv=venv, short=python.short, told=told)


def pip_install(venv: Path, log: Path, arguments: List[str]) -> None:
    """Run pip with its whole output in the log; a failure becomes one sentence that names the log."""
    command = [str(venv_python(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    code, output = run([*command, "--retries", "2", *arguments])
    with log.open("a", encoding="utf-8", errors="replace") as book:
        book.write(output)
    if code:
        raise SetupError(pip_failure(output), log=log)


def pip_failure(output: str) -> str:
    """Return the key of the sentence for what stopped pip."""
    return next((key for key, pattern in PIP_FAILURES if re.search(pattern, output)), "pip_failed")


def check_engine(venv: Path) -> None:
    """Refuse a durable-rules that was built but cannot be imported (Python 3.13 without the CPPFLAGS)."""
    code, _ = run([str(venv_python(venv)), "-I", "-c", "import durable_rules_engine"])
    if code:
        raise SetupError("engine_unfit")


def run(command: List[str]) -> Tuple[int, str]:
    """Run a program in the project's folder without input; return its exit code and all that it printed."""
    done = subprocess.run(
        command,
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def say(text: str, stream: Optional[BinaryIO] = None) -> None:
    """Print as UTF-8 whatever the locale is: an old Python under LC_ALL=C cannot print Chinese."""
    target = sys.stdout.buffer if stream is None else stream
    target.write((text + "\n").encode("utf-8"))
    target.flush()


if __name__ == "__main__":
    sys.exit(main())
