package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What log shippers write around a line, and of where it was written: a JSON object with the line in {@code log} (Fluent Bit,
 * Fluentd, Docker's fluentd driver) or in {@code message} or {@code MESSAGE} (Vector, Beats, Logstash, rsyslog, journald, our own
 * syslog receiver) or in {@code short_message} (GELF 1.1, which Fluent Bit and Vector write, too), and {@code kubernetes}, {@code container_id} and the like beside it. Unlike an engine's envelope it has no
 * fixed shape, so it is told by its fields, after they were read. What has no place in an origin stays a label.
 */
final class ShipperEnvelope {
    /** Longer than any real name, as in the engine's own files. */
    private static final int MAX_NAME_CHARS = 512;

    /** Any of these was written by somebody who did not write the line. */
    private static final Field[] MARKS = {
        Field.WRAPPED,
        Field.GELF_MESSAGE,
        Field.POD,
        Field.POD_NAMESPACE,
        Field.CONTAINER_ID,
        Field.CONTAINER_SHORT_ID,
        Field.CONTAINER_NAME,
        Field.CONTAINER_IMAGE,
        Field.SHIPPER,
        Field.SYSLOG
    };

    /** Any of these names the container that wrote the line. */
    private static final Field[] CONTAINED = {
        Field.POD,
        Field.POD_CONTAINER,
        Field.POD_CONTAINER_ID,
        Field.CONTAINER_NAME,
        Field.CONTAINER_ID,
        Field.CONTAINER_SHORT_ID
    };

    /** Any of these was in the line: then the shipper has opened it already, and what is left of it is prose. */
    private static final Field[] OPENED = {
        Field.LOGGER, Field.THREAD, Field.TRACE, Field.SPAN, Field.TRACEPARENT, Field.METHOD, Field.REQUEST
    };

    private ShipperEnvelope() {}

    static boolean looksLike(Fields fields) {
        return hasAny(fields, MARKS);
    }

    /** Gives the draft its origin and, unless the shipper has opened it already, the line. */
    static void open(Fields fields, Draft draft, Origin source) {
        boolean gelf = fields.has(Field.GELF_MESSAGE);
        // GELF's host and level, which is one of syslog's, are the sender's as well.
        boolean syslog = gelf || fields.has(Field.SYSLOG);
        if (gelf) {
            replace(fields, Field.GELF_MESSAGE, Field.MESSAGE);
        }
        String line = fields.get(Field.WRAPPED);
        boolean opened = hasAny(fields, OPENED)
                || (fields.has(Field.LEVEL) && !syslog)
                || (line == null && !fields.has(Field.MESSAGE));
        boolean contained = hasAny(fields, CONTAINED);
        draft.origin = contained ? container(fields, opened, source) : writer(fields, opened, source);
        if (line != null && (!opened || JsonLog.looksLike(line))) {
            draft.wrapped = fields.take(Field.WRAPPED);
        } else if (!opened) {
            draft.wrapped = fields.take(Field.MESSAGE);
        }
        if (syslog) {
            replace(fields, Field.SYSLOG_SEVERITY, Field.LEVEL);
            if (!contained) {
                replace(fields, Field.SYSLOG_PROGRAM, Field.SERVICE);
            }
        }
    }

    /** What the source says of a container is of another one, the shipper's. */
    private static Origin container(Fields fields, boolean opened, Origin source) {
        String host = host(fields, opened);
        String pod = first(fields, Field.POD);
        String name = pod == null ? first(fields, Field.CONTAINER_NAME, Field.POD_CONTAINER) : pod;
        String id = first(fields, Field.POD_CONTAINER_ID, Field.CONTAINER_ID, Field.CONTAINER_SHORT_ID);
        String image = first(fields, Field.POD_IMAGE, Field.CONTAINER_IMAGE);
        return new Origin(
                host == null ? source.host() : host,
                first(fields, Field.COMPOSE_SERVICE),
                id == null ? null : id.substring(id.lastIndexOf('/') + 1),
                name == null || !name.startsWith("/") ? name : name.substring(1),
                image == null && !opened ? first(fields, Field.IMAGE) : image,
                first(fields, Field.POD_NAMESPACE),
                file(fields, opened, source),
                source.format());
    }

    /** Where the source is a container, the host that a record names may be but the container's own name for itself. */
    private static Origin writer(Fields fields, boolean opened, Origin source) {
        boolean known = source.containerId() != null || source.containerName() != null;
        String host = known ? null : host(fields, opened);
        return new Origin(
                host == null ? source.host() : host,
                source.service(),
                source.containerId(),
                source.containerName(),
                source.image(),
                source.namespace(),
                file(fields, opened, source),
                source.format());
    }

    /** An opened line's own fields may be called {@code host}, {@code file} and {@code image} too. */
    private static @Nullable String host(Fields fields, boolean opened) {
        String host = first(fields, Field.POD_NODE, Field.HOST_NAME);
        return host == null && !opened ? first(fields, Field.HOST) : host;
    }

    private static @Nullable String file(Fields fields, boolean opened, Origin source) {
        String file = opened ? null : first(fields, Field.FILE);
        return file == null ? source.file() : file;
    }

    /** Takes the first of them that can be a name; the others stay. */
    private static @Nullable String first(Fields fields, Field... names) {
        for (Field name : names) {
            String text = fields.get(name);
            if (text != null && isName(text)) {
                return fields.take(name);
            }
        }
        return null;
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME_CHARS
                && !text.isBlank()
                && !text.endsWith("/")
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static void replace(Fields fields, Field from, Field to) {
        String text = fields.has(to) ? null : fields.take(from);
        if (text != null) {
            fields.set(to, text);
        }
    }

    private static boolean hasAny(Fields fields, Field[] any) {
        for (Field field : any) {
            if (fields.has(field)) {
                return true;
            }
        }
        return false;
    }
}
