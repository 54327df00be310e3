// The run as Markdown.
export function report(run) {
  const { rows, results, halves, halfResults, starts, idle, facts } = run;
  const nginx = results.get("nginx"), haproxy = results.get("haproxy");
  const lines = [
    "# Gatehouse and other proxies, side by side",
    "",
    ...(run.quick ? ["**A quick run shows that the comparison works. Its figures prove nothing.**", ""] : []),
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    `- ${run.rounds} ${run.rounds === 1 ? "round" : "rounds"} of ${run.seconds} s for each row, after warm-ups of ${run.warmUp} s each; 64 connections, one wrk thread, 1 KiB answers`,
    ...(run.unsettled.length ? [`- still getting cheaper at the end of their warm-up: ${run.unsettled.join("; ")}`] : []),
    `- other programs used ${percent(run.foreign)} of one core meanwhile`,
    "",
    "## Full load",
    "",
    "Medians of the rounds; in brackets the lowest and the highest. Ratios compare CPU time, round by round.",
    "",
    "| | CPU µs/request | × nginx | × HAProxy | requests/s | p50 ms | p99 ms |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows.map(({ id, label }) => {
      const all = results.get(id);
      const cpu = all.map((one) => one.cpu);
      return row(label, `${fixed(median(cpu))} (${fixed(Math.min(...cpu))}–${fixed(Math.max(...cpu))})`,
        ratio(all, nginx), ratio(all, haproxy), Math.round(middle(all, "perSecond")),
        middle(all, "p50").toFixed(2), middle(all, "p99").toFixed(2));
    }),
    "",
    "## Half load",
    "",
    "About half of Gatehouse's own most, the same for all. Added is the difference to the upstream without a proxy.",
    "",
    "| | requests/s | p50 ms | p99 ms | added p99 ms |",
    "|---|--:|--:|--:|--:|",
    ...halves.map(({ id, label }) => {
      const all = halfResults.get(id);
      const added = median(all.map((one, i) => one.p99 - halfResults.get("upstream")[i].p99));
      return row(label, Math.round(middle(all, "perSecond")), middle(all, "p50").toFixed(2),
        middle(all, "p99").toFixed(2), id === "upstream" ? "" : added.toFixed(2));
    }),
    "",
    "## Memory",
    "",
    "Resident MiB of the process and its children: before the first request, and the highest under load.",
    "",
    "| | idle | under load |",
    "|---|--:|--:|",
    ...[["nginx", "nginx"], ["HAProxy", "haproxy"], ["Gatehouse", "gatehouse"]].map(([label, id]) =>
      row(label, Math.round(idle[id]), Math.round(highest(rows, results, id)))),
    "",
    "## Start",
    "",
    "Milliseconds from `./gatehouse serve` to the first 200 of `/health/ready`, launcher included.",
    "",
    `- without the AOT cache: ${span(starts.without)}`,
    `- with it: ${starts.with ? span(starts.with) : "not measured, there is none (`./gatehouse build` makes one)"}`,
    "",
    "## Audit",
    "",
    `The first Gatehouse carried ${run.carried} requests. Its chain ${run.audit.whole ? "verifies" : "does **not** verify"}; \`gatehouse audit verify\` says:`,
    "",
    ...run.audit.says.split("\n").map((line) => `    ${line}`),
    "",
  ];
  return lines.join("\n");
}

const row = (...cells) => `| ${cells.join(" | ")} |`;
const fixed = (number) => number.toFixed(1);
const percent = (share) => `${Math.round(share * 100)} %`;
const middle = (all, what) => median(all.map((one) => one[what]));
const ratio = (all, base) => median(all.map((one, i) => one.cpu / base[i].cpu)).toFixed(2);
const span = (times) => `${Math.round(median(times))} (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))})`;

const highest = (rows, results, peer) => Math.max(...rows.filter((one) => one.peer.name === peer)
  .flatMap(({ id }) => results.get(id).map((one) => one.resident)));

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
