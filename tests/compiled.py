"""What a process compiles once, however many houses it opens.

A house in production compiles its templates, addresses and statements once and runs
for weeks. A test has a house of its own, and would compile them all for itself; here
the next house finds what the last one has made. Rows, settings and all else that a
house remembers stay its own.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def share() -> None:
    Flask.jinja_options = {"bytecode_cache": Templates()}
    event.listen(Engine, "engine_connect", _lend_statements)
    Rule._compile_builder = _lend_builder(Rule._compile_builder)  # type: ignore[method-assign]


class Templates(BytecodeCache):
    """By name and text: a template that was changed is compiled anew."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._compiled[bucket.key, bucket.checksum] = bucket.code


_first: dict[Any, tuple[Dialect, Any]] = {}


def _lend_statements(connection: Connection) -> None:
    """SQLAlchemy finds a compiled statement again by dialect and shape.

    Called when the connection is made, so the dialect has met its server.
    """
    engine = connection.engine
    kind = type(engine.dialect), engine.dialect.server_version_info
    dialect, statements = _first.setdefault(
        kind, (engine.dialect, engine._compiled_cache)
    )
    connection.dialect = engine.dialect = dialect
    engine._compiled_cache = statements


def _lend_builder(compile_builder: Callable[..., Builder]) -> Callable[..., Builder]:
    """Half of what it costs to make an app is code that writes its addresses."""
    compiled: dict[Any, Builder] = {}

    def lend(rule: Rule, append_unknown: bool = True) -> Builder:
        names = tuple(rule.defaults or ())
        if any(part in names for _is_dynamic, part in rule._trace):
            # Its value becomes a part of the address; none of ours do.
            return compile_builder(rule, append_unknown)
        shape = rule.rule, tuple(rule._trace), names, append_unknown
        if shape not in compiled:
            compiled[shape] = compile_builder(rule, append_unknown)
        return compiled[shape]

    return lend
