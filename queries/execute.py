"""One question answered: parsed, checked and compiled once for its shape, then one read a field.

Everything made ready is kept in bounded caches, so a question asked again costs its reads alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    validate,
)
from graphql.execution.values import (
    VariableValues,
    get_argument_values,
    get_variable_values,
)

from graph_schema.callers import Caller
from graph_schema.errors import BadQuestion, DeadlineExceeded, StoreUnavailable
from queries.anchors import Read
from queries.asked import Statement
from queries.cache import Cache
from queries.caps import MAX_TEXT, MAX_WORDS, check_variables, long_variables
from queries.change import Allow, Change, Changer, Payload
from queries.compile import compile_field
from queries.composed import Compose, Composer, Root, Sources
from queries.given import shape_of
from queries.nulls import Settled, sentence_of
from queries.prepared import Limits, MayRead, Prepared, choose, only_meta, prepare
from queries.project import MissingValue
from queries.selection import Selections
from queries.sight import Sight
from queries.turns import turn

_KEPT_DESCRIPTIONS = 20
HEAVY_AT_ONCE = 4
_HEAVY = 30_000
"""Things that a heavy answer may hold; the project's own questions stay below."""
_TURN_SECONDS = 1.0
_MANY = (
    "Đang có nhiều câu hỏi lớn: hãy thử lại sau vài giây, hoặc hỏi từng trang ngắn hơn. (Many "
    "large questions are running; try again in a moment.)"
)
_META = frozenset({"__schema", "__type", "_service"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a client asks."""

    text: str
    variables: Mapping[str, object]
    operation: str | None
    caller: Caller


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; a question that was refused before it ran has no ``data`` at all."""

    data: Mapping[str, object] | None
    errors: tuple[GraphQLError, ...]
    refused: bool = False
    cost: int = 0
    """How many things it could have held."""


class Refused(Exception):
    """The question cannot be run; its errors say why."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        """Keep the errors."""
        super().__init__(errors[0].message)
        self.errors = errors


class _NoData(Exception):
    """A field that may not be null has failed: the whole answer is null."""

    def __init__(self, error: GraphQLError) -> None:
        super().__init__(error.message)
        self.error = error


@dataclass(frozen=True, slots=True)
class _Compiled:
    statements: tuple[Statement, ...]
    constants: Mapping[str, object]
    keys: tuple[str, ...]
    meta: DocumentNode | None
    composed: tuple[Root, ...]
    cost: int


class Reader:
    """Answers queries over one schema from one store."""

    def __init__(
        self,
        schema: GraphQLSchema,
        read: Read,
        limits: Limits,
        *,
        deadline: float = 5.0,
        kept: int = 500,
        suggestions: bool = True,
        composed: Mapping[str, Compose] | None = None,
        may_read: MayRead = lambda _, __: None,
    ) -> None:
        """``read`` runs one statement; nothing here opens a connection."""
        self._may_read = may_read
        self._schema = schema
        self._read = read
        self._limits = limits
        self._deadline = deadline
        self._suggestions = suggestions
        self._turns = asyncio.Semaphore(HEAVY_AT_ONCE)
        self._composer = Composer(schema, composed or {})
        self._prepared: Cache[Prepared] = Cache(kept)
        self._compiled: Cache[_Compiled] = Cache(kept)
        self._described: Cache[ExecutionResult] = Cache(_KEPT_DESCRIPTIONS)

    async def answer(self, question: Question) -> Answer:
        """Answer a query; ``StoreUnavailable`` is raised when the store does not answer in time."""
        try:
            prepared, operation, values = self._understand(question)
            shape = shape_of(values.coerced)
            compiled = self._compiled.get(
                (question.text, question.operation, shape, question.caller.clearance),
                lambda: self._compile(prepared, operation, values, question.caller),
            )
        except Refused as refused:
            return Answer(None, tuple(refused.errors), refused=True)
        except GraphQLError as error:
            return Answer(None, (error,), refused=True)
        return await self._run(compiled, question, values)

    async def change(
        self, question: Question, changes: Mapping[str, Change], allow: Allow
    ) -> Answer:
        """Make the changes of a mutation, one after the other, and show what it asks of them.

        None is made unless every one of them is allowed.
        """
        caller = question.caller
        try:
            prepared, operation, values = self._understand(question)
            root = self._root(operation.operation)
            cost = self._limits.check_cost(prepared.document, operation, values)
        except Refused as refused:
            return Answer(None, tuple(refused.errors), refused=True)
        except GraphQLError as error:
            return Answer(None, (error,), refused=True)
        selections = Selections(self._schema, prepared.fragments, values)

        async def show(statement: Statement) -> Settled:
            try:
                return await self._field(statement, values)
            except _NoData as failed:
                return Settled(None, (failed.error,))
            except StoreUnavailable as failed:
                return Settled(None, (_located(failed.sentence, statement, failed),))

        fields = selections.fields(root, (operation.selection_set,))
        for nodes in fields.values():
            if nodes[0].name.value != "__typename":
                allow(nodes[0].name.value, caller)
        changer = Changer(self._schema, root, selections, values, changes, caller, show)
        data = await changer.answer(fields)
        return Answer(data, tuple(changer.errors), cost=cost)

    def listens_to(self, question: Question) -> tuple[str, Mapping[str, object]]:
        """The event that a subscription waits for, and its arguments; ``Refused`` when it is none.

        Nothing is read.
        """
        try:
            prepared, operation, values = self._understand(question)
            root = self._root(OperationType.SUBSCRIPTION)
            self._limits.check_cost(prepared.document, operation, values)
            selections = Selections(self._schema, prepared.fragments, values)
            node = next(iter(selections.fields(root, (operation.selection_set,)).values()))[0]
            name = node.name.value  # of the one field: validation let no other document through
            return name, get_argument_values(root.fields[name], node, values)
        except GraphQLError as error:
            raise Refused([error]) from error

    async def tell(self, question: Question, payload: Payload) -> Answer:
        """Show one event as a subscription asks for it."""

        async def come(_: Mapping[str, object], __: Caller) -> Payload:
            return payload

        name, _ = self.listens_to(question)
        return await self.change(question, {name: come}, lambda _, __: None)

    def _root(self, kind: OperationType) -> GraphQLObjectType:
        root = self._schema.get_root_type(kind)
        if root is None:
            raise TypeError(f"the schema has no {kind.value} type")
        return root

    def _understand(
        self, question: Question
    ) -> tuple[Prepared, OperationDefinitionNode, VariableValues]:
        prepared = self._prepared.get(question.text, lambda: self._prepare(question.text))
        operation = choose(prepared, question.operation)
        self._may_read(prepared.asked(operation), question.caller)
        return prepared, operation, self._coerce(operation, question.variables, prepared.long)

    def operation_type(self, question: Question) -> OperationType | None:
        """Whether a question reads or writes; None when it cannot be told."""
        try:
            prepared = self._prepared.get(question.text, lambda: self._prepare(question.text))
            return choose(prepared, question.operation).operation
        except (Refused, GraphQLError):
            return None

    def _prepare(self, text: str) -> Prepared:
        self._limits.check_text(text)
        document = self._limits.parse(text)
        self._limits.check_document(document)
        hide = not self._suggestions
        errors = validate(self._schema, document, max_errors=1, hide_suggestions=hide)
        if errors:
            raise Refused(errors[:1])
        return prepare(self._schema, document, long_variables(document))

    def _coerce(
        self,
        operation: OperationDefinitionNode,
        variables: Mapping[str, object],
        long: Mapping[str, str],
    ) -> VariableValues:
        names = (v.variable.name.value for v in operation.variable_definitions or ())
        writes = operation.operation is OperationType.MUTATION
        check_variables(names, variables, long, MAX_WORDS if writes else MAX_TEXT)
        values = get_variable_values(
            self._schema,
            operation.variable_definitions or (),
            dict(variables),
            max_errors=1,
            hide_suggestions=not self._suggestions,
        )
        if isinstance(values, list):
            raise GraphQLError(
                f"Một biến không dùng được. ({values[0].message})",
                values[0].nodes,
                extensions={"code": BadQuestion.code},
            )
        return values

    def _compile(
        self,
        prepared: Prepared,
        operation: OperationDefinitionNode,
        values: VariableValues,
        caller: Caller,
    ) -> _Compiled:
        cost = self._limits.check_cost(prepared.document, operation, values)
        root = self._schema.query_type
        if root is None:
            raise TypeError("the schema has no query type")
        selections = Selections(self._schema, prepared.fragments, values)
        fields = selections.fields(root, (operation.selection_set,))
        names = {key: nodes[0].name.value for key, nodes in fields.items()}
        sight = Sight(caller.clearance)
        meta = [node for key, nodes in fields.items() if names[key] in _META for node in nodes]
        composed = [key for key, name in names.items() if self._composer.takes(name)]
        apart = {"__typename", *_META, *(names[key] for key in composed)}
        return _Compiled(
            tuple(
                compile_field(self._schema, selections, values, key, nodes, sight)
                for key, nodes in fields.items()
                if names[key] not in apart
            ),
            {key: root.name for key, name in names.items() if name == "__typename"},
            tuple(fields),
            only_meta(prepared.document, operation, meta) if meta else None,
            tuple(Root(key, fields[key], prepared.fragments) for key in composed),
            cost,
        )

    async def _run(self, compiled: _Compiled, question: Question, values: VariableValues) -> Answer:
        found: dict[str, object] = dict(compiled.constants)
        errors: list[GraphQLError] = []
        if compiled.meta is not None:
            described = self._describe(compiled.meta, question)
            found.update(described.data or {})
            errors += described.errors or []
        ask, sight = partial(self.ask, question.caller), Sight(question.caller.clearance)
        sources = Sources(ask, self._read, sight)
        told = await self._composer.answer(compiled.composed, values, sources)
        try:
            async with asyncio.timeout(self._deadline):
                async with self._turn(compiled):
                    results = await self._fields(compiled.statements, values)
        except TimeoutError:
            raise DeadlineExceeded(
                f"Câu hỏi chưa xong sau {self._deadline:g} giây: hãy hỏi hẹp hơn hoặc từng trang "
                "ngắn hơn. (The question took too long; ask for less.)"
            ) from None
        except _NoData as decided:
            return Answer(None, (*errors, decided.error), cost=compiled.cost)
        keys = (root.key for part in (compiled.statements, compiled.composed) for root in part)
        for key, result in zip(keys, (*results, *told), strict=True):
            errors += result.errors
            found[key] = result.value
        data = {key: found[key] for key in compiled.keys}
        return Answer(data, tuple(errors), cost=compiled.cost)

    async def ask(self, caller: Caller, text: str, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        """The data of a question that somebody's own work asks; an error of it is raised."""
        answer = await self.answer(Question(text, given, None, caller))
        if answer.errors:
            first = answer.errors[0]
            cause = first.original_error
            raise BadQuestion(first.message) if cause is None else cause
        return answer.data

    def _turn(self, compiled: _Compiled) -> AbstractAsyncContextManager[None]:
        """A turn to read: heavy questions run few at a time, so that light ones are not slowed."""
        if compiled.cost <= _HEAVY:
            return nullcontext()
        return turn(self._turns, _TURN_SECONDS, _MANY)

    def _describe(self, meta: DocumentNode, question: Question) -> ExecutionResult:
        """What the schema says of itself; an IDE asks it again and again."""
        variables = dict(question.variables)
        key = (question.text, question.operation, repr(sorted(variables.items())))
        return self._described.get(
            key, lambda: execute_sync(self._schema, meta, variable_values=variables)
        )

    async def _fields(
        self, statements: Sequence[Statement], values: VariableValues
    ) -> Sequence[Settled]:
        """The value of every root field; what fails for all of them ends the other reads."""
        if len(statements) == 1:
            return [await self._field(statements[0], values)]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._field(s, values)) for s in statements]
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return [task.result() for task in tasks]

    async def _field(self, statement: Statement, values: VariableValues) -> Settled:
        """The value of one root field, and the errors that stand in place of what failed."""
        try:
            parameters, refused = statement.ready(values)
            rows = await self._read(statement.cypher, parameters)
            if refused:
                return statement.repair(rows, parameters, refused)
            try:
                return Settled(statement.project(rows, parameters), ())
            except MissingValue:
                return statement.repair(rows, parameters, {})
        except StoreUnavailable:
            raise
        except GraphQLError as error:
            raise _NoData(error) from error
        except Exception as error:
            located = _located(sentence_of(error), statement, error)
            if not statement.nullable:
                raise _NoData(located) from error
            return Settled(None, (located,))


def _located(message: str, statement: Statement, error: Exception) -> GraphQLError:
    return GraphQLError(
        message, nodes=list(statement.nodes), path=[statement.key], original_error=error
    )
