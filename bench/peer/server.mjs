// The peer: @neo4j/graphql on @apollo/server over the graph that this project's loader wrote.
// Environment: PEER_MODULES (folder with node_modules), NEO4J_URI, PORT, NODE_ENV=production.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.PEER_MODULES}/`);
const { Neo4jGraphQL } = require("@neo4j/graphql");
const { ApolloServer } = require("@apollo/server");
const { startStandaloneServer } = require("@apollo/server/standalone");
const neo4j = require("neo4j-driver");

const typeDefs = `#graphql
type Document @node { id: ID! kind: String symbol: String title: String issued_end: String
  implements: [Document!]! @relationship(type: "IMPLEMENTS", direction: OUT)
  issuer: [Unit!]! @relationship(type: "ISSUED_BY", direction: OUT) }
type Plan @node(labels: ["Document", "Plan"]) { id: ID! kind: String symbol: String title: String
  issued_end: String
  implements: [Document!]! @relationship(type: "IMPLEMENTS", direction: OUT)
  issuer: [Unit!]! @relationship(type: "ISSUED_BY", direction: OUT)
  tasks: [Task!]! @relationship(type: "HAS_TASK", direction: OUT)
  targets: [Target!]! @relationship(type: "HAS_TARGET", direction: OUT) }
type Task @node { id: ID! ref: String! text: String! heading: String recurs: String
  routine: Boolean! deliverable: String order: String! due_end: String due_key: String!
  plan: [Plan!]! @relationship(type: "HAS_TASK", direction: IN)
  leads: [Unit!]! @relationship(type: "LEADS", direction: IN)
  supports: [Unit!]! @relationship(type: "SUPPORTS", direction: IN)
  overseers: [Person!]! @relationship(type: "OVERSEES", direction: IN, properties: "Oversees")
  offices: [Position!]! @relationship(type: "OVERSEES", direction: IN, properties: "Oversees")
  targets: [Target!]! @relationship(type: "HAS_TARGET", direction: OUT) }
type Target @node { id: ID! metric: String! op: String! value: Float unit_of_measure: String
  due_end: String ownership: String! plan_key: String! order: String!
  owners: [Unit!]! @relationship(type: "OWNS", direction: IN)
  plan: [Plan!]! @relationship(type: "HAS_TARGET", direction: IN)
  task: [Task!]! @relationship(type: "HAS_TARGET", direction: IN) }
type Unit @node { id: ID! name: String! kind: String
  leads: [Task!]! @relationship(type: "LEADS", direction: OUT)
  supports: [Task!]! @relationship(type: "SUPPORTS", direction: OUT)
  plans: [Plan!]! @relationship(type: "ISSUED_BY", direction: IN)
  ownerlessTargets(limit: Int! = 100): [Target!]! @cypher(columnName: "g", statement: """
    MATCH (this)<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(g:Target) WHERE g.ownership = 'NONE'
    RETURN g ORDER BY g.plan_key, g.order, g.id LIMIT $limit""") }
type Person @node { id: ID! name: String!
  oversees: [Task!]! @relationship(type: "OVERSEES", direction: OUT) }
type Position @node { id: ID! title: String! }
type Oversees @relationshipProperties { position: String }
`;

const driver = neo4j.driver(process.env.NEO4J_URI);
// Days are strings in this graph: the peer compares strings only where it is told to.
const features = { filters: { String: { LT: true, LTE: true, GT: true, GTE: true } } };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const server = new ApolloServer({ schema, csrfPrevention: false });
const listen = { port: Number(process.env.PORT), host: "127.0.0.1" };
await startStandaloneServer(server, { listen });
