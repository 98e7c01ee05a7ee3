/** JSON records as Fluent Bit, Fluentd, Vector and plain programs post them. */
@NullMarked
package io.throughline.ingest.receive.http.json;

import org.jspecify.annotations.NullMarked;
