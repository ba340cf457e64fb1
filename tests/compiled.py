"""What a process compiles once, however many houses it opens.

A house in production compiles its templates, addresses and statements once and runs
for weeks. A test has a house of its own, and would compile them all for itself; here
the next house finds what the last one has made. Rows, settings and all else that a
house remembers stay its own.
"""

from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart
from whitenoise import WhiteNoise

Builder = Callable[..., tuple[str, str]]
Parse = Callable[[Rule, str], Iterable[RulePart]]


def share() -> None:
    Flask.jinja_options = {"bytecode_cache": Templates()}
    event.listen(Engine, "engine_connect", _lend_statements)
    Rule._compile_builder = _lend_builder(Rule._compile_builder)  # type: ignore[method-assign]
    Rule._parse_rule = _lend_parts(Rule._parse_rule)  # type: ignore[method-assign,assignment]
    WhiteNoise.update_files_dictionary = _lend_files(WhiteNoise.update_files_dictionary)


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


def _lend_parts(parse: Parse) -> Parse:
    """And most of the other half is reading the addresses."""
    known: dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, Any]]] = {}

    def lend(rule: Rule, text: str) -> list[RulePart]:
        if text not in known:
            trace, converters = len(rule._trace), set(rule._converters)
            parts = list(parse(rule, text))
            added = rule._converters.items()
            known[text] = (
                parts,
                rule._trace[trace:],
                {name: it for name, it in added if name not in converters},
            )
            return parts
        parts, traced, converted = known[text]
        rule._trace.extend(traced)
        rule._converters.update(converted)
        rule.arguments.update(converted)
        return parts

    return lend


def _lend_files(look_up: Callable[..., None]) -> Callable[..., None]:
    """What lies in static/, and how it is sent, is looked up when a house opens."""
    known: dict[Any, dict[str, Any]] = {}

    def lend(static: WhiteNoise, root: str, prefix: str) -> None:
        place = type(static), root, prefix, static.add_headers_function
        if place not in known:
            look_up(static, root, prefix)
            known[place] = dict(static.files)
        static.files.update(known[place])

    return lend
