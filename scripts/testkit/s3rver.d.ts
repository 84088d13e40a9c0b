/** The parts of @20minutes/s3rver, which has no types of its own, that the tests use. */
declare module "@20minutes/s3rver" {
  import type { Server } from "node:http";
  import type { Readable } from "node:stream";

  /** What Koa hands its middlewares. */
  export interface S3rverContext {
    readonly method: string;
    readonly path: string;
    /** Bucket and key as the path names them. */
    readonly state: { vhost?: boolean };
    mountPath?: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
    status: number;
    type: string;
    body: unknown;
  }

  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly directory: string;
      readonly silent: boolean;
      readonly vhostBuckets: boolean;
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[];
    });
    readonly httpServer: Server;
    /** In their order; the last one answers. */
    readonly middleware: ((context: S3rverContext, next: () => Promise<void>) => Promise<void>)[];
    readonly store: {
      getObject(bucket: string, key: string): Promise<{ readonly content: Readable } | null>;
      deleteObject(bucket: string, key: string): Promise<void>;
    };
    run(): Promise<void>;
  }
}
