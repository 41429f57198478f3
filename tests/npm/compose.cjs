// Composes the subgraphs given as files into a supergraph; prints it, or fails with the reasons.
const { readFileSync } = require("node:fs");
const { basename } = require("node:path");
const { parse } = require("graphql");
const { composeServices } = require("@apollo/composition");
const { buildSubgraphSchema } = require("@apollo/subgraph");

const subgraphs = process.argv.slice(2).map((file) => ({
  name: basename(file, ".graphql"),
  url: "http://localhost/graphql",
  typeDefs: parse(readFileSync(file, "utf-8")),
}));
for (const { typeDefs } of subgraphs) buildSubgraphSchema(typeDefs);
const { errors, supergraphSdl } = composeServices(subgraphs);
if (errors?.length) {
  for (const error of errors) console.error(error.message);
  process.exit(1);
}
console.log(supergraphSdl);
