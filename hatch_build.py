"""What git does not keep, made when the package is built: .mo, .br and .gz."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPRESSED = {".br", ".gz"}
WORTH_COMPRESSING = {".css", ".js", ".svg"}


class GeneratedFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels and editable installs alike; a sdist carries sources only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            root = Path(self.root)
            compile_catalogues(root / "kimvoice" / "translations")
            compress(root / "static")

    def clean(self, versions: list[str]) -> None:
        root = Path(self.root)
        for catalogue in (root / "kimvoice" / "translations").rglob("*.mo"):
            catalogue.unlink()
        for file in compressed(root / "static"):
            file.unlink()


def compile_catalogues(folder: Path) -> None:
    for source in folder.rglob("*.po"):
        with source.open("rb") as po:
            catalogue = read_po(po)
        with source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, catalogue)


def compress(folder: Path) -> None:
    """Write the twins of every text file; a twin without its file goes."""
    for file in compressed(folder):
        if not file.with_suffix("").exists():
            file.unlink()
    for file in list(folder.rglob("*")):
        if file.suffix in WORTH_COMPRESSING:
            plain = file.read_bytes()
            twin(file, ".br").write_bytes(brotli.compress(plain))
            twin(file, ".gz").write_bytes(gzip.compress(plain, mtime=0))


def twin(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def compressed(folder: Path) -> Iterator[Path]:
    yield from [file for file in folder.rglob("*") if file.suffix in COMPRESSED]
