// One task.
MATCH (t:Task {id: $task})
RETURN {id: t.id, ref: t.ref, text: t.text, due: t.due_end, recurs: t.recurs, routine: t.routine,
  deliverable: t.deliverable}
