import { questions } from "./questions.js";

const list = document.getElementById("questions");
questions.forEach(({ title }, at) => {
  const link = document.createElement("a");
  link.href = `graphiql?q=${at}`;
  link.textContent = title;
  const item = document.createElement("li");
  item.append(link);
  list.append(item);
});

const count = document.getElementById("count");
try {
  const answer = await fetch("graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: "{ plans(first: 0) { totalCount } tasks(first: 0) { totalCount } targets(where: { ownership: [NONE] }, first: 0) { totalCount } }" }),
  });
  const { plans, tasks, targets } = (await answer.json()).data;
  count.textContent = `Trong kho: ${plans.totalCount} kế hoạch, ${tasks.totalCount} nhiệm vụ, ${targets.totalCount} chỉ tiêu chưa có chủ.`;
} catch {
  count.textContent = "Cơ sở dữ liệu chưa trả lời; xin thử lại sau. (The store does not answer yet.)";
}
