// Which tasks does this person oversee?
MATCH (:Person {id: $person})-[:OVERSEES]->(t:Task)
WITH DISTINCT t ORDER BY t.due_key, t.id LIMIT 50
RETURN {id: t.id, text: t.text, due: t.due_end,
  plan: head([(t)<-[:HAS_TASK]-(p:Document) | {id: p.id, title: p.title}]),
  leads: [(t)<-[:LEADS]-(u:Unit) | {id: u.id, name: u.name}]}
