// One request on a connection of its own, without following redirections.
import { request } from "node:http";

export function answer(url, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, failed) => {
    const call = request(url, { method, headers, agent: false, timeout: 30_000 }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).once("error", failed)
        .once("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    call.once("error", failed).once("timeout", () => call.destroy(new Error(`${url} did not answer`)));
    call.end(body);
  });
}
