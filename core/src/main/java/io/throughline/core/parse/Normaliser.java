package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.RequestParts;
import io.throughline.core.model.Vantage;
import io.throughline.core.schema.EcsFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first stage behind Kafka: a raw record becomes an event, or is rejected with its reason. Whatever the bytes are, it gives
 * an answer and never throws. One per thread: it uses its buffers again.
 */
public final class Normaliser {
    /** A record's clock may be wrong by this much against its engine's before it is believed less. */
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofDays(1);

    /** Times beyond these are mistakes: unset clocks, wrong units. Each would make an index of its own. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A syslog relay's record around a shipper's around a line; what wraps more often does so for its own sake. */
    private static final int MAX_WRAPPED = 3;

    private final ParseLimits limits;
    private Draft draft;
    private Draft spare;
    private final DockerEnvelope docker;
    private final CriEnvelope cri = new CriEnvelope();
    private final TextReader text;
    private final Sources sources = new Sources();
    private boolean named;

    public Normaliser(ParseLimits limits) {
        this.limits = limits;
        this.draft = new Draft(limits);
        this.spare = new Draft(limits);
        JsonFactory json = new JsonFactory();
        this.docker = new DockerEnvelope(json);
        this.text = new TextReader(json, limits);
    }

    /** Never throws; the same record always gives the same answer. */
    public Normalised normalise(RawRecord record) {
        if (record.cut() || record.length() > limits.maxRecordBytes()) {
            return new Rejected(
                    record, "too-long: " + record.length() + " bytes, the limit is " + limits.maxRecordBytes());
        }
        draft.clear();
        if (text.readUsual(record.value(), draft, record.origin())) {
            return answer(record, null);
        }
        byte[] value = record.value();
        Envelope envelope = opened(value);
        String problem;
        Instant around = null;
        if (envelope == null) {
            problem = text.read(new String(value, StandardCharsets.UTF_8), value, draft, record.origin());
        } else {
            problem = text.read(envelope.text(), draft, record.origin());
            draft.labels(envelope);
            around = envelope.time();
        }
        for (int level = 0; problem == null && draft.wrapped != null && level < MAX_WRAPPED; level++) {
            around = draft.time != null && (draft.timeIsInstant || around == null) ? draft.time : around;
            Envelope inner = open(draft.wrapped);
            around = inner.time() == null ? around : inner.time();
            problem = readWithin(inner, record.origin());
        }
        if (problem != null) {
            return new Rejected(record, problem);
        }
        if (draft.wrapped != null) {
            draft.message(draft.wrapped);
        }
        return answer(record, around);
    }

