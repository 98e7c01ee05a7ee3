/** Logs and spans as OpenTelemetry sends them over HTTP. */
@NullMarked
package io.throughline.ingest.receive.http.otlp;

import org.jspecify.annotations.NullMarked;
