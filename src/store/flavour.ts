import type { ColumnDataType, ColumnDefinitionBuilder, Dialect, Expression } from 'kysely';

/** Everything in which the two databases differ. The rest of src/store is written once. */
export interface Flavour {
  readonly dialect: Dialect;
  readonly columns: {
    /** Text that is ordered or compared by its bytes, whatever the database's language. */
    readonly sortedText: ColumnDataType | Expression<unknown>;
    readonly bytes: ColumnDataType;
    /** Makes an integer column number its rows, and their primary key. */
    readonly counter: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  };
}
