package io.throughline.elasticsearch.bulk;

/** Writing cannot go on. */
public final class BulkFailedException extends RuntimeException {
    private final boolean lasting;

    BulkFailedException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    BulkFailedException(BulkFailedException cause) {
        super(cause.getMessage(), cause);
        this.lasting = cause.lasting;
    }

    /** Whether trying again is pointless until a person changes something, such as a wrong password. */
    public boolean lasting() {
        return lasting;
    }
}
