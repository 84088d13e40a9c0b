/** What every emitter is: a name and a pure function from the model to files. */
import type { Model } from "../model.ts";
import type { OutputFile } from "../output.ts";

export interface Emitter {
  readonly name: string;
  /** Reads nothing but the model; gives [] when the contract lacks the part that it works on. */
  emit(model: Model): OutputFile[] | Promise<OutputFile[]>;
}
