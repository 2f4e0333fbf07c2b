/** JSON-like data as MaxMind's format knows it; whole numbers below 2^32 and above 0 are uint32, all others doubles. */
export type Data = string | number | boolean | { readonly [key: string]: Data };

const MARKER = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');

const control = (type: number, size: number): Buffer => {
  const [low, more] = size < 29 ? [size, []] : [29, [size - 29]];
  return Buffer.from(type < 8 ? [(type << 5) | low, ...more] : [low, type - 7, ...more]);
};

function encode(value: Data): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(3, 8), bytes]);
  }
  const pairs = Object.entries(value);
  return Buffer.concat([control(7, pairs.length), ...pairs.flat().map(encode)]);
}

/** The bits of an IPv4 address, or those of an IPv6 address written in full. */
function bitsOf(address: string): string {
  const bits = (part: number, length: number) => part.toString(2).padStart(length, '0');
  if (address.includes(':'))
    return address
      .split(':')
      .map((part) => bits(Number.parseInt(part, 16), 16))
      .join('');
  return address
    .split('.')
    .map((part) => bits(Number(part), 8))
    .join('');
}

type Node = [zero: Node | Buffer | null, one: Node | Buffer | null];

/**
 * A small database of addresses in MaxMind's format: records by block (`192.0.2.0/24`, IPv6 written in full). One of
 * version 4 has no room for IPv6; in one of version 6, IPv4 stands behind 96 zeros.
 */
export function mmdb(type: string, records: Readonly<Record<string, Data>>, version: 4 | 6 = 6): Buffer {
  const root: Node = [null, null];
  for (const [block, record] of Object.entries(records)) {
    const [address = '', length = ''] = block.split('/');
    const zeros = version === 6 && !address.includes(':') ? '0'.repeat(96) : '';
    const bits = zeros + bitsOf(address).slice(0, Number(length));
    let node = root;
    for (const bit of bits.slice(0, -1)) {
      const next = node[sideOf(bit)];
      const below: Node = Array.isArray(next) ? next : [null, null];
      node[sideOf(bit)] = below;
      node = below;
    }
    node[sideOf(bits.at(-1))] = encode(record);
  }
  return written(type, root, version);
}

const sideOf = (bit: string | undefined): 0 | 1 => (bit === '1' ? 1 : 0);

function written(type: string, root: Node, version: 4 | 6): Buffer {
  const nodes: Node[] = [];
  const collect = (node: Node): void => {
    nodes.push(node);
    for (const side of node) if (Array.isArray(side)) collect(side);
  };
  collect(root);
  const data: Buffer[] = [];
  let size = 0;
  const tree = Buffer.alloc(nodes.length * 8);
  nodes.forEach((node, number) => {
    node.forEach((side, index) => {
      let value = nodes.length;
      if (Array.isArray(side)) value = nodes.indexOf(side);
      else if (side) {
        value = nodes.length + 16 + size;
        data.push(side);
        size += side.length;
      }
      tree.writeUInt32BE(value, number * 8 + index * 4);
    });
  });
  const description = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: type,
    ip_version: version,
    node_count: nodes.length,
    record_size: 32,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, MARKER, description]);
}
