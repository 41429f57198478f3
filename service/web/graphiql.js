import { questions } from "./questions.js";

const endpoint = new URL("graphql", document.baseURI);

async function ask(question) {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify(question),
  });
  return answer.json();
}

// A link from the start page opens one question alone.
const wanted = Number.parseInt(new URLSearchParams(location.search).get("q") ?? "", 10);
const offered = questions[wanted] ? [questions[wanted]] : questions;
const tabs = offered.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2) }));
const one = questions[wanted] ? { initialQuery: tabs[0].query, initialVariables: tabs[0].variables } : {};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: ask, defaultTabs: tabs, defaultEditorToolsVisibility: true, ...one }),
);
