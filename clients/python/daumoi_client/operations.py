"""Made by clients/generate.py from schema.graphql and clients/operations: do not edit."""

from typing import Literal, NotRequired, TypedDict, cast

from daumoi_client.client import Client

Precision = Literal["DAY", "MONTH", "PERIOD", "QUARTER", "YEAR", "YEARLY_DAY"]
Role = Literal["EXECUTE", "LEAD", "OVERSEE", "SUPPORT"]
TaskStatus = Literal["CANCELLED", "DONE_LATE", "DONE_ON_TIME", "DONE_WITHOUT_DEADLINE", "OPEN_IN_TERM", "OPEN_OVERDUE", "OPEN_WITHOUT_DEADLINE"]
OverdueTasksPageInfo = TypedDict("OverdueTasksPageInfo", {
    "hasNextPage": bool,
    "endCursor": str | None,
})
OverdueTasksNodesDeadline = TypedDict("OverdueTasksNodesDeadline", {
    "end": str | None,
})
OverdueTasksNodesLeads = TypedDict("OverdueTasksNodesLeads", {
    "id": str,
    "name": str,
})
OverdueTasksNodesOverseersPerson = TypedDict("OverdueTasksNodesOverseersPerson", {
    "name": str,
})
OverdueTasksNodesOverseers = TypedDict("OverdueTasksNodesOverseers", {
    "position": str | None,
    "person": OverdueTasksNodesOverseersPerson | None,
})
OverdueTasksNodesPlan = TypedDict("OverdueTasksNodesPlan", {
    "id": str,
    "title": str | None,
})
OverdueTasksNodes = TypedDict("OverdueTasksNodes", {
    "id": str,
    "ref": str | None,
    "text": str | None,
    "status": TaskStatus | None,
    "daysOverdue": int | None,
    "deadline": OverdueTasksNodesDeadline | None,
    "leads": list[OverdueTasksNodesLeads],
    "overseers": list[OverdueTasksNodesOverseers],
    "plan": OverdueTasksNodesPlan | None,
})
OverdueTasks = TypedDict("OverdueTasks", {
    "totalCount": int,
    "pageInfo": OverdueTasksPageInfo,
    "nodes": list[OverdueTasksNodes],
})
Overdue = TypedDict("Overdue", {
    "tasks": OverdueTasks,
})
OVERDUE = """# Việc của một đơn vị đã quá hạn vào một ngày, quá hạn lâu nhất trước. (A unit's tasks that are overdue on a day, most overdue first.)
query Overdue($asOf: Date!, $unit: String, $place: String, $first: Int = 50, $after: String) {
  tasks(where: { status: [OPEN_OVERDUE], asOf: $asOf, unit: { name: $unit, place: $place } }, orderBy: [DUE, PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id ref text status(asOf: $asOf) daysOverdue(asOf: $asOf) deadline(asOf: $asOf) { end } leads { id name } overseers { position person { name } } plan { id title } }
  }
}"""


def overdue(client: Client, *, as_of: str, unit: str | None = None, place: str | None = None, first: int | None = None, after: str | None = None) -> Overdue:
    return cast(Overdue, client.ask(OVERDUE, {"asOf": as_of, "unit": unit, "place": place, "first": first, "after": after}))


SearchSearchNodes = TypedDict("SearchSearchNodes", {
    "__typename": str,
    "id": NotRequired[str],
    "title": NotRequired[str | None],
    "symbol": NotRequired[str | None],
    "name": NotRequired[str],
    "fullTitle": NotRequired[str | None],
    "fullName": NotRequired[str | None],
    "ref": NotRequired[str | None],
    "text": NotRequired[str | None],
    "metric": NotRequired[str | None],
    "value": NotRequired[float | None],
    "by": NotRequired[str | None],
    "to": NotRequired[str | None],
    "recurs": NotRequired[str | None],
})
SearchSearch = TypedDict("SearchSearch", {
    "totalCount": int,
    "nodes": list[SearchSearchNodes],
})
Search = TypedDict("Search", {
    "search": SearchSearch,
})
SEARCH = """# Tìm trong mọi thứ. (Search everything.)
query Search($text: String!, $first: Int = 20) {
  search(text: $text, first: $first) {
    totalCount
    nodes {
      __typename
      ... on Plan { id title }
      ... on Directive { id symbol }
      ... on Unit { id name }
      ... on Person { id name }
      ... on Position { id fullTitle }
      ... on Place { id fullName }
      ... on Task { id ref text }
      ... on Target { id metric value }
      ... on ReportDuty { id by to recurs }
      ... on Phase { id text }
    }
  }
}"""


def search(client: Client, *, text: str, first: int | None = None) -> Search:
    return cast(Search, client.ask(SEARCH, {"text": text, "first": first}))


UnitTasksTasksPageInfo = TypedDict("UnitTasksTasksPageInfo", {
    "hasNextPage": bool,
    "endCursor": str | None,
})
UnitTasksTasksNodesDue = TypedDict("UnitTasksTasksNodesDue", {
    "end": str | None,
    "precision": Precision | None,
    "text": str | None,
})
UnitTasksTasksNodesLeads = TypedDict("UnitTasksTasksNodesLeads", {
    "id": str,
    "name": str,
})
UnitTasksTasksNodesPlan = TypedDict("UnitTasksTasksNodesPlan", {
    "id": str,
    "symbol": str | None,
    "title": str | None,
})
UnitTasksTasksNodes = TypedDict("UnitTasksTasksNodes", {
    "id": str,
    "ref": str | None,
    "text": str | None,
    "due": UnitTasksTasksNodesDue | None,
    "leads": list[UnitTasksTasksNodesLeads],
    "plan": UnitTasksTasksNodesPlan | None,
})
UnitTasksTasks = TypedDict("UnitTasksTasks", {
    "totalCount": int,
    "pageInfo": UnitTasksTasksPageInfo,
    "nodes": list[UnitTasksTasksNodes],
})
UnitTasks = TypedDict("UnitTasks", {
    "tasks": UnitTasksTasks,
})
UNIT_TASKS = """# Việc của một đơn vị, trong mọi kế hoạch. (The tasks of a unit, in every plan.)
query UnitTasks($unit: String!, $place: String, $role: [Role!], $first: Int = 50, $after: String) {
  tasks(where: { unit: { name: $unit, place: $place }, role: $role }, orderBy: [PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id ref text due { end precision text } leads { id name } plan { id symbol title } }
  }
}"""


def unit_tasks(client: Client, *, unit: str, place: str | None = None, role: list[Role] | None = None, first: int | None = None, after: str | None = None) -> UnitTasks:
    return cast(UnitTasks, client.ask(UNIT_TASKS, {"unit": unit, "place": place, "role": role, "first": first, "after": after}))


