import { fromFirstPage } from '../shared/from-first-page';
import type { GraphClient } from './client';
import type { Page } from './contract';
import type { Operation } from './operation';

/** Every item of a list that fits into memory, read again from its first page where it breaks off. Each item once. */
export async function wholeList<Input extends object, Item>(
  client: GraphClient,
  operation: Operation<Input, Page<Item>>,
  input: Input,
): Promise<Item[]> {
  return await fromFirstPage(async () => {
    const items: Item[] = [];
    for await (const page of client.pages(operation, input)) items.push(...page);
    return items;
  });
}
