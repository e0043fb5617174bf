"""Where a theme's template runs: it may loop, choose, and write the values that it is given; nothing else.

Jinja2's immutable sandbox keeps a template from Python's insides. It does not keep it from taking all time and all
memory, nor from calling every method of a string; so here

- a template is made of the expressions in `_ALLOWED`: no include, no import, no inheritance, no unescaped text;
- it is given no globals but `range`, and few filters, tests and methods;
- every turn of a loop and every call costs a step, long texts more, and `MAX_STEPS` are had (so nested loops end);
- no text that it makes is longer than `MAX_TEXT`, and all that it writes is not longer than `MAX_OUTPUT`.

So a template's time is bounded by its steps, whatever it does, and equal on every machine: a page is made or it is not.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

MAX_STEPS = 300_000
"""Turns of loops, calls and filters in one rendering; forty full pages need some 30,000."""

MAX_TEXT = 1_000_000
"""Characters of any text that a template puts together."""

MAX_OUTPUT = 4_000_000
"""Characters that one rendering may write."""

MAX_NUMBER = 10**15

MAX_SOURCE = 100_000
"""Characters of a template."""

_CHARACTERS_A_STEP = 64

_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Macro, nodes.For, nodes.If, nodes.Assign, nodes.With),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call),
    *(nodes.Keyword, nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Concat),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod),
)

_REFUSED = {
    nodes.Include: "a template stands alone and includes nothing",
    nodes.Import: "a template stands alone and imports nothing",
    nodes.FromImport: "a template stands alone and imports nothing",
    nodes.Extends: "a template stands alone; what it does not want to change, it copies",
    nodes.Block: "there are no blocks: nothing extends a template",
    nodes.Dict: "write values of your own as several names",
    nodes.AssignBlock: "a text is put together by ~, or by a macro",
    nodes.Pow: "there are no powers",
    nodes.Scope: "every value is escaped; that cannot be turned off",
}

_NO_NAMES = frozenset({"self", "varargs", "kwargs", "caller"})
"""Names that Jinja2 gives a meaning of its own."""

_FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "last", "length"),
    *("list", "lower", "max", "min", "reverse", "title", "trim", "upper"),
)

_TESTS = (
    *("boolean", "defined", "divisibleby", "even", "false", "in", "integer", "none", "number", "odd", "string", "true"),
    *("undefined", "==", "eq", "equalto", "!=", "ne", ">", "gt", "greaterthan", ">=", "ge", "<", "lt", "lessthan"),
    *("<=", "le"),
)

_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        {
            *("count", "endswith", "find", "isdigit", "lower", "lstrip", "partition", "removeprefix", "removesuffix"),
            *("rpartition", "rstrip", "split", "splitlines", "startswith", "strip", "upper"),
        }
    ),
    Mapping: frozenset({"get", "items", "keys", "values"}),
    LoopContext: frozenset({"changed", "cycle"}),
}


@dataclass
class _Purse:
    """What is left of a rendering's steps."""

    steps: int

    def spend(self, value: object = None) -> None:
        """A step; more for a long text. Raises: `SecurityError` when none is left."""
        self.steps -= 1 + (len(value) // _CHARACTERS_A_STEP if isinstance(value, str) else 0)
        if self.steps < 0:
            raise SecurityError(f"more than {MAX_STEPS:,} steps: loop over less")


_purse: ContextVar[_Purse] = ContextVar("purse")


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        _purse.get().spend()
        yield value


def _short(value: Any) -> Any:
    """`value`, when it is not too long. Raises: `SecurityError`."""
    if isinstance(value, str):
        _purse.get().spend(value)
        if len(value) > MAX_TEXT:
            raise SecurityError(f"a text of {len(value):,} characters; at most {MAX_TEXT:,} are made")
    return value


def _join(parts: Iterable[str]) -> str:
    """What macros write, as one text."""
    text: str = _short("".join(parts))
    return text


def _costly(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(filter_)  # with the marks by which Jinja2 knows what it wants to be given
    def spent(*arguments: Any, **named: Any) -> Any:
        for argument in arguments:
            _purse.get().spend(argument)
        return filter_(*arguments, **named)

    return spent


def _written(value: Any) -> Any:
    """What `{{ … }}` may write: text and numbers."""
    if not isinstance(value, str | int | float | Undefined):
        raise SecurityError(f"a {type(value).__name__} cannot be written; write its parts")
    return value


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "*", "%"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_written)
        self.globals = {"range": self.globals["range"]}
        self.filters = {name: _costly(self.filters[name]) for name in _FILTERS}
        self.filters |= {"counted": _counted, "short": _short}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.concat = _join  # type: ignore[method-assign]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if not super().is_safe_attribute(obj, attr, value):
            return False
        return not callable(value) or any(isinstance(obj, kind) and attr in names for kind, names in _METHODS.items())

    def wrap_str_format(self, value: Any) -> None:
        """`format` is a method like another, and not among those that may be called."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for value in (left, right):
            _purse.get().spend(value)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return _short(left + right)
        for value in (left, right):
            if not isinstance(value, int | float) or abs(value) > MAX_NUMBER:
                raise SecurityError(f"{operator} is for numbers up to {MAX_NUMBER:,}")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja2 names them
        for value in (*args, *kwargs.values()):
            _purse.get().spend(value)
        if isinstance(__obj, LoopContext):
            raise SecurityError("a loop cannot be called")
        result = super().call(__context, __obj, *args, **kwargs)
        return _short(result) if isinstance(__obj, Macro) else result


class _Counting(NodeTransformer):
    """Puts the meters in: on what a loop goes through, and on texts put together by `~`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja2 names its visitors so
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, "short")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _examine(node: nodes.Node, file: str, line: int = 1) -> None:
    """Raises: `TemplateSyntaxError` for what a template may not contain."""
    # a few nodes have no line of their own
    line = node.lineno or next((part.lineno for part in node.find_all(nodes.Node) if part.lineno), line)

    def refuse(problem: str) -> TemplateSyntaxError:
        return TemplateSyntaxError(problem, line, filename=file)

    if not isinstance(node, _ALLOWED):
        what = type(node).__name__.lower()
        raise refuse(_REFUSED.get(type(node), f"“{what}” is not among what a template may do"))
    if isinstance(node, nodes.Name) and (node.name.startswith("_") or node.name in _NO_NAMES):
        raise refuse(f"“{node.name}” is not a name to use")
    if isinstance(node, nodes.For) and node.recursive:
        raise refuse("a loop cannot call itself")
    if isinstance(node, nodes.Call) and (node.dyn_args is not None or node.dyn_kwargs is not None):
        raise refuse("write each argument by itself")
    # a list of lists of lists … would be small to write and endless to read
    is_value = isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load")
    if is_value and not all(isinstance(item, nodes.Const) for item in node.iter_child_nodes()):
        raise refuse("a list holds plain texts and numbers only")
    for child in node.iter_child_nodes():
        _examine(child, file, line)


