package io.throughline.stream.detect;

import io.throughline.stream.correlate.Asker;
import java.util.ArrayList;
import java.util.List;

/**
 * An ask as one of those that it tells of sees it: the principal, the credential that let it in, each of its roles, or the bare address.
 *
 * @param name unlike that of any other, also of another kind
 */
public record NamedAsk(Kind kind, String name, Ask ask) {
    /** Whose habits are looked at. */
    public enum Kind {
        PRINCIPAL,
        CREDENTIAL,
        ROLE,
        ADDRESS
    }

    /** None for what happens behind an entry, which has told of it already. */
    static List<NamedAsk> of(Ask ask) {
        List<NamedAsk> named = new ArrayList<>(2);
        if (ask.told() == Asker.Told.FLOW_INNER) {
            return named;
        }
        if (ask.principal() != null) {
            named.add(new NamedAsk(Kind.PRINCIPAL, ask.principal(), ask));
        }
        if (ask.credential() != null) {
            named.add(new NamedAsk(Kind.CREDENTIAL, "credential " + ask.credential(), ask));
        }
        if (named.isEmpty()) {
            named.add(new NamedAsk(Kind.ADDRESS, ask.who(), ask));
        }
        for (String role : ask.roles()) {
            named.add(new NamedAsk(Kind.ROLE, "role " + role, ask));
        }
        return named;
    }

    /** As people may see it: of a credential's digest its beginning alone. */
    String shown() {
        return kind == Kind.CREDENTIAL ? name.substring(0, "credential ".length() + 8) : name;
    }

    String entityName() {
        return switch (kind) {
            case PRINCIPAL -> "user.id";
            case CREDENTIAL -> "credential";
            case ROLE -> "user.roles";
            case ADDRESS -> "source.ip";
        };
    }
}
