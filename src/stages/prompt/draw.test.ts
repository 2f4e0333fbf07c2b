import { describe, expect, test } from 'vitest';
import { PROMPT_TYPES } from '../../core/flow/models.ts';
import { REQUEST, refusal } from '../../core/testing/stage.ts';
import { prompt } from './stage.ts';
import { ada, bob, uuid, world } from './testing.ts';

const fail = () => {
  throw new Error('planted-detail');
};

describe('the form', () => {
  test('a field of each type is drawn as the wire format has it', async () => {
    const fields = await world({ prompts: PROMPT_TYPES.map((type) => ({ type })) }).fields();
    expect(fields.map(({ type }) => type)).toEqual([...PROMPT_TYPES]);
    prompt.asks.parse({ fields });
    const withChoices = fields.filter(({ choices }) => choices !== null).map(({ type }) => type);
    expect(withChoices).toEqual(['radio-button-group', 'dropdown', 'ak-locale']);
  });

  test('has everything that a prompt says, markup untouched', async () => {
    const row = {
      field_key: 'name',
      label: '<b>Name</b>',
      type: 'text',
      required: false,
      placeholder: 'Ada',
      initial_value: 'A',
      order: 7,
      sub_text: '<script>alert(1)</script>',
    };
    expect(await world({ prompts: [row] }).fields()).toEqual([{ ...row, choices: null }]);
  });

  test('is ordered by the prompts’ own order; equal ones stay as configured', async () => {
    const prompts = [3, 1, 2, 1].map((order, index) => ({
      type: 'text',
      order,
      field_key: `${order}${'abcd'[index]}`,
    }));
    expect((await world({ prompts }).fields()).map(({ field_key }) => field_key)).toEqual([
      '1b',
      '1d',
      '2c',
      '3a',
    ]);
  });

  test('leaves out prompts that are gone', async () => {
    const { fields } = world({ prompts: [{ type: 'text' }], config: { fields: [uuid(99), uuid(100)] } });
    expect(await fields()).toHaveLength(1);
  });
});

describe('initial values', () => {
  test.each([
    { name: 'as written', row: { initial_value: 'x' }, data: {}, want: 'x' },
    {
      name: 'by expression',
      row: { initial_value: 'mail', initial_value_expression: true },
      data: {},
      want: 'ada@corp.test',
    },
    { name: 'true', row: { initial_value: 'yes', initial_value_expression: true }, data: {}, want: 'true' },
    {
      name: 'a list',
      row: { initial_value: 'list', initial_value_expression: true },
      data: {},
      want: '[1,2]',
    },
    {
      name: 'nothing',
      row: { initial_value: 'nothing', initial_value_expression: true },
      data: {},
      want: '',
    },
    {
      name: 'row 56: what is known wins',
      row: { initial_value: 'x' },
      data: { key: 'known' },
      want: 'known',
    },
    {
      name: 'what is known wins over an expression',
      row: { initial_value: 'mail', initial_value_expression: true },
      data: { key: 'known' },
      want: 'known',
    },
    { name: 'an own value only', row: { field_key: 'constructor', initial_value: 'x' }, data: {}, want: 'x' },
    {
      name: 'a failed expression is blank',
      row: { initial_value: 'bad', initial_value_expression: true },
      data: {},
      want: '',
    },
  ])('$name', async ({ row, data, want }) => {
    const { fields } = world({
      prompts: [{ type: 'text', field_key: 'key', ...row }],
      pending: ada,
      context: { prompt_data: data },
      scripts: {
        mail: ({ extra }) => (extra?.user as typeof ada | undefined)?.email,
        yes: () => true,
        list: () => [1, 2],
        nothing: () => undefined,
        bad: fail,
      },
    });
    expect((await fields())[0]?.initial_value).toBe(want);
  });

  test.each(['password', 'file'])('a %s is never filled in', async (type) => {
    const { fields } = world({
      prompts: [{ type, field_key: 'key', initial_value: 'planted' }],
      context: { prompt_data: { key: 'planted' } },
    });
    expect(JSON.stringify(await fields())).not.toContain('planted');
  });

  test.each(['hidden', 'static', 'text_read_only', 'text_area_read_only'])(
    'a failed one of type %s cannot be replaced: the form is not shown',
    async (type) => {
      const { stage, events } = world({
        prompts: [{ type, initial_value: 'bad', initial_value_expression: true }],
        scripts: { bad: fail },
      });
      for (const step of [await stage.begin(), await stage.answer({})]) {
        expect(refusal(step)).toBe('This form cannot be shown at the moment. Tell your administrator.');
      }
      expect(events.emitted).toHaveLength(2);
    },
  );
});

