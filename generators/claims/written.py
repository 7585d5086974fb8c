"""Claims as a family's file writes them: f-strings, from which form and numbers are taken.

    yield Step("Divide {a} by {b}: {}.", f"{a} = {q:new} * {b} + {r:new}")

An f-string by itself would only give text, in which `-3^2` and `x - -7/2` have lost what was meant.
So before a family's strategies first run, its file is read once more, each f-string in the claim's
place of `Step(...)` or in the brackets of `Claim(...)`, `sum_of(...)`, `product_of(...)` and
`list_of(...)` becomes a form with holes, and the functions get the code so compiled. Lines,
names and everything else stay as they are written.

A hole may say what its number is: `{q:new}` is found by this line, `{guess:choice}` is chosen
freely, `{c:given}` is the statement's, whoever else has found the same number, `{low:known}` was
found by an earlier line, where this one would else seem to find it. A hole may also hold a piece
of a claim, or a text such as a letter or a sign. A form that cannot be read is refused here, with
file and line.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from generators.claims.claim import UNMARKED, Claim, Marks, exact
from generators.claims.decide import DECIDERS
from generators.claims.fragments import Shape, marks_of
from generators.claims.order import read_regions
from generators.claims.reader import Reader, Unreadable
from generators.claims.remembered import Together
from generators.errors import FamilyError

PIECES = ("sum_of", "product_of", "list_of")  # calls whose f-strings are pieces of claims
MARKS = ("new", "choice", "given", "known")
BUILDER = "__claim_{}__"
RELATION = re.compile(r"[=<>|]")
HOLDING = ("__wrapped__", "__func__", "fget", "func")  # where what is made of a function keeps it
LISTED = 1_000  # callables of a list or dictionary that may be functions of the file
KEPT_SHAPES = Together(16_384)  # of claims with pieces in their holes
BESIDE = re.compile(r"\{\} ?\{\}")  # two holes, of which one holds a sign or a letter


class Template:
    """One f-string of a file: the texts around its holes, and what it says of each hole."""

    def __init__(self, literals: list[str], marks: Marks) -> None:
        self.literals = literals
        self.marks = marks
        self.form = "{}".join(literals)
        self.spliced_shapes: dict[tuple[Shape | str | None, ...], Shape] = {}

    def builder(self) -> Callable[..., Claim]:
        """The function that takes the numbers and makes the claim."""
        form, marks, spliced = self.form, self.marks, self.spliced

        def build(*values: Any) -> Claim:
            for value in values:
                if value.__class__ is not int:
                    return spliced(values)
            return Claim(form, values, marks)

        return build

    def spliced(self, values: tuple[Any, ...]) -> Claim:
        """The claim where some hole holds a fraction, a piece or a text."""
        held: list[Shape | str | None] = []  # what each hole holds: a piece, a text or a number
        numbers: list[Any] = []
        for value in values:
            kind = value.__class__
            if kind is int:
                held.append(None)
                numbers.append(value)
            elif kind is Claim:
                held.append((value.form, value.marks))
                numbers += value.values
            elif kind is str:
                held.append(value)
            else:
                held.append(None)
                numbers.append(exact(value, self.marks.place))
        key = tuple(held)
        shape = self.spliced_shapes.get(key)
        if shape is None:
            shape = self.shape_with(key)
            KEPT_SHAPES.put(self.spliced_shapes, key, shape)
        return Claim(shape[0], tuple(numbers), shape[1])

    def shape_with(self, held: tuple[Shape | str | None, ...]) -> Shape:
        """Form and marks of the claim, its own and those of the pieces in its holes."""
        own = self.marks
        if all(holds is None for holds in held):
            return self.form, own
        parts = [self.literals[0]]
        shapes: list[Shape] = []
        for hole, (holds, literal) in enumerate(zip(held, self.literals[1:], strict=True)):
            if isinstance(holds, str):
                if "{" in holds or "}" in holds:
                    raise FamilyError(
                        f"{own.place}: the text {holds!r} in a claim has a brace in it"
                    )
                shape = holds, UNMARKED
            elif holds is not None and holds[1] is not UNMARKED and not self.is_marked(hole):
                shape = holds
            else:
                shape = self.marked(hole, "{}" if holds is None else holds[0])
            shapes.append(shape)
            parts += [shape[0], literal]
        marks = marks_of(shapes)
        marks = Marks(marks.new, marks.chosen, marks.given, marks.known, marks.names, own.place)
        return "".join(parts), marks

    def is_marked(self, hole: int) -> bool:
        own = self.marks
        return any([hole in marked for marked in (own.new, own.chosen, own.given, own.known)])

    def marked(self, hole: int, form: str) -> Shape:
        """What a hole holds, with the marks of the hole for every number in it."""
        own = self.marks
        holes = tuple(range(form.count("{}")))
        names = {name: 0 for name, at in own.names.items() if at == hole and len(holes) == 1}
        new = holes if hole in own.new else ()
        chosen = holes if hole in own.chosen else ()
        given = holes if hole in own.given else ()
        known = holes if hole in own.known else ()
        return form, Marks(new, chosen, given, known, names, own.place)


class Rewriter(ast.NodeTransformer):
    """Puts a call that builds the claim in the place of each f-string that is one."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.builders: dict[str, Callable[..., Claim]] = {}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = called(node)
        if name == "Step":
            if len(node.args) > 1:
                node.args[1] = self.claims_in(node.args[1], whole=True)
            for keyword in node.keywords:
                if keyword.arg == "claim":
                    keyword.value = self.claims_in(keyword.value, whole=True)
        elif name == "Claim" and len(node.args) == 1 and not node.keywords:
            argument = node.args[0]
            if is_text(argument):
                return self.generic_visit(self.claims_in(argument, whole=False))
            if not isinstance(argument, ast.Starred):  # a piece, which is a claim already
                return self.visit(self.claims_in(argument, whole=False))
        elif name in PIECES:
            node.args[:1] = [self.claims_in(argument, whole=False) for argument in node.args[:1]]
        return self.generic_visit(node)

    def claims_in(self, node: ast.expr, whole: bool) -> ast.expr:
        """The expression with each f-string that may be its value made a claim, `whole` where it
        has to be one by itself."""
        if is_text(node):
            return self.claim_of(node, whole)
        if isinstance(node, ast.IfExp):
            node.body = self.claims_in(node.body, whole)
            node.orelse = self.claims_in(node.orelse, whole)
        elif isinstance(node, (ast.GeneratorExp, ast.ListComp)):
            node.elt = self.claims_in(node.elt, whole)
        elif isinstance(node, (ast.List, ast.Tuple)):
            node.elts = [self.claims_in(element, whole) for element in node.elts]
        elif isinstance(node, ast.Starred):
            node.value = self.claims_in(node.value, whole)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            node.left = self.claims_in(node.left, whole)  # two lists of terms
            node.right = self.claims_in(node.right, whole)
        return node

    def claim_of(self, node: ast.expr, whole: bool) -> ast.Call:
        """The call that builds the claim of one f-string."""
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        literals, holes = [""], []
        marked: dict[str, list[int]] = {mark: [] for mark in MARKS}
        names: dict[str, int] = {}
        place = f"{Path(self.file).name}:{node.lineno}"
        for part in parts:
            if isinstance(part, ast.Constant):
                literals[-1] += str(part.value)
                continue
            assert isinstance(part, ast.FormattedValue)
            mark = mark_of(part)
            if part.conversion != -1:
                raise FamilyError(f"{place}: a hole of a claim holds no = and no !r at its end")
            if mark and mark not in MARKS:
                raise FamilyError(
                    f"{place}: a hole of a claim may be marked"
                    f" {' or '.join(':' + known for known in MARKS)}, not ':{mark}'"
                )
            if mark:
                marked[mark].append(len(holes))
            names.setdefault(ast.unparse(part.value), len(holes))
            holes.append(part.value)
            literals.append("")
        if isinstance(node, ast.Constant) and "{" in literals[0]:
            raise FamilyError(f'{place}: a claim with values in it is an f-string; write f"..."')
        if any("{" in literal or "}" in literal for literal in literals):
            raise FamilyError(f"{place}: a claim has no braces of its own; sets stand in the words")
        marks = Marks(*[tuple(marked[mark]) for mark in MARKS], names=names, place=place)
        template = Template(literals, marks)
        # a form without a relation of its own gets it from a piece, and is read when it is made
        pieces = [may_be_piece(hole) for hole in holes]
        if whole and (RELATION.search("".join(literals)) or not any(pieces)):
            check_form(template, pieces, place)
        name = BUILDER.format(len(self.builders))
        self.builders[name] = template.builder()
        call = ast.Call(ast.Name(name, ast.Load()), holes, [])
        for new_node in (call, call.func):
            ast.copy_location(new_node, node)
        return call


