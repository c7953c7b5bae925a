import { PRODUCTS, RECORDED } from "../products/all.js";
import { playProduct } from "../products/product.js";
import type { Fresh } from "../target.js";
import type { Item } from "../verdict.js";
import { emptyTenants, type Suite } from "./suite.js";
import { loadTranscripts, playTranscript, type Transcript } from "./transcripts.js";

/** The transcripts that hold a preset, for each preset. */
export function recordedOf(transcripts: readonly Transcript[], preset: string): Transcript[] {
  return transcripts.filter(({ id, precondition: { config = {} } }) => {
    // Where another mode is asked for nothing of the preset is left to judge, and the id of a client is given once.
    const isOther = config["mode"] !== undefined || config["oauthClient"] !== undefined;
    return id.startsWith(`${RECORDED[preset]}-`) && !isOther;
  });
}

async function judge(
  id: string,
  tenant: Fresh | string,
  play: (fresh: Fresh) => Promise<string | undefined>,
): Promise<Item> {
  if (typeof tenant === "string") return { id, result: "skipped", message: tenant };
  const problem = await play(tenant);
  return problem === undefined ? { id, result: "success" } : { id, result: "error", message: problem };
}

/** Each product in the order and form of its own requests, by its own rules, on the connection of its preset. */
export const productsSuite: Suite = {
  name: "products",
  async run(context) {
    const empty = await emptyTenants(context);
    const items: Item[] = [];
    for (const product of PRODUCTS) {
      const tenant = await empty({ client: product.client, ...product.setup });
      items.push(await judge(`products/${product.id}`, tenant, (fresh) => playProduct(fresh, product)));
    }
    for (const preset of Object.keys(RECORDED)) {
      for (const transcript of recordedOf(loadTranscripts(), preset)) {
        const tenant = await empty({ client: preset, ...transcript.precondition.config });
        const id = `products/${preset}/${transcript.id}`;
        items.push(await judge(id, tenant, (fresh) => playTranscript(fresh, transcript)));
      }
    }
    return items;
  },
};
