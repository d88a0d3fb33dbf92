"""Writes the hashed locks (requirements/ from pyproject.toml, package-lock.json) without a registry's address in them.

One lock serves Python 3.11 and newer. Needs the registries; everything else only reads what this wrote.
"""

import subprocess
import sys
from pathlib import Path

COMPILE = (
    "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-emit-index-url", "--no-annotate", "--no-header",
)  # fmt: skip
NPM = ("npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved")
OUT = Path("requirements")


def compile_lock(name: str, *options: str) -> None:
    """Write requirements/*name*.txt; raises CalledProcessError when there is no solution."""
    uv = Path(sys.executable).parent / "uv"
    subprocess.run([uv, *COMPILE, *options, "-o", OUT / f"{name}.txt"], check=True)


def main(options: list[str]) -> None:
    """Write every lock; `--upgrade` takes the newest versions that pyproject.toml allows."""
    compile_lock("run", "pyproject.toml", *options)
    compile_lock("dev", "pyproject.toml", "--group", "dev", "-c", str(OUT / "run.txt"), *options)
    compile_lock("bench", "--group", "pyproject.toml:bench", "-c", str(OUT / "run.txt"), *options)
    for group in ("build", "node", "postgres"):
        compile_lock(group, "--group", f"pyproject.toml:{group}", *options)
    subprocess.run(NPM, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
