package io.throughline.core.rule.report;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.parse.EventId;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.match.EventField;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a finding of a rule's match of one event. Not for two threads at once. */
public final class MatchFindings {
    /** Who or what the event is about beside its service: the first of these that it has. */
    private static final List<String> ACTORS =
            List.of(EcsFields.USER, EcsFields.SOURCE_IP, EcsFields.CONTAINER_NAME, EcsFields.HOST);

    private final Map<String, EventField> fields = new HashMap<>();

    /** @param matched the schema's names of the fields to which the rule owes the match */
    public Finding of(LogEvent event, RuleHead head, Set<String> matched) {
        RuleGrade grade = RuleGrade.of(head);
        return new Finding(
                EventId.of("rule\0" + head.key() + '\0' + head.version() + '\0' + event.id(), 0),
                grade.rule(),
                grade.version(),
                grade.severity(),
                event.timestamp(),
                entity(event),
                reason(event, head, matched),
                grade.confidence(),
                grade.technique(),
                grade.tags(),
                List.of(SeenRecord.of(event)));
    }

    private Map<String, String> entity(LogEvent event) {
        Map<String, String> entity = new TreeMap<>();
        entity.put(EcsFields.SERVICE, event.service());
        for (String actor : ACTORS) {
            String value = value(event, actor);
            if (value != null) {
                entity.put(actor, Excerpt.of(value));
                break;
            }
        }
        return entity;
    }

    private String reason(LogEvent event, RuleHead head, Set<String> matched) {
        List<String> values = new ArrayList<>();
        for (String field : matched) {
            boolean anywhere = field.equals(Expression.Test.ANYWHERE);
            String value = anywhere ? event.message() : value(event, field);
            if (value != null) {
                values.add((anywhere ? EcsFields.MESSAGE : field) + " is " + Excerpt.of(value));
            }
        }
        return values.isEmpty() ? head.title() : head.title() + ": " + String.join(", ", values);
    }

    private @Nullable String value(LogEvent event, String field) {
        return fields.computeIfAbsent(field, EventField::of).of(event);
    }
}
