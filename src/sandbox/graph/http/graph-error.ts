/** An answer of Graph that is not a success. */
export class GraphError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409;
  readonly code: string;

  constructor(status: GraphError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The texts are Microsoft's where they are documented. The codes of the recovery API are documented nowhere. */
export const refusals = {
  unsigned: () => new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty or not valid.'),
  denied: () =>
    new GraphError(403, 'Forbidden', 'Authorization has been denied for this request. Check your credentials.'),
  lacksPrivileges: () =>
    new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  noSuchSnapshot: () =>
    new GraphError(
      404,
      'NotFound',
      "This isn't a valid timestamp for recovery. The provided timestamp should be in the list of available backups.",
    ),
  snapshotNotFound: (id: string) => new GraphError(404, 'NotFound', `Snapshot with identifier ${id} not found`),
  noSuchJob: (id: string) => new GraphError(404, 'NotFound', `Job with identifier ${id} not found`),
  slotTaken: () =>
    new GraphError(
      409,
      'Conflict',
      'A recovery job is currently in progress. Wait for it to complete before initiating a new job.',
    ),
  notSuccessful: (id: string) =>
    new GraphError(
      400,
      'BadRequest',
      `Job with identifier \`${id}\` must have completed successfully prior to enumerating changes.`,
    ),
  notCancellable: (id: string) =>
    new GraphError(400, 'BadRequest', `Job with identifier \`${id}\` has completed and cannot be canceled.`),
  bad: (message: string) => new GraphError(400, 'BadRequest', message),
  unsupportedQuery: (message: string) => new GraphError(400, 'Request_UnsupportedQuery', message),
  noSuchResource: (id: string) =>
    new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
} as const;
