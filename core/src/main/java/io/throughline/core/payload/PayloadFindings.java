package io.throughline.core.payload;

import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RequestParts;
import io.throughline.core.parse.EventId;
import io.throughline.core.parse.PathTemplate;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings of the attacks that a record's request carries. The request is looked at as it came, for a mask would hide what stands behind
 * a password's name; what goes on is the verdict, with an excerpt that is masked.
 */
public final class PayloadFindings {
    /** Of the checks as they are: whoever changes what they find counts it up. */
    static final int VERSION = 1;

    /** Stands for the path where the path itself is the attack, so that each of them is not an endpoint of its own. */
    public static final String ANY_PATH = "*";

    private final PayloadCheck check = new PayloadCheck();
    private final UnaryOperator<String> mask;
    private long cut;

    /** @param mask hides secrets in an excerpt */
    public PayloadFindings(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /**
     * Empty for nearly all records.
     *
     * @param event the record as it goes on, masked
     * @param parts its request as it came
     */
    public List<Finding> of(LogEvent event, RequestParts parts) {
        List<Sighting> sightings = check.check(parts);
        cut += check.cut() ? 1 : 0;
        if (sightings.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(sightings.size());
        for (Sighting sighting : sightings) {
            findings.add(finding(event, sighting));
        }
        return findings;
    }

    /** Records of which a part was not looked at, for its length, depth or number. */
    public long cut() {
        return cut;
    }

    private Finding finding(LogEvent event, Sighting sighting) {
        PayloadKind kind = sighting.kind();
        String record = event.labels().getOrDefault(EcsFields.EVENT_ID, event.id());
        return new Finding(
                EventId.of(kind.rule() + '\0' + VERSION + '\0' + event.id(), 0),
                kind.rule(),
                VERSION,
                kind.severity(),
                event.timestamp(),
                entity(event, sighting),
                sighting.reason() + ": " + mask.apply(named(sighting)),
                sighting.confidence(),
                List.of(kind.technique()),
                kind.tags(),
                List.of(new Finding.Seen(
                        record,
                        new Evidence(event.id(), event.correlation().traceId(), event.source(), event.offset()))));
    }

    /** A mask knows a secret by the name before it. */
    private static String named(Sighting sighting) {
        return sighting.name().isEmpty() ? sighting.excerpt() : sighting.name() + "=" + sighting.excerpt();
    }

    private static Map<String, String> entity(LogEvent event, Sighting sighting) {
        Map<String, String> entity = new TreeMap<>();
        entity.put(EcsFields.SERVICE, event.service());
        Hop hop = event.hop();
        if (hop != null) {
            put(entity, EcsFields.METHOD, hop.method());
            put(entity, EcsFields.SOURCE_IP, hop.sourceIp());
            put(entity, EcsFields.USER, hop.principal());
            boolean path = sighting.part().equals(Value.Part.PATH.words());
            put(entity, "url.template", path || hop.path() == null ? ANY_PATH : PathTemplate.of(hop.path()));
        }
        entity.put("part", sighting.part());
        if (!sighting.name().isEmpty()) {
            entity.put("parameter", sighting.name());
        }
        return entity;
    }

    private static void put(Map<String, String> entity, String name, @Nullable String value) {
        if (value != null) {
            entity.put(name, value);
        }
    }
}
