/** Elasticsearch's {@code _bulk} and what its senders ask before they send. */
@NullMarked
package io.throughline.ingest.receive.http.bulk;

import org.jspecify.annotations.NullMarked;
