package io.throughline.core.payload;

import java.util.List;

/** All checks, and which traits any of them asks for. */
final class Checks {
    private final List<Check> all = List.of(
            new SqlCheck(),
            new HtmlCheck(),
            new ScriptCheck(),
            new PathCheck(),
            new AddressCheck(),
            new ShellCheck(),
            new PhpCheck(),
            new TemplateCheck(),
            new ObjectCheck(),
            new ProtocolCheck(),
            new AgentCheck());
    private final long needs;

    Checks() {
        long any = Traits.ENCODED;
        for (Check check : all) {
            any |= check.needs();
        }
        needs = any;
    }

    List<Check> all() {
        return all;
    }

    /** Whether a text with these traits has to be decoded or looked at. */
    boolean any(long traits) {
        return (traits & needs) != 0;
    }
}
