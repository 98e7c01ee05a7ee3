package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of Docker's engine, as {@code docker events --format '{{json .}}'} and the API write it: what happened to a container, an image, a
 * network or a volume. Source: Docker Engine API, "Monitor events".
 */
final class DockerEvent implements JsonForm {
    private static final String ATTRIBUTES = "Actor.Attributes.";

    private final TimeScanner times;

    DockerEvent(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        String type = values.take("Type");
        String action = values.take("Action");
        String id = values.take("Actor.ID");
        String time = values.first("timeNano", "time");
        if (type == null || action == null || id == null || time == null || !times.scanValue(time)) {
            return false;
        }
        draft.form = Form.DOCKER_EVENT;
        draft.time(times);
        String name = values.get(ATTRIBUTES + "name");
        String image = values.get(ATTRIBUTES + "image");
        draft.message(
                type + " " + action + " " + (name == null ? id : name) + (image == null ? "" : " (" + image + ")"));
        // "exec_start: sh -c id": what follows the colon is the command
        int colon = action.indexOf(": ");
        draft.label("event.action", colon < 0 ? action : action.substring(0, colon));
        if (colon > 0) {
            draft.label("process.command_line", action.substring(colon + 2));
        }
        draft.label("docker.event.type", type);
        draft.labelIfAny("process.exit_code", values.take(ATTRIBUTES + "exitCode"));
        if (type.equals("container")) {
            draft.origin = origin(id, name, image, source);
        } else {
            draft.label("docker.event.actor", id);
        }
        for (Map.Entry<String, String> attribute : values.all().entrySet()) {
            if (attribute.getKey().startsWith(ATTRIBUTES)) {
                draft.label(
                        "docker.event.attributes." + attribute.getKey().substring(ATTRIBUTES.length()),
                        attribute.getValue());
            }
        }
        return true;
    }

    /** The engine does not name its host: that is the source's. */
    private static Origin origin(String id, @Nullable String name, @Nullable String image, Origin source) {
        return new Origin(source.host(), null, id, name, image, null, source.file(), source.format());
    }
}
