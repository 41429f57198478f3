// Which tasks that this unit leads were due by this day?
MATCH (:Unit {id: $unit})-[:LEADS]->(t:Task) WHERE t.due_key <= $day
WITH DISTINCT t ORDER BY t.due_key, t.id LIMIT 50
RETURN {id: t.id, text: t.text, due: t.due_end,
  plan: head([(t)<-[:HAS_TASK]-(p:Document) | {id: p.id, title: p.title}]),
  overseers: [(t)<-[o:OVERSEES]-(who) | {position: o.position,
    person: CASE WHEN who:Person THEN {id: who.id, name: who.name} ELSE null END}]}
