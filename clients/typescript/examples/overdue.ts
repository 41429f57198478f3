// In các việc quá hạn của một đơn vị: node overdue.js ĐỊA_CHỈ ĐƠN_VỊ [ĐỊA_BÀN] [NGÀY].
// (Prints the overdue tasks of a unit; by default as of today in Vietnam.)
import { Client } from "../src/client.js";
import { overdue } from "../src/operations.js";

declare const process: { argv: string[] };

const [address = "http://127.0.0.1:8000", unit, place, day] = process.argv.slice(2);
const today = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Ho_Chi_Minh", year: "numeric", month: "2-digit", day: "2-digit",
});
const client = new Client(address);
let after: string | null = null;
do {
  const asOf: string = day || today.format(new Date());
  const { tasks } = await overdue(client, { asOf, unit: unit ?? null, place: place || null, after });
  for (const task of tasks.nodes) {
    console.log([task.deadline?.end, task.daysOverdue, task.plan?.title, task.text].join("\t"));
  }
  after = tasks.pageInfo.hasNextPage ? tasks.pageInfo.endCursor : null;
} while (after !== null);
