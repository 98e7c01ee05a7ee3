@NullMarked
package io.throughline.ingest.receive.syslog;

import org.jspecify.annotations.NullMarked;
