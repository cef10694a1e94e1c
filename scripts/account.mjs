// npm run account -- create <name> | list | close <id>: the accounts of the Skylab that runs at SKYLAB_URL.
const [action, argument] = process.argv.slice(2);
const url = new URL("/_skylab/accounts", process.env.SKYLAB_URL ?? "http://localhost:4566");

const ACTIONS = {
  create: () => ask("POST", url, { name: argument }),
  list: () => ask("GET", url),
  close: () => ask("DELETE", new URL(`${url.pathname}/${argument}`, url)),
};

const act = ACTIONS[action];
if (act === undefined || (argument === undefined) !== (action === "list")) {
  console.error("npm run account -- create <name> | list | close <id>");
  process.exitCode = 1;
} else {
  await act();
}

async function ask(method, to, body) {
  const token = process.env.SKYLAB_ADMIN_TOKEN;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  try {
    const answer = await fetch(to, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const told = await answer.json();
    if (answer.ok) console.log(JSON.stringify(told, undefined, 2));
    else fail(told.error);
  } catch (error) {
    fail(`Nothing answers at ${url.origin}: ${error.cause?.message ?? error.message}`);
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
