// An OpenID Connect provider as a force has one: whoever types a name is that person, in the group of that name.
import { Provider } from "oidc-provider";

const [port, desk] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: "patrolqr", client_secret: "a secret of the tests", redirect_uris: [`${desk}/sign-in/callback`],
    response_types: ["code"], grant_types: ["authorization_code"],
  }],
  claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["only for tests"] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `Sgt ${id}`, groups: [`LPT ${id}`] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
