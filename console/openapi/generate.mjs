// Prints the TypeScript types of an OpenAPI document that comes on the standard input.
import { text } from "node:stream/consumers";
import openapiTypescript, { astToString } from "openapi-typescript";

process.stdout.write(astToString(await openapiTypescript(JSON.parse(await text(process.stdin)))));
