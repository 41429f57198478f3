// Made by clients/generate.py from schema.graphql and clients/operations: do not edit.

import type { Client } from "./client.js";

export type Precision = "DAY" | "MONTH" | "PERIOD" | "QUARTER" | "YEAR" | "YEARLY_DAY";
export type Role = "EXECUTE" | "LEAD" | "OVERSEE" | "SUPPORT";
export type TaskStatus = "CANCELLED" | "DONE_LATE" | "DONE_ON_TIME" | "DONE_WITHOUT_DEADLINE" | "OPEN_IN_TERM" | "OPEN_OVERDUE" | "OPEN_WITHOUT_DEADLINE";
export interface OverdueTasksPageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}
export interface OverdueTasksNodesDeadline {
  end: string | null;
}
export interface OverdueTasksNodesLeads {
  id: string;
  name: string;
}
export interface OverdueTasksNodesOverseersPerson {
  name: string;
}
export interface OverdueTasksNodesOverseers {
  position: string | null;
  person: OverdueTasksNodesOverseersPerson | null;
}
export interface OverdueTasksNodesPlan {
  id: string;
  title: string | null;
}
export interface OverdueTasksNodes {
  id: string;
  ref: string | null;
  text: string | null;
  status: TaskStatus | null;
  daysOverdue: number | null;
  deadline: OverdueTasksNodesDeadline | null;
  leads: Array<OverdueTasksNodesLeads>;
  overseers: Array<OverdueTasksNodesOverseers>;
  plan: OverdueTasksNodesPlan | null;
}
export interface OverdueTasks {
  totalCount: number;
  pageInfo: OverdueTasksPageInfo;
  nodes: Array<OverdueTasksNodes>;
}
export interface Overdue {
  tasks: OverdueTasks;
}
export interface OverdueVariables {
  asOf: string;
  unit?: string | null;
  place?: string | null;
  first?: number | null;
  after?: string | null;
}
export const overdueDocument = `# Việc của một đơn vị đã quá hạn vào một ngày, quá hạn lâu nhất trước. (A unit's tasks that are overdue on a day, most overdue first.)
query Overdue($asOf: Date!, $unit: String, $place: String, $first: Int = 50, $after: String) {
  tasks(where: { status: [OPEN_OVERDUE], asOf: $asOf, unit: { name: $unit, place: $place } }, orderBy: [DUE, PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id ref text status(asOf: $asOf) daysOverdue(asOf: $asOf) deadline(asOf: $asOf) { end } leads { id name } overseers { position person { name } } plan { id title } }
  }
}`;
export const overdue = (client: Client, variables: OverdueVariables): Promise<Overdue> =>
  client.ask<Overdue>(overdueDocument, { ...variables });
export interface SearchSearchNodes {
  __typename: string;
  id?: string;
  title?: string | null;
  symbol?: string | null;
  name?: string;
  fullTitle?: string | null;
  fullName?: string | null;
  ref?: string | null;
  text?: string | null;
  metric?: string | null;
  value?: number | null;
  by?: string | null;
  to?: string | null;
  recurs?: string | null;
}
export interface SearchSearch {
  totalCount: number;
  nodes: Array<SearchSearchNodes>;
}
export interface Search {
  search: SearchSearch;
}
export interface SearchVariables {
  text: string;
  first?: number | null;
}
export const searchDocument = `# Tìm trong mọi thứ. (Search everything.)
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
}`;
export const search = (client: Client, variables: SearchVariables): Promise<Search> =>
  client.ask<Search>(searchDocument, { ...variables });
export interface UnitTasksTasksPageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}
export interface UnitTasksTasksNodesDue {
  end: string | null;
  precision: Precision | null;
  text: string | null;
}
export interface UnitTasksTasksNodesLeads {
  id: string;
  name: string;
}
export interface UnitTasksTasksNodesPlan {
  id: string;
  symbol: string | null;
  title: string | null;
}
export interface UnitTasksTasksNodes {
  id: string;
  ref: string | null;
  text: string | null;
  due: UnitTasksTasksNodesDue | null;
  leads: Array<UnitTasksTasksNodesLeads>;
  plan: UnitTasksTasksNodesPlan | null;
}
export interface UnitTasksTasks {
  totalCount: number;
  pageInfo: UnitTasksTasksPageInfo;
  nodes: Array<UnitTasksTasksNodes>;
}
export interface UnitTasks {
  tasks: UnitTasksTasks;
}
export interface UnitTasksVariables {
  unit: string;
  place?: string | null;
  role?: Array<Role> | null;
  first?: number | null;
  after?: string | null;
}
export const unitTasksDocument = `# Việc của một đơn vị, trong mọi kế hoạch. (The tasks of a unit, in every plan.)
query UnitTasks($unit: String!, $place: String, $role: [Role!], $first: Int = 50, $after: String) {
  tasks(where: { unit: { name: $unit, place: $place }, role: $role }, orderBy: [PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id ref text due { end precision text } leads { id name } plan { id symbol title } }
  }
}`;
export const unitTasks = (client: Client, variables: UnitTasksVariables): Promise<UnitTasks> =>
  client.ask<UnitTasks>(unitTasksDocument, { ...variables });
