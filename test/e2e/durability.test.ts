import { keepsWhatItAcknowledged } from './durability.ts';
import { writerCommand } from './subject.ts';

keepsWhatItAcknowledged('a node on the embedded PostgreSQL', writerCommand, 20);
