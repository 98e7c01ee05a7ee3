/** What all receivers need against those who send: limits on connections, names that are fit to be kept, certificates, addresses. */
@NullMarked
package io.throughline.ingest.receive.peers;

import org.jspecify.annotations.NullMarked;
