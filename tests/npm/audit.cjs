// Every audit of graphql-http against a server, as JSON: [{ id, name, status, reason }].
const { serverAudits } = require("graphql-http");

async function run(url) {
  const found = [];
  for (const audit of serverAudits({ url })) {
    const result = await audit.fn();
    found.push({ id: audit.id, name: audit.name, status: result.status, reason: result.reason ?? "" });
  }
  return found;
}

run(process.argv[2]).then((found) => console.log(JSON.stringify(found)));
