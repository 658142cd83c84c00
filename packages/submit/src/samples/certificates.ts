import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** A certificate and its key, in PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** An authority, a server of 127.0.0.1 and a client, made anew: no key has to be kept in the tree. */
export function testIdentities(): { readonly authority: Identity; readonly server: Identity; readonly client: Identity } {
  const authority = identity("Test authority");
  return {
    authority: authority.pem,
    server: identity("127.0.0.1", { name: "Test authority", key: authority.key }).pem,
    client: identity("ada", { name: "Test authority", key: authority.key }).pem,
  };
}

function identity(name: string, issuer?: { name: string; key: KeyObject }): { pem: Identity; key: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = issuer === undefined;
  const signed = certificate(name, publicKey, issuer ?? { name, key: privateKey }, isAuthority);
  return {
    pem: { cert: pem("CERTIFICATE", signed), key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    key: privateKey,
  };
}

// X.509 (RFC 5280) in DER, as little of it as Node wants.
const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));

function certificate(subject: string, publicKey: KeyObject, issuer: { name: string; key: KeyObject }, isAuthority: boolean): Buffer {
  const basicConstraints = sequence(oid("551d13"), der(0x04, sequence(...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : []))));
  const alternativeName = sequence(oid("551d11"), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    sequence(der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from("491231235959Z"))),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(basicConstraints, ...(isAuthority ? [] : [alternativeName]))),
  );
  const signature = createSign("SHA256").update(body).sign(issuer.key);
  return sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(commonName)))));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;
}
