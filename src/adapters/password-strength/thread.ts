import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';
import type { Answer, Question } from './protocol.ts';

// The thread that estimates. Its word lists take 100 MB, which go with it when nobody has asked for a while.

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
});

parentPort?.on('message', ({ id, password, known }: Question) => {
  const { score, feedback } = zxcvbn.check(password, [...known]);
  const advice = [feedback.warning, ...feedback.suggestions].filter((text) => typeof text === 'string');
  const answer: Answer = { id, score, advice };
  parentPort?.postMessage(answer);
});
