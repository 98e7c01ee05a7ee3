/** Receives what senders post over HTTP: one server for JSON, Elasticsearch's bulk requests and Loki's pushes, one for OTLP. */
@NullMarked
package io.throughline.ingest.receive.http;

import org.jspecify.annotations.NullMarked;
