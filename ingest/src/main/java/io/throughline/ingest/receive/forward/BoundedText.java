package io.throughline.ingest.receive.forward;

/** Text of strangers on its way into names and log lines. */
final class BoundedText {
    private static final char INSTEAD = '?';

    private BoundedText() {}

    /** At most so many characters, and no half of a pair at the end. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }

    /** The same, and without what would end a line or steer a terminal. */
    static String name(String text, int maxChars) {
        String cut = cut(text, maxChars);
        StringBuilder name = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean control = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
            name.append(control ? INSTEAD : c);
        }
        return name.toString();
    }
}