describe('placeholders', () => {
  test.each([
    { name: 'as written', row: { placeholder: 'x' }, want: 'x' },
    {
      name: 'by expression',
      row: { placeholder: 'host', placeholder_expression: true },
      want: 'id.corp.test',
    },
    {
      name: 'row 45: a failed expression shows its text',
      row: { placeholder: 'bad', placeholder_expression: true },
      want: 'bad',
    },
  ])('$name', async ({ row, want }) => {
    const { fields, events } = world({
      prompts: [{ type: 'text', ...row }],
      scripts: { host: ({ request }) => (request.http_request as typeof REQUEST).host, bad: fail },
    });
    expect((await fields())[0]?.placeholder).toBe(want);
    const failed = row.placeholder === 'bad';
    expect(events.emitted).toMatchObject(
      failed
        ? [
            {
              action: 'property_mapping_exception',
              context: {
                prompt: { pk: uuid(100), name: 'prompt-0' },
                part: 'placeholder',
                fault: 'exception',
                detail: 'Error: planted-detail',
              },
              http_request: REQUEST,
            },
          ]
        : [],
    );
  });

  test('the detail of a failure is for administrators only', async () => {
    const { stage } = world({
      prompts: [
        {
          type: 'text',
          placeholder: 'bad',
          placeholder_expression: true,
          initial_value: 'bad',
          initial_value_expression: true,
        },
      ],
      scripts: { bad: fail },
    });
    expect(JSON.stringify(await stage.begin())).not.toContain('planted-detail');
  });
});

describe('choices', () => {
  const draw = async (row: Record<string, unknown>, prompt_data = {}) => {
    const { fields } = world({
      prompts: [{ type: 'dropdown', field_key: 'key', ...row }],
      context: { prompt_data },
      scripts: {
        list: () => ['a', 1, true, { label: 'See', value: 'c' }, { value: 'd' }],
        one: () => 'only',
        none: () => [],
        bad: fail,
      },
    });
    return (await fields())[0];
  };
  const known = { key__choices: ['k', { label: 'L', value: 'l' }] };

  test.each([
    {
      name: 'the placeholder as it is',
      row: { placeholder: 'x' },
      data: {},
      want: [{ value: 'x', label: 'x' }],
    },
    {
      name: 'a list',
      row: { placeholder: 'list', placeholder_expression: true },
      data: {},
      want: [
        { value: 'a', label: 'a' },
        { value: '1', label: '1' },
        { value: 'true', label: 'true' },
        { value: 'c', label: 'See' },
        { value: 'd', label: 'd' },
      ],
    },
    {
      name: 'one value',
      row: { placeholder: 'one', placeholder_expression: true },
      data: {},
      want: [{ value: 'only', label: 'only' }],
    },
    { name: 'an empty list', row: { placeholder: 'none', placeholder_expression: true }, data: {}, want: [] },
    {
      name: 'none where it failed',
      row: { placeholder: 'bad', placeholder_expression: true },
      data: {},
      want: [],
    },
    {
      name: 'what is known wins over an expression',
      row: { placeholder: 'list', placeholder_expression: true },
      data: known,
      want: [
        { value: 'k', label: 'k' },
        { value: 'l', label: 'L' },
      ],
    },
    {
      name: 'what is no list does not win',
      row: { placeholder: 'x' },
      data: { key__choices: 'forged' },
      want: [{ value: 'x', label: 'x' }],
    },
  ])('$name', async ({ row, data, want }) => {
    expect(await draw(row, data)).toMatchObject({ choices: want, placeholder: '' });
  });

  test('the initial one has to be offered', async () => {
    expect(await draw({ placeholder: 'x', initial_value: 'x' })).toMatchObject({ initial_value: 'x' });
    expect(await draw({ placeholder: 'x', initial_value: 'y' })).toMatchObject({ initial_value: '' });
  });

  test('of the locale are the languages of the pages', async () => {
    const [field] = await world({ prompts: [{ type: 'ak-locale', initial_value: 'en' }] }).fields();
    expect(field).toMatchObject({ choices: [{ value: 'en', label: 'English' }], initial_value: 'en' });
  });
});

describe('what expressions may read', () => {
  const read = async (given: object) => {
    const { fields, sandbox } = world({
      prompts: [{ type: 'text', initial_value: 'x', initial_value_expression: true }],
      scripts: { x: () => '' },
      ...given,
    });
    await fields();
    return sandbox.ran[0];
  };

  test('the user, the request and the prompt data so far', async () => {
    const context = { prompt_data: { earlier: 1 } };
    expect(await read({ pending: ada, context })).toMatchObject({
      request: {
        user: { username: 'ada' },
        http_request: REQUEST,
        obj: null,
        context: { prompt_data: { earlier: 1 } },
      },
      extra: { user: { username: 'ada' }, prompt_context: { earlier: 1 } },
    });
  });

  test.each([
    { name: 'the pending user', given: { pending: ada, user: bob }, want: 'ada' },
    { name: 'whoever is signed in', given: { user: bob }, want: 'Bob' },
    { name: 'nobody', given: {}, want: '' },
  ])('$name is the user', async ({ given, want }) => {
    expect(await read(given)).toMatchObject({ extra: { user: { username: want }, prompt_context: {} } });
  });

  test('it is JSON data', async () => {
    const context = await read({ pending: ada });
    expect(JSON.parse(JSON.stringify(context))).toEqual(context);
  });
});
