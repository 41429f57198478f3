// In các việc quá hạn của một đơn vị: node overdue.js ĐỊA_CHỈ ĐƠN_VỊ [ĐỊA_BÀN] [NGÀY].
// (Prints the overdue tasks of a unit.)
import { Client } from "../src/client.js";
import { overdue } from "../src/operations.js";

declare const process: { argv: string[] };

const [address = "http://127.0.0.1:8000", unit, place, day] = process.argv.slice(2);
const client = new Client(address);
let after: string | null = null;
do {
  const asOf: string = day || new Date().toISOString().slice(0, 10);
  const { tasks } = await overdue(client, { asOf, unit: unit ?? null, place: place || null, after });
  for (const task of tasks.nodes) {
    console.log([task.deadline?.end, task.daysOverdue, task.plan?.title, task.text].join("\t"));
  }
  after = tasks.pageInfo.hasNextPage ? tasks.pageInfo.endCursor : null;
} while (after !== null);