def check_form(template: Template, pieces: Sequence[bool], place: str) -> None:
    """Raises FamilyError, with the place, for a form that cannot be read. Where a hole may hold a
    piece, a sign or a letter, only the grammar is looked at; the rest is read when it is made."""
    try:
        DECIDERS[template.form]
    except Unreadable as error:
        if any(pieces) and (BESIDE.search(template.form) or is_grammatical(template.form)):
            return
        around = zip(template.literals, template.literals[1:], pieces, strict=False)
        if any(piece and stands_alone(before, after) for before, after, piece in around):
            return
        shown = template.form.replace("{}", "_")
        raise FamilyError(f"{place}: the claim '{shown}' cannot be read: {error}") from error


def stands_alone(before: str, after: str) -> bool:
    """Whether a hole between two texts is a member of a list of equations."""
    begins = before == "" or before.endswith((", ", ":: ", " or "))
    return begins and (after == "" or after.startswith((", ", " ::", " or ")))


def is_grammatical(form: str) -> bool:
    """Whether each part of a form is made of chains, whatever they mean together."""
    try:
        for part in form.split(" :: "):
            read_regions(Reader(part.removeprefix("mod ")))
    except Unreadable:
        return False
    return True


def may_be_piece(hole: ast.expr) -> bool:
    """Whether an expression may hold a piece of a claim; arithmetic and literals hold numbers."""
    return not isinstance(hole, (ast.BinOp, ast.UnaryOp, ast.Constant))


