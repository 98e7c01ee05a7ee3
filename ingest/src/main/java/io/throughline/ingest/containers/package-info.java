/** What Docker or Kubernetes say of this host's containers: for the origin of log files, and as records of their own. */
@NullMarked
package io.throughline.ingest.containers;

import org.jspecify.annotations.NullMarked;
