/** What a document of the contract is in the page: text, or a tag with its attributes and children. */

export type DocumentNode =
  | string
  | readonly [tag: string, attributes: Readonly<Record<string, string>> | null, ...children: DocumentNode[]];