    private Normalised answer(RawRecord record, @Nullable Instant around) {
        dataset(record.origin());
        Instant time = time(around);
        if (time == null) {
            return new Rejected(record, "no-time: neither the record nor an envelope tells when it was written");
        }
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            return new Rejected(record, "bad-time: " + time + " is not between 1990 and 2200");
        }
        return event(record, time);
    }

    /** Which form the last record had. */
    Form form() {
        return draft.form;
    }

    /** What the request carries that the last record tells of, as the record has it; null where it tells of none that was received. */
    public @Nullable RequestParts request() {
        HopDraft hop = draft.hop;
        if (draft.parts != null || hop == null || hop.path == null || hop.vantage != Vantage.INBOUND) {
            return draft.parts;
        }
        String agent = hop.userAgent;
        String referrer = draft.labels.get("http.request.referrer");
        Map<String, String> headers = agent == null
                ? referrer == null ? Map.of() : Map.of("Referer", referrer)
                : referrer == null ? Map.of("User-Agent", agent) : Map.of("User-Agent", agent, "Referer", referrer);
        return new RequestParts(hop.path, draft.query, headers, null);
    }

    /** Whether the last event has its id from its record's own name, see {@link #named(RawRecord)}. */
    public boolean namedItself() {
        return named;
    }

    /** Says who wrote the line, by the names of Elastic's modules: its form tells, or else its origin. */
    private void dataset(Origin source) {
        String dataset = draft.form.dataset();
        if (draft.form == Form.ACCESS_LINE) {
            dataset = sources.accessDataset(draft.origin == null ? source : draft.origin);
        }
        if (dataset == null) {
            return;
        }
        String module = dataset.substring(0, dataset.indexOf('.'));
        draft.ownLabel("event.dataset", dataset);
        draft.ownLabel("event.module", module);
        draft.ownLabel("service.type", module);
        HopDraft hop = draft.hop;
        if (dataset.equals(WebServer.NGINX) && hop != null && hop.sourceIp != null) {
            draft.ownLabel("nginx.access.remote_ip_list", draft.labels.getOrDefault("related.ip", hop.sourceIp));
        }
    }

    /** Null where the record is the line itself. */
    private @Nullable Envelope opened(byte[] value) {
        Envelope envelope = DockerEnvelope.looksLike(value) ? docker.open(value) : null;
        boolean dated = envelope == null && value.length > 0 && (value[0] < 0 || Character.isDigit(value[0]));
        return dated ? cri.open(new String(value, StandardCharsets.UTF_8)) : envelope;
    }

    private Envelope open(String wrapped) {
        Envelope envelope =
                DockerEnvelope.looksLike(wrapped) ? docker.open(wrapped.getBytes(StandardCharsets.UTF_8)) : null;
        if (envelope == null) {
            envelope = cri.open(wrapped);
        }
        return envelope == null ? Envelope.none(Envelope.withoutLineFeed(wrapped)) : envelope;
    }

    /** Reads the line that the draft's record wraps; the draft is the line's afterwards, with what the record said of it. */
    private @Nullable String readWithin(Envelope inner, Origin source) {
        Draft outer = draft;
        draft = spare;
        spare = outer;
        draft.clear();
        String problem = text.read(inner.text(), draft, outer.origin == null ? source : outer.origin);
        draft.labels(inner);
        draft.within(outer);
        return problem;
    }

    /**
     * The record's own time where it is an instant; a time without a zone is nothing against an envelope's. A whole second is
     * refined by an envelope that says the same second.
     */
    private @Nullable Instant time(@Nullable Instant outer) {
        Instant own = draft.time;
        if (own == null || outer == null) {
            return own == null ? outer : own;
        }
        Duration behind = Duration.between(own, outer);
        if (behind.abs().compareTo(MAX_CLOCK_DIFFERENCE) > 0) {
            draft.ownLabel("throughline.own_time", own.toString());
            if (draft.hop != null) {
                draft.hop.start = null; // of a clock that is not to be believed
            }
            return outer;
        }
        boolean refined = !draft.timeIsPrecise && !behind.isNegative() && behind.compareTo(SECOND.multipliedBy(2)) < 0;
        return draft.timeIsInstant && !refined ? own : outer;
    }

    /**
     * Whether the record says itself which one it is, by a UUID in ECS's {@code event.id}, where its place does not tell for sure.
     * Equal bytes with an equal UUID are the same record, so nobody can take another's place.
     */
    private boolean named(RawRecord record) {
        return record.mayHaveTwoIdentities() && UniqueName.isOne(draft.labels.get(EcsFields.EVENT_ID));
    }

    private LogEvent event(RawRecord record, Instant time) {
        named = named(record);
        String id = named
                ? EventId.ofContent(record.value())
                : sources.ids(record.series()).at(record.offset());
        Origin origin = draft.origin == null ? record.origin() : draft.origin;
        String service = draft.service == null ? sources.service(origin) : draft.service;
        HopDraft found = draft.hop;
        Hop hop = found == null ? null : found.hop(id, service, origin.containerName(), time);
        return new LogEvent(
                id,
                record.source(),
                record.offset(),
                time,
                service,
                origin,
                draft.level,
                draft.logger,
                draft.thread,
                draft.message,
                draft.correlation(),
                hop,
                draft.labels);
    }
}
