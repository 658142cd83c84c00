export const slugify = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "-");
