/**
 * MessagePack as strangers send it, after the specification at https://github.com/msgpack/msgpack/blob/master/spec.md: nothing is
 * allocated and nothing is nested because a length says so.
 */
@NullMarked
package io.throughline.ingest.receive.msgpack;

import org.jspecify.annotations.NullMarked;
