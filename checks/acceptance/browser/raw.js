// HTTP as no well-behaved client sends it.
import { connect } from "node:net";

/** Sends `text` as it is to the server at `url`; answers status, headers (lower case) and JSON body. */
export async function sendRaw(url, text) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const chunks = [];
  const complete = new Promise((done) => {
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (wholeBody(Buffer.concat(chunks).toString("latin1"))) done();
    });
    socket.on("close", done);
    socket.on("error", done);
    setTimeout(done, 10_000).unref();
  });
  socket.write(text, "latin1");
  await complete;
  socket.destroy();
  return parse(Buffer.concat(chunks).toString());
}

/** A request with the usual `Host`, from its first line, header lines and body. */
export function request(url, first, headers = [], body = "") {
  const host = headers.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${new URL(url).host}`];
  return [first, ...host, ...headers, "", body].join("\r\n");
}

function wholeBody(text) {
  const end = text.indexOf("\r\n\r\n");
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2));
  return end >= 0 && length !== null && text.length - end - 4 >= Number(length[1]);
}

function parse(text) {
  const [head, ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  let json = {};
  try { json = JSON.parse(rest.join("\r\n\r\n")); } catch { /* no JSON: the test sees an empty body */ }
  return { status: Number(first.split(" ")[1] ?? 0), headers, json };
}
