-- Goes round the bodies of one question; prints one line of JSON at the end.
local bodies, at, path = {}, 0, "/"
function init(args)
  path = args[2]
  local headers = { ["Content-Type"] = "application/json" }
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = wrk.format("POST", path, headers, line)
  end
end
function request()
  at = at % #bodies + 1
  return bodies[at]
end
function done(summary, latency, _)
  local e = summary.errors
  io.write(string.format(
    '{"answers":%d,"microseconds":%d,"errors":%d,"p50":%d,"p99":%d,"bytes":%d}\n',
    summary.requests, summary.duration, e.status + e.connect + e.read + e.timeout,
    latency:percentile(50), latency:percentile(99), summary.bytes))
end
