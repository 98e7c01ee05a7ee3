// Sends each line of the standard input as a record, and says at its end how many were acknowledged and how many repeated.
//   node fluent-logger.js PORT TAG
'use strict';
const { randomUUID } = require('node:crypto');
const readline = require('node:readline');
const { FluentClient } = require('@fluent-org/logger');

const [port, tag] = process.argv.slice(2);
let repeated = 0;
let acknowledged = 0;

const client = new FluentClient(tag, {
  socket: { host: '127.0.0.1', port: Number(port), timeout: 60000 },
  // Longer than Kafka may be away. What is repeated is in a chunk with another name.
  ack: { ackTimeout: 30000 },
  milliseconds: true,
  flushInterval: 100,
  eventRetry: { attempts: 1000, delay: 200, maxDelay: 2000, onError: () => { repeated += 1; } },
});

const pending = [];
readline
  .createInterface({ input: process.stdin })
  .on('line', line => pending.push(client.emit({ log: line, 'event.id': randomUUID() }).then(() => { acknowledged += 1; })))
  .on('close', async () => {
    await Promise.all(pending);
    console.log(`acknowledged ${acknowledged}, repeated ${repeated}`);
    await client.shutdown();
    process.exit(0);
  });
