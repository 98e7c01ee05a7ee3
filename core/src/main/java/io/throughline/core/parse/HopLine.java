package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hop record: a JSON object with {@code vantage}, {@code start_us} and {@code duration_us} that tells of one observed request,
 * as tracing back ends export them. It names its service, host and container itself.
 */
final class HopLine {
    /** Longer than any request. */
    private static final long MAX_MICROS = Duration.ofDays(30).toNanos() / 1000;

    private HopLine() {}

    static boolean looksLike(Fields fields) {
        return fields.has(Field.START_US) && fields.has(Field.MICROS) && fields.has(Field.VANTAGE);
    }

    /** False where the values are not what their names say; nothing is taken then. */
    static boolean read(Fields fields, Draft draft, Origin source) {
        Vantage vantage = HopFields.vantage(fields.get(Field.VANTAGE));
        Long startMicros = micros(fields.get(Field.START_US));
        Long durationMicros = micros(fields.get(Field.MICROS));
        if (vantage == null || startMicros == null || durationMicros == null || durationMicros > MAX_MICROS) {
            return false;
        }
        fields.take(Field.VANTAGE);
        fields.take(Field.START_US);
        fields.take(Field.MICROS);
        Instant start = Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS);
        Duration duration = Duration.of(durationMicros, ChronoUnit.MICROS);
        draft.time = start.plus(duration);
        draft.timeIsInstant = true;
        draft.timeIsPrecise = true;
        draft.service = fields.take(Field.SERVICE);
        String request = fields.take(Field.REQUEST);
        if (request != null && !fields.has(Field.REQUEST_ID)) {
            fields.set(Field.REQUEST_ID, request);
        }
        FieldReader.ids(fields, draft);
        String instance = fields.take(Field.INSTANCE);
        draft.origin = origin(fields, instance, source);
        String url = fields.get(Field.PATH);
        int query = url == null ? -1 : url.indexOf('?');
        if (url != null && query >= 0) {
            draft.label("url.query", url.substring(query + 1));
        }
        HopDraft hop = hop(fields, vantage, start, duration);
        draft.hop = hop;
        draft.message(hop.sentence());
        return true;
    }

    private static HopDraft hop(Fields fields, Vantage vantage, Instant start, Duration duration) {
        String url = fields.take(Field.PATH);
        HopDraft hop = new HopDraft();
        hop.id = fields.take(Field.ID);
        hop.vantage = vantage;
        hop.start = start;
        hop.duration = duration;
        hop.operation = fields.take(Field.OPERATION);
        hop.peer = fields.take(Field.PEER);
        hop.link = fields.take(Field.LINK);
        hop.method = HopFields.method(fields.take(Field.METHOD));
        hop.path = url == null ? null : HopFields.pathOf(url);
        hop.status = HopFields.status(fields.take(Field.STATUS));
        hop.requestBytes = HopFields.number(fields.take(Field.REQUEST_BYTES));
        hop.responseBytes = HopFields.number(fields.take(Field.RESPONSE_BYTES));
        hop.principal = fields.take(Field.PRINCIPAL);
        hop.sourceIp = HopFields.address(fields.take(Field.SOURCE_IP));
        hop.userAgent = fields.take(Field.USER_AGENT);
        return hop;
    }

    private static Origin origin(Fields fields, @Nullable String instance, Origin source) {
        String host = fields.take(Field.HOST);
        String container = fields.take(Field.CONTAINER);
        String image = fields.take(Field.IMAGE);
        if (host == null && container == null && image == null && instance == null) {
            return source;
        }
        return new Origin(
                host == null || host.isBlank() ? source.host() : host,
                source.service(),
                container == null ? source.containerId() : container,
                instance == null ? source.containerName() : instance,
                image == null ? source.image() : image,
                source.namespace(),
                source.file(),
                source.format());
    }

    /** At most 16 digits: as far as the year 2286. */
    private static @Nullable Long micros(@Nullable String text) {
        return text == null || text.length() > 16 ? null : HopFields.number(text);
    }
}
