/** OData's words about a value, which are none themselves. A key that is a mail address is a value's: it is hashed, and shown. */
const CONTROL = 'context|type|id|etag|count|bind|reason|removed|delta(?:Link)?|(?:edit|read|next|navigation|association)Link|media\\w+'; // prettier-ignore
const ANNOTATION = new RegExp(`^@(?:odata|microsoft)\\b|@(?:odata\\.)?(?:${CONTROL})$|@microsoft\\.graph\\.\\w+$`);

/** `@odata.type`, `members@delta`, `@removed`; not `admins@contoso.com`. */
export const isAnnotation = (key: string): boolean => ANNOTATION.test(key);
