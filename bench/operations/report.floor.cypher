// What does this unit lead that is due in this time?
MATCH (u:Unit {id: $unit})
RETURN {id: u.id, name: u.name,
  tasks: COLLECT { MATCH (u)-[:LEADS]->(t:Task) WHERE t.due_key >= $from AND t.due_key <= $to
    WITH DISTINCT t ORDER BY t.due_key, t.id LIMIT 500
    RETURN {id: t.id, ref: t.ref, text: t.text, due: t.due_end, routine: t.routine,
      plan: head([(t)<-[:HAS_TASK]-(p:Document) | {title: p.title}]),
      leads: [(t)<-[:LEADS]-(x:Unit) | {id: x.id, name: x.name}]} }}
