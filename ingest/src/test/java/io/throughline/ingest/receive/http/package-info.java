@NullMarked
package io.throughline.ingest.receive.http;

import org.jspecify.annotations.NullMarked;
