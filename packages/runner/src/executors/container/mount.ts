/** The option that gives a container a folder of this machine. Both engines read a record of CSV here, so that any path will do. */
export function mountArgument(target: string, source: string, readOnly: boolean): string {
  const fields = ["type=bind", `source=${source}`, `target=${target}`, ...(readOnly ? ["readonly"] : [])];
  return `--mount=${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}`;
}
