"""Copies third-party styles, scripts and fonts from node_modules to where the house reads them.

The files come as locked npm packages and are never committed; each package's licence is laid beside its files.
Runs on the standard library alone, before anything is installed.
"""

import shutil
from pathlib import Path

VENDOR = Path("samhandling/web/static/vendor")
FONTS = Path("samhandling/output/fonts")

DIGDIR = "@digdir/designsystemet-"
NOTO = "@expo-google-fonts/noto-"
INTER = "@fontsource-variable/inter"

# target folder -> {new name: (package, path in the package)}; the key "LICENSE…" names where the licence is
COPIES: dict[Path, dict[str, tuple[str, str]]] = {
    VENDOR: {
        "designsystemet/designsystemet.css": (f"{DIGDIR}css", "dist/src/index.css"),
        "designsystemet/theme.css": (f"{DIGDIR}theme", "src/themes/designsystemet.css"),
        "designsystemet/designsystemet.js": (f"{DIGDIR}web", "dist/umd/index.js"),
        "designsystemet/LICENSE": (f"{DIGDIR}css", "LICENSE"),
        "htmx/htmx.min.js": ("htmx.org", "dist/htmx.min.js"),
        "htmx/LICENSE": ("htmx.org", "LICENSE"),
        "inter/inter.css": (INTER, "wght.css"),
        "inter/LICENSE": (INTER, "LICENSE"),
        **{
            f"inter/files/inter-{part}-wght-normal.woff2": (INTER, f"files/inter-{part}-wght-normal.woff2")
            for part in ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
        },
    },
    FONTS: {
        "NotoSans-Regular.ttf": (f"{NOTO}sans", "400Regular/NotoSans_400Regular.ttf"),
        "NotoSans-Bold.ttf": (f"{NOTO}sans", "700Bold/NotoSans_700Bold.ttf"),
        "NotoSans-Italic.ttf": (f"{NOTO}sans", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"),
        "NotoSans-BoldItalic.ttf": (f"{NOTO}sans", "700Bold_Italic/NotoSans_700Bold_Italic.ttf"),
        "LICENSE-NotoSans": (f"{NOTO}sans", "LICENSE_FONT"),
        "NotoNaskhArabic-Regular.ttf": (f"{NOTO}naskh-arabic", "400Regular/NotoNaskhArabic_400Regular.ttf"),
        "NotoNaskhArabic-Bold.ttf": (f"{NOTO}naskh-arabic", "700Bold/NotoNaskhArabic_700Bold.ttf"),
        "LICENSE-NotoNaskhArabic": (f"{NOTO}naskh-arabic", "LICENSE_FONT"),
        "DejaVuSans.ttf": ("dejavu-fonts-ttf", "ttf/DejaVuSans.ttf"),
        "LICENSE-DejaVu": ("dejavu-fonts-ttf", "LICENSE"),
    },
}


def copy_assets(root: Path) -> None:
    """Lay every folder of COPIES anew under *root*; raises FileNotFoundError naming a file its package lacks."""
    for folder, files in COPIES.items():
        fresh = root / folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for name, (package, path) in files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / "node_modules" / package / path, target)
        shutil.rmtree(root / folder, ignore_errors=True)
        fresh.rename(root / folder)


def assets_present(root: Path) -> bool:
    """Whether every file of COPIES stands in its place."""
    return all((root / folder / name).is_file() for folder, files in COPIES.items() for name in files)
