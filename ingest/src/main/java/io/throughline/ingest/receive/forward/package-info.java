/**
 * Receives from Fluent Bit, Fluentd, Docker's fluentd driver and the fluent loggers, after the Forward Protocol Specification v1
 * (https://github.com/fluent/fluentd/wiki/Forward-Protocol-Specification-v1).
 */
@NullMarked
package io.throughline.ingest.receive.forward;

import org.jspecify.annotations.NullMarked;
