/** What a key of the media may be: the same for every store, so that no key leads out of its folder or prefix. */
import { type ImageType, imageExtensions, imageTypes } from "../../core/image-type.ts";

const resultKeyPattern = /^results\/[a-z0-9-]{1,64}\/\d{8}\/[0-9a-f]{32}\.(jpg|png|webp)$/;

/** The parts of a picture's key. Throws TypeError on any other text: a key that comes from outside never gets here. */
export function resultParts(key: string): string[] {
  if (!resultKeyPattern.test(key)) throw new TypeError(`${JSON.stringify(key)} is no key of a picture`);
  return key.split("/");
}

/**
 * The parts of a key as list() gives it: any name that a file system can hold, but no way out of the folder. Throws
 * TypeError.
 */
export function listedParts(key: string): string[] {
  const parts = key.split("/");
  const plain = parts.length > 1 && parts.every((part) => isPlain(part));
  if (!plain || (parts[0] !== "results" && parts[0] !== "tmp")) {
    throw new TypeError(`${JSON.stringify(key)} is no key of the media`);
  }
  return parts;
}

/** The name itself. Throws TypeError when it is more than a plain file name. */
export function plainName(name: string): string {
  if (!isPlain(name)) throw new TypeError(`${JSON.stringify(name)} is no plain file name`);
  return name;
}

/** Whether the text is one part of a path and nothing else. */
export function isPlain(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\\0]/.test(name);
}

/** What kind of picture the key names; undefined when its name ends as none. */
export function typeOfKey(key: string): ImageType | undefined {
  return imageTypes.find((known) => key.endsWith(`.${imageExtensions[known]}`));
}
