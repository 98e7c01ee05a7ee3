package io.throughline.core.rule;

import org.jspecify.annotations.Nullable;

/** Which records a rule is about, in Sigma's words; which these are here, {@code match.LogsourceTest} tells. */
public record Logsource(
        @Nullable String category,
        @Nullable String product,
        @Nullable String service) {
    /** Whether every record of this logsource is one of the other, which says less. */
    public boolean isWithin(Logsource wider) {
        return (wider.category == null || wider.category.equals(category))
                && (wider.product == null || wider.product.equals(product))
                && (wider.service == null || wider.service.equals(service));
    }

    /** {@code category webserver, product apache} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, "category", category);
        append(text, "product", product);
        append(text, "service", service);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
        }
    }
}
