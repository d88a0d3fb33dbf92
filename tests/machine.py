"""What this machine has of the tools that some tests need, and what to install where it lacks one."""

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]  # fmt: skip
JAXB = Path("/usr/share/java/jaxb-api.jar")


def contracts() -> Path:
    """The folder named by CONTRACTS; call it only in a test marked `contracts`."""
    return Path(os.environ["CONTRACTS"]).resolve()


@cache
def chromium() -> str | None:
    """The Chromium of this machine, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def _no_contracts() -> str:
    folder = os.environ.get("CONTRACTS")
    if not folder:
        return "CONTRACTS is not set (a folder with standards/ and tools/)"
    lacking = [name for name in ("standards", "tools") if not (Path(folder) / name).is_dir()]
    return f"CONTRACTS has no {' or '.join(lacking)}" if lacking else ""


def _no_poppler() -> str:
    lacking = [name for name in ("pdfsig", "pdftotext", "pdftoppm") if not shutil.which(name)]
    return f"no {', '.join(lacking)} (apt-get install poppler-utils)" if lacking else ""


def _no_chromium() -> str:
    return "" if chromium() else "no Chromium (apt-get install chromium)"


def _no_java() -> str:
    ready = shutil.which("java") and shutil.which("javac") and JAXB.exists()
    return "" if ready else "no JDK with JAXB (apt-get install default-jdk-headless libjaxb-java)"


# marker -> what is lacking for it, "" when nothing is
NEEDS: dict[str, Callable[[], str]] = {
    "contracts": _no_contracts,
    "poppler": _no_poppler,
    "chromium": _no_chromium,
    "java": _no_java,
}