class BodyTemplate:
    """A template, examined and compiled. `file` is what its errors name."""

    def __init__(self, source: str, file: str) -> None:
        """Raises: `TemplateSyntaxError` with the line, for what is no template or does what none may do."""
        if len(source) > MAX_SOURCE:
            raise TemplateSyntaxError(f"{len(source):,} characters; at most {MAX_SOURCE:,} are read", 1, filename=file)
        environment = _Environment()
        try:
            tree = environment.parse(source, filename=file)
            _examine(tree, file)
            code = environment.compile(_Counting().visit(tree), filename=file)
        except RecursionError:
            raise TemplateSyntaxError("nested too deeply", 1, filename=file) from None
        self.file = file
        self._template = Template.from_code(environment, code, environment.globals)

    def render(self, values: Mapping[str, Any]) -> str:
        """What it writes. Raises: `TemplateError` for whatever it does wrong, `SecurityError` among them."""
        token = _purse.set(_Purse(MAX_STEPS))
        try:
            return self._write(values)
        except TemplateError:
            raise
        except Exception as error:
            # whatever a template does wrong is the template's fault, whatever Python calls it
            raise TemplateError(f"{type(error).__name__}: {error}").with_traceback(error.__traceback__) from error
        finally:
            _purse.reset(token)

    def _write(self, values: Mapping[str, Any]) -> str:
        parts: list[str] = []
        written = 0
        for part in self._template.generate(**values):
            _purse.get().spend()
            parts.append(part)
            written += len(part)
            if written > MAX_OUTPUT:
                raise SecurityError(f"more than {MAX_OUTPUT:,} characters written")
        return "".join(parts)

    def line_of(self, error: BaseException) -> int:
        """The line of the template at which `error` came up; 0 where none is known."""
        if isinstance(error, TemplateSyntaxError):
            return error.lineno
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.file:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line


@functools.lru_cache(maxsize=8)
def body_template(source: str, file: str) -> BodyTemplate:
    """`source` compiled, once a process. Raises: `TemplateSyntaxError`."""
    return BodyTemplate(source, file)
