package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import io.throughline.core.wire.ContainerStates;
import org.jspecify.annotations.Nullable;

/** A container's state, as our own shipper learns it from the engine: its image, its privileges, its beginning and end. See {@link ContainerStates}. */
final class ContainerStateForm implements JsonForm {
    private final TimeScanner times;

    ContainerStateForm(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        String state = values.take(ContainerStates.STATE);
        String time = values.take(ContainerStates.TIME);
        String name = values.take(ContainerStates.NAME);
        if (state == null || name == null || time == null || !times.scanValue(time)) {
            return false;
        }
        draft.form = Form.CONTAINER_STATE;
        draft.time(times);
        String host = values.take(ContainerStates.HOST);
        String pod = values.get(ContainerStates.POD);
        String image = values.take(ContainerStates.IMAGE);
        String shown = pod == null ? name : pod + "/" + name;
        draft.message("container " + state + ": " + shown + (image == null ? "" : " (" + image + ")"));
        draft.label("event.kind", "asset");
        draft.label("event.action", "container-" + state);
        if (pod != null) {
            draft.label("kubernetes.container.name", name);
        }
        draft.service = values.get(ContainerStates.SERVICE);
        draft.origin = new Origin(
                host == null ? source.host() : host,
                values.take(ContainerStates.SERVICE),
                values.take(ContainerStates.ID),
                or(pod, name),
                image,
                values.take(ContainerStates.NAMESPACE),
                source.file(),
                source.format());
        values.all().forEach(draft::label);
        return true;
    }

    private static String or(@Nullable String first, String second) {
        return first == null ? second : first;
    }
}
