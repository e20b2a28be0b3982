// A real OpenID Connect provider for the tests. It listens, says where, and begins when it has been told by whom it is used (a line of
// JSON: clients, people, audience). A later line, with people alone, says what they are from then on. Whoever comes to sign in picks a
// person by a button.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

let answer = null;
let people = {};
const server = createServer((request, response) => answer(request, response));
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));

const page = (inside) => `<!doctype html><html lang="en"><title>Sign in</title><h1>Sign in</h1>${inside}</html>`;

function begin({ clients, audience, acr }) {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    claims: { openid: ["sub", "roles"], profile: ["name"], acr: null, sid: null },
    acrValues: acr,
    conformIdTokenClaims: false,
    cookies: { keys: ["for-tests-only"] },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
    issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
    // Its own refuses to call this machine, where the tests are.
    fetch: (address, { method, headers, body }) => fetch(address, { method, headers, body, redirect: "manual" }),
    extraTokenClaims: (_, token) => ({ roles: people[token.clientId]?.roles ?? [], acr: people[token.clientId]?.acr }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = page("");
        },
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ audience, scope: "", accessTokenFormat: "jwt", accessTokenTTL: 300 }),
      },
    },
  });
  const handle = provider.callback();
  answer = async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return handle(request, response);
    const { params, prompt } = await provider.interactionDetails(request, response);
    if (request.method === "GET") {
      response.setHeader("Content-Type", "text/html");
      const buttons = Object.keys(people).map((each) => `<button name="login" value="${each}">${each}</button>`);
      return response.end(page(`<p>${prompt.name}</p><form method="post" action="${request.url}">${buttons.join("")}</form>`));
    }
    let body = "";
    for await (const part of request) body += part;
    const accountId = new URLSearchParams(body).get("login");
    const grant = new provider.Grant({ accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    const login = { accountId, acr: people[accountId].acr };
    return provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
  };
}

function hear(told) {
  people = told.people;
  if (told.clients) begin(told);
  console.log("heard");
}

createInterface({ input: process.stdin }).on("line", (line) => hear(JSON.parse(line))).on("close", () => process.exit());
