// Who answers for what in this plan, and what does the plan rest on?
MATCH (p:Document {id: $plan})
RETURN {id: p.id, title: p.title, issued: p.issued_end,
  issuer: head([(p)-[:ISSUED_BY]->(u:Unit) | {id: u.id, name: u.name}]),
  directives: COLLECT { MATCH (p)-[:IMPLEMENTS*1..8]->(d:Document)
    WITH DISTINCT d RETURN {id: d.id, symbol: d.symbol, title: d.title} },
  tasks: COLLECT { MATCH (p)-[:HAS_TASK]->(t:Task) WITH t ORDER BY t.order, t.id LIMIT 200
    RETURN {id: t.id, text: t.text, due: t.due_end,
      leads: [(t)<-[:LEADS]-(u:Unit) | {id: u.id, name: u.name}],
      supports: [(t)<-[:SUPPORTS]-(u:Unit) | {id: u.id, name: u.name}],
      overseers: [(t)<-[o:OVERSEES]-(who) | {position: o.position,
        person: CASE WHEN who:Person THEN {id: who.id, name: who.name} ELSE null END}],
      targets: [(t)-[:HAS_TARGET]->(g:Target) | {id: g.id, metric: g.metric, op: g.op,
        value: g.value, due: g.due_end, owners: [(g)<-[:OWNS]-(u:Unit) | {name: u.name}]}]} }}
