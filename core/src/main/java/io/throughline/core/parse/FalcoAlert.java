package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An alert of Falco with {@code json_output}: rule, priority, output and the fields that the output has. It is about the container that the fields
 * name, not the one that Falco runs in. Source: Falco's manual, "Alerts", JSON output.
 */
final class FalcoAlert implements JsonForm {
    private static final String FIELDS = "output_fields.";

    private final TimeScanner times;

    FalcoAlert(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        String time = values.take("time");
        String priority = values.take("priority");
        String output = values.take("output");
        String level = priority == null ? null : Levels.of(priority);
        if (level == null || output == null || (time != null && !times.scanValue(time))) {
            return false;
        }
        draft.form = Form.FALCO;
        if (time != null) {
            draft.time(times);
        }
        draft.level = level;
        draft.message(output);
        draft.label("event.kind", "alert");
        draft.labelIfAny("rule.name", values.take("rule"));
        draft.labelIfAny("rule.ruleset", values.take("source"));
        draft.labelIfAny("rule.uuid", values.take("uuid"));
        draft.labelIfAny("process.name", values.get(FIELDS + "proc.name"));
        draft.labelIfAny("process.command_line", values.get(FIELDS + "proc.cmdline"));
        draft.labelIfAny("user.name", values.get(FIELDS + "user.name"));
        draft.origin = origin(values, values.take("hostname"), source);
        StringBuilder tags = new StringBuilder();
        values.all().forEach((name, value) -> rest(name, value, tags, draft));
        draft.label("tags", tags.toString());
        return true;
    }

    private static void rest(String name, String value, StringBuilder tags, Draft draft) {
        if (name.startsWith("tags.")) {
            tags.append(tags.isEmpty() ? "" : ", ").append(value);
        } else {
            draft.label("falco." + name, value);
        }
    }

    private static Origin origin(JsonValues values, @Nullable String hostName, Origin source) {
        String host = hostName == null || hostName.isBlank() ? source.host() : hostName;
        String container = some(values.get(FIELDS + "container.id"));
        if (container == null || container.equals("host")) {
            return new Origin(host, source.service(), null, null, null, null, source.file(), source.format());
        }
        String pod = some(values.get(FIELDS + "k8s.pod.name"));
        String repository = some(values.get(FIELDS + "container.image.repository"));
        String tag = some(values.get(FIELDS + "container.image.tag"));
        return new Origin(
                host,
                null,
                container,
                pod == null ? some(values.get(FIELDS + "container.name")) : pod,
                repository == null || tag == null ? repository : repository + ":" + tag,
                some(values.get(FIELDS + "k8s.ns.name")),
                source.file(),
                source.format());
    }

    private static @Nullable String some(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("<NA>") ? null : value;
    }
}
