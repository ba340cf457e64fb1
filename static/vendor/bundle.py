#!/usr/bin/env python3
"""Rebuild the vendored files in this folder from their npm packages.

Run from anywhere: `python3 static/vendor/bundle.py`. It asks npm for the two
packages, refuses anything whose checksum is not the one written here, and
writes the same bytes every time. README.md says what each file is.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

DESIGNSYSTEMET = (
    "@digdir/designsystemet-css@1.22.0",
    "0eeef1d967ee4f21e5e59f37c20666db8b66f20d93d4617907c4c4661f52298c",
)
HTMX = (
    "htmx.org@4.0.1",
    "5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c",
)

LAYERS = "@layer ds.theme, ds.base, ds.components;"
THEME = "dist/theme/designsystemet.css"  # brings its own layers, all under ds.theme
BASE = ("base", "paragraph", "validation-message")  # as the package's own index does
COMPONENTS = (
    "alert", "button", "card", "details", "divider", "error-summary", "field",
    "fieldset", "heading", "input", "label", "link", "list", "skip-link",
    "table", "tag",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        css = unpack(*DESIGNSYSTEMET, Path(folder))
        htmx = unpack(*HTMX, Path(folder))
    write("designsystemet.css", stylesheet(css))
    write("designsystemet.LICENSE", css["LICENSE"])
    write("htmx.min.js", htmx["dist/htmx.min.js"])
    write("htmx.LICENSE", htmx["LICENSE"])


def stylesheet(css: dict[str, str]) -> str:
    return "\n".join(
        (
            LAYERS,
            f"/*! {DESIGNSYSTEMET[0]}, selected components, see README.md.",
            "MIT, designsystemet.LICENSE:",
            f"{css['LICENSE'].strip()} */",
            css[THEME].strip(),
            *(layer("ds.base", css[f"dist/src/{part}.css"]) for part in BASE),
            *(
                layer("ds.components", css[f"dist/src/{part}.css"])
                for part in COMPONENTS
            ),
            "",
        )
    )


def layer(name: str, rules: str) -> str:
    return f"@layer {name}{{{rules.strip()}}}"


def unpack(package: str, checksum: str, folder: Path) -> dict[str, str]:
    """The text files of a package, by path, once its checksum is right."""
    packing = ["npm", "pack", package, "--silent", "--pack-destination", str(folder)]
    printed = subprocess.run(packing, check=True, capture_output=True, text=True).stdout
    tarball = folder / printed.split()[-1]
    found = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if found != checksum:
        raise SystemExit(f"{package}: checksum {found}, expected {checksum}")
    with tarfile.open(tarball) as archive:
        return {
            member.name.removeprefix("package/"): archive.extractfile(member)
            .read()
            .decode()
            for member in archive
            if member.isfile() and member.name.endswith((".css", ".js", "LICENSE"))
        }


def write(name: str, text: str) -> None:
    content = text.encode()
    (HERE / name).write_bytes(content)
    sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")


if __name__ == "__main__":
    main()
