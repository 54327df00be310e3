-- Sends GET / with one header whose values come from a file, one after the other.
-- Arguments: the header's name, the file, and a mean pause in milliseconds for each connection (0: none).
local requests, at = {}, 0

function init(arguments)
  local name, file, pause = arguments[1], arguments[2], tonumber(arguments[3])
  for value in io.lines(file) do
    requests[#requests + 1] = wrk.format("GET", "/", { [name] = value, Host = wrk.headers["Host"] })
  end
  if pause > 0 then
    -- wrk takes the time of a request after its pause. Random pauses keep connections out of step.
    math.randomseed(1)
    function delay() return math.random(0, 2 * pause) end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"micros":%d,"bytes":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
