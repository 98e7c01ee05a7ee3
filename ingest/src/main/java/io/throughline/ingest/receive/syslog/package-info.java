/** Receives syslog: RFC 5424 and RFC 3164 over TCP, TLS (RFC 5425, RFC 6587) and UDP (RFC 5426). */
@NullMarked
package io.throughline.ingest.receive.syslog;

import org.jspecify.annotations.NullMarked;
