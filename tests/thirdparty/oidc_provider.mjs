// npm's oidc-provider on loopback. Arguments: port, redirect address, algorithm. Any login is let in; a login is an
// e-mail, verified unless it begins with "un".
import Provider from "oidc-provider";
import { generateKeyPairSync } from "node:crypto";

const [port, back, algorithm] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const pair = algorithm === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...pair.privateKey.export({ format: "jwk" }), use: "sig", alg: algorithm, kid: "one" };
const provider = new Provider(issuer, {
  jwks: { keys: [key] },
  clients: [{
    client_id: "tenbin", client_secret: "himitsu no kagi", redirect_uris: [back],
    id_token_signed_response_alg: algorithm, application_type: "web",
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("un") }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