def called(node: ast.Call) -> str:
    """The name of what a call calls, without the module before it."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def mark_of(part: ast.FormattedValue) -> str:
    """What follows the colon in a hole."""
    spec = part.format_spec
    if spec is None:
        return ""
    return ast.unparse(spec)[2:-1] if isinstance(spec, ast.JoinedStr) else "?"


def compile_claims(name: str, values: Iterable[Any] = ()) -> None:
    """Give the functions of a family's module, and of the modules beside it that it uses, the code
    in which their f-strings are claims. `values` are objects whose attributes may be functions
    too, such as the family itself. Raises FamilyError."""
    module = sys.modules[name]
    home = Path(module.__file__ or "").parent
    done = BUILDER.format("done")
    for each in [module, *modules_beside(module, home)]:
        if not hasattr(each, done):
            compile_module(each, list(values))
            setattr(each, done, True)


def modules_beside(module: ModuleType, home: Path) -> list[ModuleType]:
    """The modules in the same folder from which the module took something."""
    found: dict[str, ModuleType] = {}
    waiting = [module]
    while waiting:
        for value in list(vars(waiting.pop()).values()):
            name = value.__name__ if isinstance(value, ModuleType) else module_name(value)
            other = sys.modules.get(name or "")
            if other is None or other is module or other.__name__ in found:
                continue
            file = getattr(other, "__file__", None)
            if file and Path(file).parent == home:
                found[other.__name__] = other
                waiting.append(other)
    return list(found.values())


def module_name(value: Any) -> str | None:
    name = getattr(value, "__module__", None)
    return name if isinstance(name, str) else None


def compile_module(module: ModuleType, values: list[Any]) -> None:
    """The same for one module: all of its functions, or none where one cannot be found in its
    file."""
    file = module.__file__ or ""
    try:
        source = Path(file).read_text(encoding="utf-8-sig")
        tree = ast.parse(source, file)
    except (OSError, UnicodeDecodeError) as error:
        raise FamilyError(
            f"{file}: its source cannot be read, from which claims are taken; save it as UTF-8"
        ) from error
    except (SyntaxError, ValueError) as error:
        raise FamilyError(changed(file)) from error
    rewriter = Rewriter(file)
    tree = rewriter.visit(tree)
    if not rewriter.builders:
        return
    code = compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)
    codes: dict[tuple[str, int], list[CodeType]] = {}
    for inner in codes_in(code):
        codes.setdefault((inner.co_qualname, inner.co_firstlineno), []).append(inner)
    functions = [
        function
        for function in functions_of(module, values)
        if Path(function.__code__.co_filename) == Path(file)
    ]
    compiled = [code_for(function, codes) for function in functions]
    vars(module).update(rewriter.builders)
    for function, new_code in zip(functions, compiled, strict=True):
        function.__code__ = new_code


def code_for(function: FunctionType, codes: Mapping[tuple[str, int], list[CodeType]]) -> CodeType:
    """The code of a function in which its f-strings are claims. Raises FamilyError where the file
    holds another one by now, or several in its place."""
    own = function.__code__
    same = codes.get((own.co_qualname, own.co_firstlineno), [])
    if len(same) > 1 and any(map(makes_claims, same)):
        raise FamilyError(
            f"{Path(own.co_filename).name}:{own.co_firstlineno}: two functions without a name"
            " begin on one line; put each on a line of its own"
        )
    if len(same) > 1:
        return own
    if not same or arguments(same[0]) != arguments(own):
        raise FamilyError(changed(own.co_filename, own))
    return same[0]


def makes_claims(code: CodeType) -> bool:
    """Whether a function, or one inside it, builds claims."""
    prefix = BUILDER.partition("{")[0]
    names = chain.from_iterable([one.co_names for one in (code, *codes_in(code))])
    return any(name.startswith(prefix) for name in names)


def arguments(code: CodeType) -> tuple[object, ...]:
    """What a function takes from its callers and from around it."""
    count = code.co_argcount + code.co_kwonlyargcount
    return code.co_varnames[:count], code.co_posonlyargcount, code.co_freevars


def changed(file: str, code: CodeType | None = None) -> str:
    """That a file is no longer what was imported."""
    name = Path(file).name
    where = f"{name}:{code.co_firstlineno}: {code.co_qualname} is not in the file" if code else name
    return f"{where}: the file was changed after it was imported; start again"


def codes_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes_in(constant)


def functions_of(module: ModuleType, values: list[Any]) -> Iterator[FunctionType]:
    """Every function written in the module: by its name, in its classes, in the values, and in what
    wraps it."""
    seen: set[Any] = set()
    waiting: list[Any] = [*vars(module).values(), *values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, (dict, list, tuple)):
            if len(value) < LISTED:
                inner = value.values() if isinstance(value, dict) else value
                waiting += [one for one in inner if callable(one) or isinstance(one, tuple)]
            continue
        held = [getattr(value, name, None) for name in HOLDING]
        waiting += [one for one in held if isinstance(one, FunctionType)]
        if not isinstance(value, (FunctionType, type)) or value in seen:
            continue
        if value.__module__ != module.__name__:
            continue
        seen.add(value)
        if isinstance(value, type):
            waiting += vars(value).values()
            continue
        yield value
        for cell in value.__closure__ or ():
            with suppress(ValueError):  # a cell that is still empty
                waiting.append(cell.cell_contents)
