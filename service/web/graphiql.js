import { questions } from "./questions.js";

const endpoint = new URL("graphql", document.baseURI);

// GraphiQL names the operation of the tab before for a while when this one's has no name.
function named({ operationName, ...question }) {
  const known = operationName && new RegExp(`\\b${operationName}\\b`).test(question.query);
  return known ? { ...question, operationName } : question;
}

async function ask(question) {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify(named(question)),
  });
  return answer.json();
}

// A link from the start page opens one question alone, and leaves the tabs that were kept alone.
function forgetful() {
  const kept = new Map();
  return {
    get length() { return kept.size; },
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

const wanted = questions[Number.parseInt(new URLSearchParams(location.search).get("q") ?? "", 10)];
const tabs = (wanted ? [wanted] : questions).map(({ query, variables }) => ({
  query,
  variables: JSON.stringify(variables, null, 2),
}));

const storage = wanted ? forgetful() : localStorage;
// GraphiQL 4 shows the variables of the first tab only from what it has kept.
if (storage.getItem("graphiql:tabState") === null) storage.setItem("graphiql:variables", tabs[0].variables);

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: ask,
    defaultTabs: tabs,
    defaultEditorToolsVisibility: "variables",
    storage,
  }),
);
