/** One step of the schema. It runs in one transaction; `number` goes by tens and becomes the base's `user_version`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
