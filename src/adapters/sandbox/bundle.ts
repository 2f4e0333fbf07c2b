import { readFile } from 'node:fs/promises';
import { strip } from './strip.ts';

/**
 * Joins modules that import each other by name into one script, which is a function that answers what the first one
 * exports. Every module becomes a function of its own, so that names of different modules do not meet.
 */
export async function bundle(entry: URL): Promise<string> {
  const order: string[] = [];
  const numbers = new Map<string, number>();

  const add = async (url: URL): Promise<number> => {
    const known = numbers.get(url.href);
    if (known !== undefined) return known;
    const text = strip(await readFile(url, 'utf8'));
    const exported: string[] = [];
    let body = text.replace(/^export +(class|const|function\*?) (\w+)/gm, (_, kind: string, name: string) => {
      exported.push(name);
      return `${kind} ${name}`;
    });
    for (const [whole, names = '', path = ''] of body.matchAll(/^import \{([^}]*)\} from '(\.[^']*)';$/gm)) {
      const number = await add(new URL(path, url));
      body = body.replace(whole, `const {${names.replace(/(\w+) as (\w+)/g, '$1: $2')}} = $m${number};`);
    }
    if (/^(?:import|export) /m.test(body)) throw new Error(`${url.href} imports or exports in another way`);
    const number = order.length;
    numbers.set(url.href, number);
    order.push(`const $m${number} = (() => {\n${body}\nreturn { ${exported.join(', ')} };\n})();`);
    return number;
  };

  const last = await add(entry);
  return `(() => {\n${order.join('\n')}\nreturn $m${last};\n})()`;
}
