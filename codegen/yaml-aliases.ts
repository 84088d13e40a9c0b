/** What the aliases of a YAML document name, found in one pass: `alias.resolve` goes through all of it for each. */
import { type Alias, isAlias, type Node, visit, type Document as YamlDocument } from "yaml";

/** The node that each alias stands for; an alias is missing when no such anchor stands above it. */
export type Targets = ReadonlyMap<Alias, Node>;

/** An anchor that stands twice is meant, from there on, where it stood last. */
export function aliasTargets(yaml: YamlDocument): Targets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(yaml, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}
