// Which targets in the plans of this unit has nobody to answer for?
MATCH (:Unit {id: $unit})<-[:ISSUED_BY]-(:Plan)-[:HAS_TARGET]->(g:Target)
WHERE g.ownership = 'NONE'
WITH DISTINCT g ORDER BY g.plan_key, g.order, g.id LIMIT 100
RETURN {id: g.id, metric: g.metric, op: g.op, value: g.value, unitOfMeasure: g.unit_of_measure,
  due: g.due_end,
  plan: head([(g)<-[:HAS_TARGET]-(p:Document) | {id: p.id, title: p.title}]),
  task: head([(g)<-[:HAS_TARGET]-(t:Task) | {id: t.id, text: t.text}])}
